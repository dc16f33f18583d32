import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { emptyFolder } from '../support/workspace.ts';

const work = `
function hot(count) {
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += Math.sqrt(i) * Math.sin(i);
  return sum;
}
const end = Date.now() + 400;
while (Date.now() < end) hot(200000);
`;

function recorded(folder: string, name: string): string {
  writeFileSync(path.join(folder, 'work.js'), work);
  execFileSync(process.execPath, ['--cpu-prof', `--cpu-prof-name=${name}`, '--no-turbo-inlining', 'work.js'], { cwd: folder });
  return name;
}

/** So many samples of a millisecond in each function. */
function written(folder: string, name: string, samples: Readonly<Record<string, number>>): string {
  const functions = Object.keys(samples);
  const node = (id: number, functionName: string, url: string) => ({
    ...{ id, callFrame: { functionName, scriptId: '1', url, lineNumber: id, columnNumber: 0 }, hitCount: 0 },
  });
  const nodes = [
    { ...node(1, '(root)', ''), children: functions.map((_, place) => place + 2) },
    ...functions.map((each, place) => node(place + 2, each, `file://${folder}/work.js`)),
  ];
  const ids = functions.flatMap((each, place) => Array<number>(samples[each]!).fill(place + 2));
  const profile = {
    nodes,
    startTime: 0,
    endTime: ids.length * 1000,
    samples: ids,
    timeDeltas: ids.map((_, place) => (place === 0 ? 0 : 1000)),
  };
  writeFileSync(path.join(folder, name), JSON.stringify(profile));
  return name;
}

interface TopJson {
  readonly durationMs: number;
  readonly functions: readonly {
    readonly name: string;
    readonly url: string;
    readonly line: number;
    readonly selfMs: number;
    readonly totalMs: number;
  }[];
  readonly lines: readonly { readonly url: string; readonly line: number; readonly selfMs: number }[];
}

describe('laptime top', () => {
  it('prints the functions and lines of a profile that Node recorded, as text and as JSON', async () => {
    const folder = emptyFolder();
    const file = recorded(folder, 'a.cpuprofile');
    const { code, stdout, stderr } = await runCli(['top', file, '--json'], { folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { durationMs, functions, lines } = JSON.parse(stdout) as TopJson;
    // Not by its place: on a busy machine a single sample may stand for more time than all others.
    const hot = functions.find(({ name }) => name === 'hot')!;
    expect(hot).toMatchObject({ line: 2, url: expect.stringMatching(/^file:\/\/.*\/work\.js$/u) });
    expect(Object.keys(functions[0]!)).toEqual(['name', 'url', 'line', 'selfMs', 'totalMs']);
    // All of it, with what V8 writes where no function runs.
    expect(functions.reduce((sum, { selfMs }) => sum + selfMs, 0)).toBeCloseTo(durationMs, 2);
    expect(lines).toContainEqual(expect.objectContaining({ line: 4, url: hot.url }));
    expect(Object.keys(lines[0]!)).toEqual(['url', 'line', 'selfMs']);

    const text = (await runCli(['top', file], { folder })).stdout;
    expect(text).toMatch(/^a\.cpuprofile\nV8 CPU profile · .* samples/u);
    expect(text).toMatch(/^ {2}hot +.* ms +\d+ % +.* ms +\d+ % {2}work\.js:2$/mu);
    expect(text).toMatch(/^ {2}work\.js:4 +/mu);
    expect((await runCli(['top', file, '--limit', '1'], { folder })).stdout).toContain('more: --limit N shows N');
  });

  it('says what differs from another profile by more than chance', async () => {
    const folder = emptyFolder();
    const before = written(folder, 'before.cpuprofile', { hot: 100, steady: 400, same: 500 });
    const after = written(folder, 'after.cpuprofile', { hot: 300, steady: 200, same: 520 });
    const { code, stdout } = await runCli(['top', after, '--diff', before], { folder });
    expect(code).toBe(0);
    expect(stdout).toContain(`Compared with ${before}`);
    expect(stdout).toMatch(/^ {2}hot +.*\+[\d.]+ ms/mu);
    expect(stdout).toMatch(/^ {2}steady +.*-[\d.]+ ms/mu);
    expect(stdout).toMatch(/^ {2}same +520 ms +51 % +noise +520 ms +51 % +noise +work\.js:5$/mu);
    const json = JSON.parse((await runCli(['top', after, '--diff', before, '--json'], { folder })).stdout) as object;
    expect(json).toMatchObject({ scale: 'share', baselineDurationMs: expect.any(Number) });
  });

  it('says what is wrong with a file, and with what was typed', async () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'broken.cpuprofile'), '{"nodes":[{"id":1,');
    const broken = await runCli(['top', 'broken.cpuprofile'], { folder });
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toMatch(/broken\.cpuprofile cannot be read\. At byte \d+/u);
    expect((await runCli(['top', 'none.cpuprofile'], { folder })).stderr).toContain('There is no file');
    for (const args of [[], ['a', 'b'], ['a', '--sort', 'name'], ['a', '--limit', '0'], ['a', '--scale', 'share']]) {
      expect((await runCli(['top', ...args], { folder })).code).toBe(2);
    }
  });
});
