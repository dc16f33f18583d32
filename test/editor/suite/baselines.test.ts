import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { PLANTED_BENCH, PLANTED_LIBRARY, plantedBenches, plantedLibrary } from '../../support/planted.ts';
import { change, git as gitIn, repositoryState } from '../../support/repository.ts';
import { hasHistory, itemOf, listen, parts, pathOf, root, until, uriOf } from './extension.ts';

const BENCH = PLANTED_BENCH;
const git = (...args: string[]) => gitIn(root().fsPath, ...args);
const write = (files: Readonly<Record<string, string>>) => change(root().fsPath, files);
const state = () => ({ ...repositoryState(root().fsPath), objects: git('count-objects', '-v') });
const engine = async () => (await parts()).folders.all[0]!.engine();
const namesSaved = async () => (await (await engine()).savedBaselines(new AbortController().signal)).map(({ name }) => name);

/** No commit has any of it: what is compared is uncommitted on both sides. */
describe('saved baselines and the last run', () => {
  let config: string;

  before(async () => {
    config = fs.readFileSync(pathOf('laptime.config.json'), 'utf8');
    write({
      'laptime.config.json': JSON.stringify({ ...(JSON.parse(config) as object), compare: { time: '8 s' } }),
      [PLANTED_LIBRARY]: plantedLibrary(),
      [BENCH]: plantedBenches,
    });
    const { tree, folders } = await parts();
    await until('the bench file is listed', () => tree.entry(folders.all[0]!, BENCH));
  });

  after(async () => {
    write({ 'laptime.config.json': config });
    fs.rmSync(pathOf(PLANTED_LIBRARY));
    fs.rmSync(pathOf(BENCH));
    const { tree, folders } = await parts();
    await until('the bench file is gone', () => !tree.entry(folders.all[0]!, BENCH));
  });

  it('saves what is on disk, with what is not yet saved in the editor, and touches nothing', async () => {
    const before = state();
    const editor = await vscode.window.showTextDocument(uriOf(PLANTED_LIBRARY));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// typed\n'));
    await vscode.commands.executeCommand('laptime.saveBaseline', 'before');
    assert.equal(editor.document.isDirty, false);
    assert.deepEqual(await namesSaved(), ['before']);
    assert.deepEqual(state(), before);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says slower of what became slower since then', async () => {
    write({ [PLANTED_LIBRARY]: plantedLibrary(0.3) });
    const before = state();
    const told = await listen();
    await vscode.commands.executeCommand('laptime.compareItem', await itemOf(BENCH, 'sum'), 'baseline:before');
    told.stop();
    assert.equal(told.states.get('sum'), 'failed', told.output.join(''));
    assert.match(JSON.stringify(told.messages.get('sum')?.message), /slower, ± .* · against baseline:before · /);
    assert.match(String((await itemOf(BENCH, 'sum')).description), /slower, .* · against baseline:before$/);
    assert.deepEqual(state(), before);
  });

  it('compares with the results of a run whose files are in no commit, and does not call that turns', async function () {
    if (!(await hasHistory())) return this.skip();
    const { runner, runs } = await parts();
    write({ [PLANTED_LIBRARY]: plantedLibrary() });
    const sum = await itemOf(BENCH, 'sum');
    await runner.runItems([sum]);
    const earlier = runs.last!.run;
    write({ [PLANTED_LIBRARY]: plantedLibrary(1) });
    const told = await listen();
    await vscode.commands.executeCommand('laptime.compareFile', uriOf(BENCH), `run:${earlier.id}`);
    told.stop();
    // The quick preset of these tests has so few blocks that the noise of the machine decides whether there is a verdict.
    assert.match(String(told.states.get('sum')), /^(?:failed|skipped)$/, told.output.join(''));
    assert.match(told.output.join(''), /[▲?] sum {2}.*(?:slower|\+\d+ %)/);
    assert.match(told.output.join(''), /1 (?:slower|inconclusive), 1 not comparable · against last run/);
    const { comparison } = runs.lastComparison!;
    assert.equal(comparison.baseline.dirtyHash, earlier.revision.dirtyHash);
    const compared = comparison.comparisons.find(({ benchmark }) => benchmark.path.at(-1) === 'sum');
    assert.equal(compared?.state === 'compared' && compared.design, 'separate-runs');
    assert.equal(runs.last!.run.preset.name, earlier.preset.name);
    assert.notEqual(runs.last!.run.id, earlier.id);
  });

  it('says what is wrong with a name, and removes', async () => {
    await vscode.commands.executeCommand('laptime.saveBaseline', '../out');
    await vscode.commands.executeCommand('laptime.removeBaseline', 'nothing');
    assert.deepEqual(await namesSaved(), ['before']);
    const told = await listen();
    await vscode.commands.executeCommand('laptime.compareFile', uriOf(BENCH), 'baseline:nothing');
    await vscode.commands.executeCommand('laptime.compareFile', uriOf(BENCH), 'run:nothing');
    told.stop();
    assert.match(told.output.join(''), /`nothing` is no saved baseline/);
    await vscode.commands.executeCommand('laptime.removeBaseline', 'before');
    assert.deepEqual(await namesSaved(), []);
  });
});
