import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { PLANTED_BENCH, plantHistory } from '../../support/planted.ts';
import { change, git as gitIn, repositoryState } from '../../support/repository.ts';
import { itemOf, parts, root, until } from './extension.ts';

const git = (...args: string[]) => gitIn(root().fsPath, ...args);
const state = () => repositoryState(root().fsPath);

const COMMITS = 10;
const SLOW_AT = 6;
const searched = { benchmarkId: `${PLANTED_BENCH} > sum`, bad: 'HEAD', threshold: 0.2 };

/** Processes of this window that measure, by their command lines. */
function measuring(): string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  const below = (parent: number): string[] =>
    all.filter((one) => one.parent === parent).flatMap(({ pid, command }) => [command, ...below(pid)]);
  return below(process.pid).filter((command) => /[\\/]dist[\\/](?:harness|keeper)/.test(command));
}

describe('searching the commit that made a benchmark slower', () => {
  let start: string;
  let hashes: string[];

  before(async () => {
    start = git('rev-parse', 'HEAD');
    change(root().fsPath, { 'laptime.config.json': JSON.stringify({ bisect: { time: '200 ms' }, timeout: '5 s' }) }, 'Search faster');
    hashes = plantHistory(root().fsPath, { commits: COMMITS, slowAt: SLOW_AT });
    // Of each kind one that is lost easily.
    change(root().fsPath, { 'src/stashed.js': '1', 'staged.txt': 'staged' });
    git('stash', 'push', '--quiet', '--include-untracked', '--', 'src/stashed.js');
    git('add', 'staged.txt');
    change(root().fsPath, { 'untracked.txt': 'untracked' });
    const { tree, folders } = await parts();
    await until('the bench file is listed', () => tree.entry(folders.all[0]!, PLANTED_BENCH));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git('stash', 'drop', '--quiet');
    git('reset', '--hard', '--quiet', start);
    git('clean', '--force', '--quiet', 'untracked.txt');
    const { tree, folders } = await parts();
    await until('the bench file is gone', () => !tree.entry(folders.all[0]!, PLANTED_BENCH));
  });

  it('leaves the repository as it was when it is stopped, and no process', async () => {
    const { runs } = await parts();
    const before = state();
    const ended = vscode.commands.executeCommand('laptime.findCommit', { ...searched, good: hashes[0] });
    await until('some answers are there', () => (runs.search?.state.runs.length ?? 0) >= 2);
    assert.ok(measuring().length > 0 || (await until('it measures again', () => measuring().length > 0)));
    await vscode.commands.executeCommand('laptime.cancel');
    await ended;
    assert.equal(runs.running, null);
    await until('no process is left', () => measuring().length === 0);
    assert.deepEqual(state(), before);
    const { state: search } = runs.search!;
    assert.equal(search.state, 'cancelled');
    assert.equal(search.commits.length, COMMITS);
    assert.equal(search.benchmark.name, 'sum');
    assert.equal(search.outcome, null);
  });

  it('goes on with the answers of before, and finds the commit', async () => {
    const { runs } = await parts();
    const before = state();
    const kept = runs.search!.state.runs.length;
    await vscode.commands.executeCommand('laptime.findCommit', { ...searched, good: hashes[0] });
    const { state: search } = runs.search!;
    const { outcome } = search;
    assert.ok(outcome?.state === 'found', JSON.stringify(outcome));
    assert.deepEqual(
      outcome.suspects.map(({ commit }) => commit.hash),
      [hashes[SLOW_AT]],
    );
    assert.equal(outcome.suspects[0]?.commit.subject, 'Sum with care');
    assert.ok(outcome.chance >= 0.95);
    assert.ok(outcome.ratio !== null && outcome.ratio > 1.6 && outcome.ratio < 2.4, `${outcome.ratio}`);
    assert.equal(outcome.runs, kept + search.runs.length, 'what was measured before the stop counts');
    assert.equal(search.state, 'ended');
    assert.deepEqual(state(), before);
    await until('no process is left', () => measuring().length === 0);
  });

  it('keeps the last search where another cannot even begin', async () => {
    const { runs } = await parts();
    const last = runs.search;
    const { id } = await itemOf(PLANTED_BENCH, 'sum');
    for (const [good, bad] of [
      ['no-such-branch', 'HEAD'],
      ['HEAD', hashes[0]],
    ]) {
      await vscode.commands.executeCommand('laptime.findCommit', { benchmarkId: id, good, bad });
      assert.equal(runs.search, last);
    }
    await vscode.commands.executeCommand('laptime.findCommit', { benchmarkId: `${PLANTED_BENCH} > gone`, good: 'HEAD~1', bad: 'HEAD' });
    assert.equal(runs.search, last);
    assert.equal(runs.running, null);
  });
});
