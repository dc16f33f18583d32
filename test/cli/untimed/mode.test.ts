import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { makeWorkspace } from '../support/workspace.ts';

// A hundred times the work outside production.
const work = `
import { bench } from 'vitest';
const turns = process.env.NODE_ENV === 'production' ? 500 : 50_000;
bench('work', () => {
  let sum = 0;
  for (let turn = 0; turn < turns; turn++) sum += turn % 7;
  globalThis.sum = sum;
});
`;

const workspace = (): string =>
  makeWorkspace({ 'package.json': '{ "type": "module" }', 'work.bench.js': work, 'laptime.config.json': '{ "modes": { "own": {} } }' });

interface Modes {
  readonly current: string;
  readonly modes: readonly { readonly name: string; readonly variables: readonly string[] }[];
}

describe('laptime mode', () => {
  it('shows the modes, switches, and goes back', async () => {
    const folder = workspace();
    const shown = await runCli(['mode'], { folder });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(/^\* development .*\n {2}testing /);
    expect(await runCli(['mode', 'production'], { folder })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('variables: NODE_ENV'),
    });
    const { current, modes } = JSON.parse((await runCli(['mode', '--json'], { folder })).stdout) as Modes;
    expect(current).toBe('production');
    expect(modes.map(({ name }) => name)).toEqual(['development', 'testing', 'production', 'high-load', 'own']);
    expect(await runCli(['mode', '--reset'], { folder })).toMatchObject({ code: 0, stdout: expect.stringContaining('* development') });
  });

  it.each([
    [['mode', 'fast'], 1, "There is no mode 'fast': choose one of development, testing, production, high-load, own."],
    [['mode', 'a', 'b'], 2, "mode takes one name, and 'b' is one more"],
    [['mode', 'own', '--reset'], 2, 'leave it out'],
    [['bench', '--mode', 'fast'], 1, "There is no mode 'fast'"],
    [['compare', '--modes', 'production'], 2, '--modes takes two modes with a comma between them'],
    [['compare', '--modes', 'own,production', 'HEAD', 'HEAD'], 2, '--modes compares one revision under two modes'],
    [['compare', '--modes', 'own,fast'], 1, "There is no mode 'fast'"],
  ])('%j ends with %i and says what is wrong', async (args, code, message) => {
    const result = await runCli(args, { folder: workspace() });
    expect(result.stderr).toContain(message);
    expect(result.code).toBe(code);
  });
});

describe('a mode', () => {
  it('is what benchmarks run with, and part of their environment', async () => {
    const folder = workspace();
    const environmentOf = async (...args: string[]) => {
      const { code, stdout } = await runCli(['bench', '--preset', 'quick', '--json', '-', ...args], { folder });
      expect(code).toBe(0);
      return (JSON.parse(stdout) as { run: { environment: { id: string; mode?: string } } }).run.environment;
    };
    const plain = await environmentOf();
    expect(plain.mode).toBeUndefined();
    const high = await environmentOf('--mode', 'high-load');
    expect(high).toMatchObject({ mode: 'high-load', nodeFlags: ['--max-semi-space-size=64'] });
    expect(high.id).not.toBe(plain.id);
  });

  it('is compared with another one, in turns', async () => {
    const { code, stdout, stderr } = await runCli(['compare', '--modes', 'development,production', '--time', '5'], { folder: workspace() });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/work {2}▼ faster/);
    expect(stdout).toContain('The two sides ran under different modes: mode none → production.');
    expect(stdout).toContain('baseline   work tree (development)');
    expect(stdout).toContain('a process for each revision, in turns');
  });
});
