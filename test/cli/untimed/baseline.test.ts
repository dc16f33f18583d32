import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { change, git, repositoryState } from '../../support/repository.ts';
import { runCli } from '../support/cli.ts';
import { emptyFolder, makeWorkspace, twoBenchmarks } from '../support/workspace.ts';

const state = (folder: string) => ({ ...repositoryState(folder), objects: git(folder, 'count-objects', '-v') });
const run = (folder: string, ...args: string[]) => runCli(['baseline', ...args], { folder, env: { XDG_CACHE_HOME: emptyFolder() } });

describe('laptime baseline', () => {
  it('saves what is on disk, lists it, and removes it, and the repository stays as it was', async () => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks, 'README.md': 'text' });
    change(folder, { 'README.md': 'stashed' });
    git(folder, 'stash', 'push', '--quiet');
    change(folder, { 'staged.txt': 'staged', 'untracked.txt': 'untracked', 'README.md': 'edited' });
    git(folder, 'add', 'staged.txt');
    const before = state(folder);

    const empty = await run(folder, 'list');
    expect(empty).toMatchObject({ code: 0, stdout: '' });
    expect(empty.stderr).toContain('laptime baseline save NAME');

    const saved = await run(folder, 'save', 'before');
    expect(saved).toMatchObject({ code: 0, stdout: '' });
    expect(saved.stderr).toMatch(
      /^Saved: main @ [\da-f]{7} with uncommitted changes, \d{4}-\d\d-\d\d \d\d:\d\d UTC, [\d.]+ k?B\.\nCompare with it: laptime compare baseline:before\n$/,
    );
    expect((await run(folder, 'save', 'feature/x')).code).toBe(0);
    const listed = await run(folder, 'list');
    expect(listed.stdout).toMatch(/^feature\/x {2}main @ .*\nbefore {5}main @ .*\n$/);
    expect(state(folder)).toEqual(before);

    const again = await run(folder, 'save', 'before');
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('laptime: There is a baseline `before` already: replace it with --force');
    expect((await run(folder, 'save', 'before', '--force')).code).toBe(0);
    expect((await run(folder, 'remove', 'baseline:feature/x')).code).toBe(0);
    expect((await run(folder, 'list')).stdout).toMatch(/^before {2}.*\n$/);
    expect(state(folder)).toEqual(before);
  });

  it.each([
    [[], 2, /baseline needs a word/],
    [['keep', 'x'], 2, /baseline needs a word/],
    [['save'], 2, /laptime baseline save needs a name/],
    [['save', 'a', 'b'], 2, /takes one name, and 'b' is one more/],
    [['list', 'a'], 2, /takes no name/],
    [['remove', 'a', '--force'], 2, /--force is for laptime baseline save/],
    [['save', '-rf'], 2, /unknown option -r/],
    [['save', '--', '-rf'], 1, /`-rf` cannot be the name of a baseline/],
    [['save', ''], 1, /An empty name cannot be/],
    [['save', '../../hacked'], 1, /`\.\.\/\.\.\/hacked` cannot be the name/],
    [['save', '/hacked'], 1, /`\/hacked` cannot be the name/],
    [['save', 'a\u001b[31m\nb'], 1, /`a\\u001b\[31m\\nb` cannot be the name/],
    [['remove', 'nothing'], 1, /`nothing` is no saved baseline/],
  ] as const)('refuses %j', async (args, code, message) => {
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks });
    const ended = await run(folder, ...args);
    expect(ended.stderr).toMatch(message);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(existsSync(path.join(folder, '.git/laptime/baselines'))).toBe(false);
  });

  it('needs a repository with a commit, and is no end of a search', async () => {
    const none = emptyFolder();
    expect(await run(none, 'save', 'x')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^laptime: .*git init/) as string });
    git(none, 'init', '--quiet');
    expect(await run(none, 'save', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('no commits yet') as string });
    const folder = makeWorkspace({ 'a.bench.js': twoBenchmarks });
    await run(folder, 'save', 'x');
    const env = { XDG_CACHE_HOME: emptyFolder() };
    const bisect = await runCli(['bisect', '--good', 'baseline:x', '--bench', 'parse list'], { folder, env });
    expect(bisect).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The good end is a saved baseline, and a search is among commits') as string,
    });
    const compare = await runCli(['compare', 'baseline:y'], { folder, env });
    expect(compare).toMatchObject({ code: 1, stderr: expect.stringContaining('`y` is no saved baseline') as string });
  });
});
