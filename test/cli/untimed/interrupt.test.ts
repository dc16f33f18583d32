import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runCli, startCli, type StartedCli } from '../support/cli.ts';
import { fast, makeWorkspace, twoBenchmarks } from '../support/workspace.ts';

/** Two short benchmarks, then one that is still at its first call when anything happens to it. */
const shortAndLong = {
  'a.bench.js': twoBenchmarks,
  'b.bench.js': `import { bench } from 'laptime';\nbench('long', () => new Promise((resolve) => setTimeout(resolve, 600_000)));\n`,
};
const slow = ['bench', '--preset', 'thorough', '--time', '60'];
const files = { 'a.bench.js': shortAndLong['a.bench.js'] };

interface StoredRun {
  readonly id: string;
  readonly state: string;
  readonly measurements: readonly { readonly state: string; readonly benchmark: { readonly id: string } }[];
}

async function storedRuns(folder: string): Promise<StoredRun[]> {
  const { code, stdout, stderr } = await runCli(['export'], { folder });
  expect(code, stderr).toBe(0);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const parsed = JSON.parse(line) as { run?: StoredRun } & StoredRun;
      return parsed.run ?? parsed;
    });
}

/** Until a block runs: the process that watches over it is one, its own the other. */
async function measures(cli: StartedCli): Promise<void> {
  await expect.poll(() => cli.descendants().length).toBeGreaterThan(1);
}

describe('an interrupted run', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends its children within a second of %s, and keeps what was finished', async (signal) => {
    const folder = makeWorkspace(shortAndLong);
    const cli = startCli(['bench', ...fast], { folder });
    await cli.said('[2/3]');
    await measures(cli);
    cli.child.kill(signal);
    expect(await cli.descendantsLeft(1000)).toEqual([]);
    const { code, stdout } = await cli.ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/parse list .*µs/);
    expect(await storedRuns(folder)).toMatchObject([{ state: 'cancelled', measurements: [{ state: 'measured' }, { state: 'measured' }] }]);
  });

  it('replaces no report', async () => {
    const folder = makeWorkspace(shortAndLong);
    const cli = startCli([...slow, '--json', '-'], { folder });
    await cli.said('Measuring 3 benchmarks');
    cli.child.kill('SIGINT');
    const { code, stdout, stderr } = await cli.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('Interrupted: no report was written.');
  });

  it('ends at once at the second interrupt', async () => {
    const source = `import { writeFileSync } from 'node:fs';
import { bench } from 'laptime';
bench('for ever', () => { writeFileSync('begun', ''); for (;;); });
`;
    const folder = makeWorkspace({ 'a.bench.js': source });
    const cli = startCli(slow, { folder });
    await expect.poll(() => existsSync(path.join(folder, 'begun'))).toBe(true);
    cli.child.kill('SIGINT');
    await sleep(300);
    cli.child.kill('SIGINT');
    expect((await cli.ended).code).toBe(130);
    expect(await cli.descendantsLeft(1000)).toEqual([]);
  });
});

describe('kill -9 in the middle of a run', () => {
  it('leaves no child, and a store that opens with all finished results', async () => {
    const folder = makeWorkspace(shortAndLong);
    const cli = startCli(['bench', ...fast], { folder });
    await cli.said('[2/3]');
    await measures(cli);
    cli.child.kill('SIGKILL');
    expect(await cli.descendantsLeft(2000)).toEqual([]);
    const runs = await storedRuns(folder);
    expect(runs).toMatchObject([{ state: 'interrupted' }]);
    expect(runs[0]?.measurements.map(({ state, benchmark }) => `${state} ${benchmark.id}`).toSorted()).toEqual([
      'measured a.bench.js > json > parse and write list',
      'measured a.bench.js > json > parse list',
    ]);
    const after = await runCli(['bench', ...fast, 'parse list'], { folder });
    expect(after.code).toBe(0);
    expect(after.stdout).toMatch(/parse list .*(no clear change|faster|slower)/);
  });
});

describe('two runs at once', () => {
  it('lose nothing', async () => {
    const folder = makeWorkspace(files);
    const runs = await Promise.all([1, 2, 3].map(() => runCli(['bench', ...fast], { folder })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const stored = await storedRuns(folder);
    expect(stored.map(({ state, measurements }) => [state, measurements.length])).toEqual([
      ['complete', 2],
      ['complete', 2],
      ['complete', 2],
    ]);
  });
});

describe('export and import', () => {
  it('carry runs to another repository, once', async () => {
    const folder = makeWorkspace(files);
    const other = makeWorkspace(files);
    await runCli(['bench', ...fast], { folder });
    const written = await runCli(['export', 'runs.jsonl'], { folder });
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: '1 run written to runs.jsonl\n' });
    const { stdout: lines } = await runCli(['export'], { folder });
    expect(await runCli(['import', '-'], { folder: other, input: lines })).toMatchObject({ code: 0, stderr: '1 run added\n' });
    expect(await runCli(['import', `${folder}/runs.jsonl`], { folder: other })).toMatchObject({
      code: 0,
      stderr: '0 runs added, 1 stored already\n',
    });
    expect((await storedRuns(other)).map(({ id }) => id)).toEqual((await storedRuns(folder)).map(({ id }) => id));
  });

  it('names the broken line and adds nothing of it', async () => {
    const folder = makeWorkspace(files);
    const { code, stderr } = await runCli(['import', '-'], { folder, input: '{"not": "a run"}\n' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^laptime: .*line 1/m);
    expect(await storedRuns(folder)).toEqual([]);
  });

  it('says that a file is missing', async () => {
    const { code, stderr } = await runCli(['import', 'none.jsonl'], { folder: makeWorkspace(files) });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^laptime: import: none\.jsonl cannot be read/);
  });
});
