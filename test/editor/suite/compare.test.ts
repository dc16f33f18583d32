import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { openDiff } from '../../../src/editor/panel/openDiff.ts';
import { PLANTED_BENCH, PLANTED_LIBRARY, plantedBenches, plantedLibrary } from '../../support/planted.ts';
import { change, git as gitIn, repositoryState } from '../../support/repository.ts';
import { slowness } from '../../support/slowness.ts';
import { exists, hasHistory, itemOf, listen, open, parts, pathOf, root, until, uriOf } from './extension.ts';

const BENCH = PLANTED_BENCH;
const [SUM, PRODUCT] = [`${BENCH} > sum`, `${BENCH} > product`];

const git = (...args: string[]) => gitIn(root().fsPath, ...args);
/** Writes files, and commits all there is where there is a message. */
const write = (files: Readonly<Record<string, string>>, message?: string) => change(root().fsPath, files, message);
const state = () => repositoryState(root().fsPath);

const comparedTabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ label }) => label.includes('↔')));

describe('comparing revisions', () => {
  let start: string;

  before(async () => {
    start = git('rev-parse', 'HEAD');
    const config = JSON.parse(fs.readFileSync(pathOf('laptime.config.json'), 'utf8')) as object;
    write({ 'laptime.config.json': JSON.stringify({ ...config, compare: { time: '8 s' } }) });
    write({ [PLANTED_LIBRARY]: plantedLibrary(), [BENCH]: plantedBenches }, 'Sum and multiply');
    write({ [PLANTED_LIBRARY]: plantedLibrary(0.3) }, 'Sum with care');
    // Of each kind one that is lost easily.
    write({ 'src/words.ts': `${fs.readFileSync(pathOf('src/words.ts'), 'utf8')}\n// stashed\n` });
    git('stash', 'push', '--quiet');
    write({ 'staged.txt': 'staged' });
    git('add', 'staged.txt');
    write({ 'untracked.txt': 'untracked' });
    const { tree, folders } = await parts();
    await until('the bench file is listed', () => tree.entry(folders.all[0]!, BENCH));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git('stash', 'drop', '--quiet');
    git('reset', '--hard', '--quiet', start);
    fs.rmSync(pathOf('untracked.txt'));
    const { tree, folders } = await parts();
    await until('the bench file is gone', () => !tree.entry(folders.all[0]!, BENCH));
  });

  it('says slower of what became slower and of nothing else, and touches nothing', async () => {
    const { results, runs, folders } = await parts();
    const before = state();
    const told = await listen();
    await vscode.commands.executeCommand('laptime.compareFile', uriOf(BENCH), 'HEAD~1');
    told.stop();
    assert.equal(told.states.get('sum'), 'failed', told.output.join(''));
    assert.match(JSON.stringify(told.messages.get('sum')?.message), /slower, ± .* · against HEAD~1 · .* → /);
    assert.equal(told.messages.get('sum')?.location?.range.start.line, 3);
    assert.match(String(told.states.get('product')), /^(?:passed|skipped)$/);
    assert.match(told.output.join(''), /▲ sum {2}[\d.]+ % slower/);
    assert.match(told.output.join(''), /1 slower, 1 (?:same|inconclusive|faster) · against HEAD~1/);
    assert.equal(told.ended, true);
    assert.deepEqual(state(), before);

    assert.match(String((await itemOf(BENCH, 'sum')).description), /^[\d.]+ % slower, ± [\d.]+ % · against HEAD~1$/);
    assert.match(String((await itemOf(BENCH, 'product')).description), /^(?!.*slower).* · against HEAD~1$/);
    assert.equal(results.verdict(folders.all[0]!, SUM)?.verdict, 'slower');
    const { newest } = runs;
    assert.ok(newest?.kind === 'comparison');
    const ratio = newest.comparison.comparisons.find(({ benchmark }) => benchmark.id === SUM);
    assert.ok(ratio?.state === 'compared' && ratio.estimate.ratio > 1.2 && ratio.estimate.ratio < 1.4);
    const engine = await folders.all[0]!.engine();
    if (await hasHistory()) assert.equal(engine.storedComparison(newest.comparison.id)?.id, newest.comparison.id);
  });

  it('measures on, with the blocks that there are', async function () {
    if (!(await hasHistory())) return this.skip();
    const { comparer, runs } = await parts();
    const earlier = runs.lastComparison!;
    const blocksOf = (id: string) => {
      const found = runs.lastComparison!.comparison.comparisons.find(({ benchmark }) => benchmark.id === id);
      return found?.state === 'compared' ? found.blocks.length : 0;
    };
    const [sum, product] = [blocksOf(SUM), blocksOf(PRODUCT)];
    await comparer.measureOn(earlier, [PRODUCT]);
    assert.notEqual(runs.lastComparison, earlier);
    assert.equal(blocksOf(SUM), sum, 'what was not asked for is judged again, and not measured');
    assert.ok(blocksOf(PRODUCT) > product, `${blocksOf(PRODUCT)} blocks after ${product}`);
  });

  it('marks nothing of what is on disk where two commits are compared', async () => {
    const { runs } = await parts();
    const description = (await itemOf(BENCH, 'sum')).description;
    const told = await listen();
    const ended = vscode.commands.executeCommand('laptime.compareRevisions', 'HEAD~1', 'HEAD');
    await until('it measures', () => runs.running?.comparing?.kind === 'progress');
    await vscode.commands.executeCommand('laptime.cancel');
    await ended;
    told.stop();
    assert.deepEqual(Object.fromEntries(told.states), {});
    assert.equal((await itemOf(BENCH, 'sum')).description, description);
    assert.equal(runs.lastComparison?.comparison.candidate.name, 'HEAD');
    assert.equal(runs.lastComparison.comparison.state, 'cancelled');
  });

  it('leaves the repository as it was when it is cancelled, at any moment', async () => {
    const { runs } = await parts();
    const before = state();
    for (const moment of ['preparing', 'progress'] as const) {
      const ended = vscode.commands.executeCommand('laptime.compareItem', await itemOf(BENCH, 'sum'), 'HEAD~1');
      await until(`it is ${moment}`, () => runs.running && (moment === 'preparing' || runs.running.comparing?.kind === moment));
      const startMs = Date.now();
      await vscode.commands.executeCommand('laptime.cancel');
      await ended;
      const tookMs = Date.now() - startMs;
      assert.ok(tookMs < 5000 * slowness(), `it took ${tookMs} ms to cancel`);
      assert.equal(runs.running, null);
      assert.deepEqual(state(), before);
    }
  });

  it('says what is wrong with a revision, and that one cannot be compared with itself', async () => {
    const { runs } = await parts();
    const last = runs.lastComparison;
    const editor = await open(BENCH);
    const { start } = (await itemOf(BENCH, 'sum')).range!;
    editor.selection = new vscode.Selection(start, start);
    for (const command of ['laptime.compareAtCursor', 'laptime.compareWith']) {
      const told = await listen();
      await vscode.commands.executeCommand(command, 'no-such-branch');
      told.stop();
      assert.match(told.output.join(''), /`no-such-branch` is no revision of/);
      assert.equal(told.states.get('sum'), 'enqueued', 'the revision is to blame, not the benchmark');
      assert.equal(told.states.has('product'), command === 'laptime.compareWith');
    }
    await vscode.commands.executeCommand('laptime.compareRevisions', 'HEAD', 'HEAD');
    assert.equal(runs.lastComparison, last);
  });

  it('opens what changed between the two, in one editor', async () => {
    const { folders, runs } = await parts();
    const { comparison } = runs.lastComparison!;
    const shown = { kind: 'comparison', folder: folders.all[0]!, comparison } as const;
    await openDiff(shown);
    const ofCommits = await until('the changes are shown', () => comparedTabs()[0]);
    assert.match(ofCommits.label, /^HEAD~1 ↔ /);
    await vscode.window.tabGroups.close(ofCommits);
    write({ [PLANTED_LIBRARY]: plantedLibrary() });
    await openDiff({ ...shown, comparison: { ...comparison, candidate: { ...comparison.candidate, name: 'work tree' } } });
    assert.match((await until('the changes are shown', () => comparedTabs()[0])).label, /^HEAD~1 ↔ work tree/);
    git('checkout', '--quiet', '--', PLANTED_LIBRARY);
    assert.equal(exists('untracked.txt'), true);
  });
});
