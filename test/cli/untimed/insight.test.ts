import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { makeWorkspace } from '../support/workspace.ts';

const bench = `import { bench } from 'laptime';
const items = [];
for (let i = 0; i < 600; i++) items.push({ ['kind' + (i % 6)]: true, price: i });
bench('total', () => {
  let sum = 0;
  for (const item of items) sum += item.price;
  return sum;
});
bench('nothing \u001b[2J', () => 1);
`;

describe('laptime insight', () => {
  const workspace = () => makeWorkspace({ 'package.json': '{ "type": "module" }', 'a.bench.js': bench });

  it('says by the line what costs time, for people', async () => {
    const folder = workspace();
    const { code, stdout, stderr } = await runCli(['insight', 'a.bench.js', '-t', 'total'], { folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^a\.bench\.js > total\nNode \d+\.\d+\.\d+ · [\d,]+ iterations in /u);
    expect(stdout).toMatch(/\na\.bench\.js:6:41\n {2}Megamorphic access to price: at least [56] shapes \(\d+ % of the time\)\n/u);
    expect(stdout).toContain('Give the objects one shape');
  });

  it('says it for scripts, and stores nothing', async () => {
    const folder = workspace();
    const { code, stdout } = await runCli(['insight', 'total', '--json'], { folder });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      benchmark: 'a.bench.js > total',
      insights: [{ kind: 'megamorphic', reason: 'property', file: 'a.bench.js', line: 6, docs: 'docs/insight.md#megamorphic-property' }],
      problems: [],
    });
    expect(existsSync(path.join(folder, '.laptime'))).toBe(false);
  });

  it('says that there is nothing, and lets no name steer the terminal', async () => {
    const folder = workspace();
    const { code, stdout } = await runCli(['insight', '--name', 'nothing'], { folder });
    expect(code).toBe(0);
    expect(stdout).toContain('nothing \\u001b[2J');
    expect(stdout).toContain('V8 has nothing to complain of');
  });

  it.each([
    [['insight'], /these are 2: 'a\.bench\.js > total', /u],
    [['insight', '-t', 'none'], /No benchmark has that name/u],
    [['insight', '-t'], /-t needs a value/u],
  ])('says what is wrong with %j', async (args, message) => {
    const folder = workspace();
    const { code, stdout, stderr } = await runCli(args, { folder });
    expect(stdout).toBe('');
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(message);
  });
});
