import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { HistoryPage } from '../../../src/editor/panel/historyPage.ts';
import { openChanges, openCommit } from '../../../src/editor/panel/openDiff.ts';
import { PLANTED_BENCH, plantHistory } from '../../support/planted.ts';
import { change, git as gitIn, repositoryState } from '../../support/repository.ts';
import { hasHistory, parts, pathOf, root, until } from './extension.ts';

const git = (...args: string[]) => gitIn(root().fsPath, ...args);
const state = () => repositoryState(root().fsPath);
const SUM = `${PLANTED_BENCH} > sum`;
const all = { benchmarkId: null, metric: 'median', environmentId: null } as const;

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

describe('the history', () => {
  let start: string;
  let hashes: string[];

  before(async () => {
    start = git('rev-parse', 'HEAD');
    const config = { benchmarks: [PLANTED_BENCH], preset: 'quick', time: '300 ms', timeout: '5 s' };
    change(root().fsPath, { 'laptime.config.json': JSON.stringify(config) }, 'Measure faster');
    hashes = plantHistory(root().fsPath, { commits: 4, slowAt: 2 });
    const { tree, folders } = await parts();
    await until('the bench file is listed', () => tree.entry(folders.all[0]!, PLANTED_BENCH));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git('reset', '--hard', '--quiet', start);
    const { tree, folders, discovery } = await parts();
    await discovery.search(folders.all[0]!);
    await until('the bench file is gone', () => !tree.entry(folders.all[0]!, PLANTED_BENCH));
  });

  it('has what was measured at the commits of a range, and nothing of it beside the code', async function () {
    const { folders, results, runs } = await parts();
    const [folder] = folders.all;
    const page = new HistoryPage(folders);
    if (!(await hasHistory())) {
      await assert.rejects(page.read(all), { code: 'no-history' });
      await assert.rejects(
        runs.measureRange({ folder: folder!, request: { range: 'HEAD~1..HEAD' }, label: 'one' }, new AbortController().signal),
        /A range is measured for the history/,
      );
      return this.skip();
    }
    const before = state();
    const last = { latest: results.latest(folder!, SUM), newest: runs.newest };
    await vscode.commands.executeCommand('laptime.measureCommits', { range: `${hashes[0]}..HEAD` });
    assert.deepEqual(state(), before);
    assert.deepEqual({ latest: results.latest(folder!, SUM), newest: runs.newest }, last, 'the code on disk was not measured');

    const history = await page.read(all);
    // Before them is what other tests measured.
    const newest = history?.commits.slice(-3) ?? [];
    assert.deepEqual(
      newest.map(({ hash }) => hash),
      hashes.slice(1),
    );
    assert.deepEqual(
      newest.map(({ subject }) => subject),
      ['Edit 1', 'Sum with care', 'Edit 3'],
    );
    const sum = history?.series.find(({ benchmark }) => benchmark.id === SUM);
    assert.ok(sum?.values instanceof Float64Array);
    const [fast, slow] = sum.values.slice(-3);
    assert.ok(slow! > fast! * 1.5, [...sum.values].join(' '));
    assert.equal(sum.changes, null);
    const one = await page.read({ ...all, benchmarkId: SUM });
    assert.equal(one?.series.length, 1);
    assert.ok(one.series[0]!.changes);
    assert.equal(await page.read({ ...all, benchmarkId: 'sum' }), null, 'an id is no part of another');
    await assert.rejects(page.read({ ...all, environmentId: 'elsewhere' }), { code: 'unknown-environment' });
  });

  it('opens what a commit changed, of the first one too, and what several did', async () => {
    const folder = (await parts()).folders.all[0]!;
    const shown = async (label: string) => {
      const tab = await until(`${label} is shown`, () => tabs().find((one) => one.label.startsWith(label)));
      await vscode.window.tabGroups.close(tab);
    };
    await openCommit(folder, hashes[2]!);
    await shown(`${hashes[2]!.slice(0, 7)} Sum with care`);
    const first = git('rev-list', '--max-parents=0', 'HEAD');
    await openCommit(folder, first.slice(0, 10));
    await shown(`${first.slice(0, 7)} `);
    await openChanges(folder, hashes[0]!, hashes[3]!);
    await shown(`${hashes[0]!.slice(0, 7)} ↔ ${hashes[3]!.slice(0, 7)}`);
    await assert.rejects(openCommit(folder, 'f'.repeat(40)), { code: 'unknown-revision' });
    await assert.rejects(openCommit(folder, '--output=stolen'), { code: 'not-a-hash' });
  });

  it('says what is missing where there is no commit, or no repository', async function () {
    if (!(await hasHistory())) return this.skip();
    const { folders, runs } = await parts();
    const page = new HistoryPage(folders);
    const last = runs.search;
    const search = () => vscode.commands.executeCommand('laptime.findCommit', { benchmarkId: SUM, good: 'HEAD~1', bad: 'HEAD' });
    const branch = git('symbolic-ref', 'HEAD');
    git('symbolic-ref', 'HEAD', 'refs/heads/unborn');
    try {
      await assert.rejects(page.read(all), { code: 'no-commits' });
      await search();
    } finally {
      git('symbolic-ref', 'HEAD', branch);
    }
    const [there, away] = [pathOf('.git'), pathOf('.git-away')];
    fs.renameSync(there, away);
    try {
      await assert.rejects(page.read(all), { code: 'not-a-repository' });
      await search();
      await vscode.commands.executeCommand('laptime.measureCommits', { range: 'HEAD~1..HEAD' });
    } finally {
      fs.renameSync(away, there);
    }
    assert.equal(runs.search, last);
    assert.equal(runs.running, null);
    assert.ok(await page.read(all));
  });
});
