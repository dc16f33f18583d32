import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, type Ended } from '../support/cli.ts';
import { emptyFolder, fast, makeWorkspace, twoBenchmarks } from '../support/workspace.ts';

const git = (folder: string, ...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
const files = { 'a.bench.js': twoBenchmarks, '.gitignore': '.laptime\n' };

/** A bare remote, and clones of it with a commit that has benchmarks. */
function makeClones(count: number): { remote: string; clones: string[] } {
  const work = makeWorkspace(files);
  const scratch = emptyFolder();
  const remote = path.join(scratch, 'remote.git');
  git(scratch, 'clone', '--quiet', '--bare', work, remote);
  const clones = Array.from({ length: count }, (_, index) => path.join(scratch, `clone-${index}`));
  for (const clone of clones) git(scratch, 'clone', '--quiet', remote, clone);
  return { remote, clones };
}

const ids = async (folder: string) => {
  const { stdout } = await runCli(['export'], { folder });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { run: { id: string } }).run.id).toSorted();
};

/** Results of another tool are runs too, and take no time to measure. */
const foreign = (value: number) => JSON.stringify([{ name: 'a', unit: 'ms', value }]);

describe('laptime share', () => {
  it('carries what was measured in one clone to another', async () => {
    const { clones } = makeClones(2);
    const [a, b] = clones as [string, string];
    expect(await runCli(['share', 'pull'], { folder: b })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('nobody has shared runs on origin yet'),
    });
    const nothing = await runCli(['share', 'push'], { folder: a });
    expect(nothing).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^laptime: There is nothing to share: no run is stored yet\..*\n$/),
    });
    await runCli(['bench', ...fast], { folder: a });
    expect(await runCli(['share', 'push'], { folder: a })).toMatchObject({ code: 0, stdout: '', stderr: '1 run shared on origin\n' });
    expect(await runCli(['share', 'push'], { folder: a })).toMatchObject({
      code: 0,
      stderr: '0 runs shared on origin, 1 shared already\n',
    });
    expect(await runCli(['share', 'pull'], { folder: b })).toMatchObject({ code: 0, stderr: '1 run added from origin\n' });
    expect(await ids(b)).toEqual(await ids(a));
    expect(git(b, 'status', '--porcelain')).toBe('');
  });

  it('loses nothing when processes on several machines push at once', async () => {
    const { clones } = makeClones(3);
    const head = git(clones[0]!, 'rev-parse', 'HEAD');
    for (const [index, folder] of clones.entries()) {
      const input = foreign(index + 1);
      expect(await runCli(['import', '-', '--commit', head], { folder, input })).toMatchObject({ code: 0, stderr: '1 run added\n' });
    }
    const pushes = await Promise.all(clones.map((folder) => runCli(['share', 'push'], { folder })));
    expect(pushes.map(({ code, stderr }: Ended) => [code, stderr])).toEqual(clones.map(() => [0, '1 run shared on origin\n']));
    for (const folder of clones) await runCli(['share', 'pull'], { folder });
    const all = await Promise.all(clones.map(ids));
    expect(all[0]).toHaveLength(3);
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
  });

  it('keeps on the remote what it is told to', async () => {
    const { clones } = makeClones(1);
    const [folder] = clones as [string];
    const head = git(folder, 'rev-parse', 'HEAD');
    const run = (day: number) => ({
      commit: { id: head },
      date: Date.UTC(2024, 0, day),
      tool: 'custom',
      benches: [{ name: 'a', unit: 'ms', value: day }],
    });
    const data = `window.BENCHMARK_DATA = ${JSON.stringify({ entries: { suite: [run(1), run(2), run(3)] } })}`;
    expect(await runCli(['import', '-'], { folder, input: data })).toMatchObject({ code: 0, stderr: '3 runs added\n' });
    await runCli(['share', 'push'], { folder });
    expect(await runCli(['share', 'push', '--keep', '2'], { folder })).toMatchObject({
      code: 0,
      stderr: '0 runs shared on origin, 3 shared already, 1 removed\n',
    });
  });

  it.each([
    [['share'], 'laptime: share needs one word: laptime share push, or laptime share pull'],
    [['share', 'fetch'], 'laptime: share needs one word'],
    [['share', 'push', '--keep', '0'], "laptime: --keep is a whole number from 1, not '0'"],
    [['share', 'pull', '--keep-days', '3'], 'laptime: --keep and --keep-days are for laptime share push'],
  ])('ends with 2 for %j', async (args, message) => {
    const { code, stderr } = await runCli(args, { folder: emptyFolder() });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it.each([
    [emptyFolder, /^laptime: .* is in no git repository: .*git init/],
    [
      () => makeWorkspace(files),
      /^laptime: There is no remote 'origin': this repository has none\. Add one with git remote add origin URL\./,
    ],
  ])('ends with 1 and the remedy where there is nothing to share through (%#)', async (make, message) => {
    const { code, stderr } = await runCli(['share', 'push'], { folder: make() });
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });
});

describe('laptime import of other tools', () => {
  it('takes several files, and tells what it leaves out', async () => {
    const folder = makeWorkspace(files);
    const data = [
      { name: 'a', unit: 'ms', value: 1 },
      { name: 'b\u001b[31m', unit: 'MB\u001b[31m', value: 2 },
    ];
    writeFileSync(path.join(folder, 'a.json'), foreign(1));
    writeFileSync(path.join(folder, 'b.json'), JSON.stringify(data));
    const first = await runCli(['import', 'a.json', 'b.json'], { folder });
    expect(first).toMatchObject({
      code: 1,
      stderr: "laptime: b.json: a value in 'MB\\u001b[31m' is not a time above 0 and was left out\n1 run added, 1 stored already\n",
    });
    expect(await runCli(['import', 'a.json', '--machine', 'ci'], { folder })).toMatchObject({ code: 0, stderr: '1 run added\n' });
    const wrong = await runCli(['import', 'a.json', '--format', 'asv'], { folder });
    expect(wrong).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^laptime: import: a\.json is not an asv result: that is an object with "commit_hash"/),
    });
  });
});
