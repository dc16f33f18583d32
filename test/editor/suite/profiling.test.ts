import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PLANTED_BENCH, PLANTED_LIBRARY, plantedBenches, plantedLibrary } from '../../support/planted.ts';
import { change, git as gitIn } from '../../support/repository.ts';
import { assertStates, hasHistory, itemOf, listen, open, parts, root, until, uriOf } from './extension.ts';
import { answer, hottest, kept, measuring, readCpu, recordedBy, settled, shown } from './recorded.ts';

const WORDS = 'bench/words.bench.ts';

describe('profiles of benchmarks', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  afterEach(settled);

  it('opens a profile of what one measures, which is no result', async () => {
    const { profiler, results, folders } = await parts();
    const item = await itemOf(WORDS, 'joining words', 'loop');
    const stored = () => results.history(folders.all[0]!, item.id, 100).length;
    const before = stored();
    const told = await listen();
    const file = await recordedBy(() => profiler.profileItems([item], 'cpu'));
    told.stop();
    assertStates(told, { loop: 'passed' });
    assert.match(told.output.join(''), /✓ .*loop {2}CPU profile · [\d,]+ iterations · \d\.\d\d times as long with the profiler/);
    assert.equal(stored(), before);
    assert.equal(path.extname(file), '.cpuprofile');
    assert.match(hottest(file, 'file'), /^words\.(?:bench\.)?ts$/);
    assert.deepEqual(readCpu(file).laptime.recording.source, { kind: 'benchmark', benchmarkId: item.id });
    assert.deepEqual(shown(), [file]);
    await until('no process is left', () => measuring().length === 0);
  });

  it('records a heap profile by its run profile', async () => {
    const { profiler } = await parts();
    const item = await itemOf(WORDS, 'joining words', 'loop');
    const file = await recordedBy(() => profiler.profileItems([item], 'heap'));
    assert.equal(path.extname(file), '.heapprofile');
  });

  it('makes one profile of each of several, shows the first and says which could not be', async () => {
    const { profiler } = await parts();
    const group = await itemOf(WORDS, 'joining words');
    const before = new Set(await kept());
    const told = await listen();
    await profiler.profileItems([group], 'cpu');
    told.stop();
    const made = (await kept()).filter((file) => !before.has(file));
    assert.equal(made.length, 2);
    assert.equal(told.states.get('loop'), 'passed');
    assert.equal(told.states.get('join'), 'passed');
    const first = made.find((file) => readCpu(file).laptime.recording.title.includes('loop'));
    assert.ok(shown().includes(first!), 'the first is shown');
  });

  it('waits for what is measured, and leaves nothing when it is cancelled', async () => {
    const { profiler, recordings, runner, runs } = await parts();
    const [loop, join] = [await itemOf(WORDS, 'joining words', 'loop'), await itemOf(WORDS, 'joining words', 'join')];
    const before = await kept();
    const ran = runner.runItems([loop]);
    await until('it measures', () => runs.running !== null);
    const recorded = profiler.profileItems([join], 'cpu');
    await until('the recording waits', () => recordings.all[0]?.phase === 'waiting');
    assert.equal(runs.running?.isRecording, false);
    await ran;
    await until('it is recorded', () => recordings.all[0]?.phase === 'recording');
    assert.equal(runs.running?.isRecording, true);
    await vscode.commands.executeCommand('laptime.cancelRecording');
    await recorded;
    assert.deepEqual(await kept(), before);
    await until('no process is left', () => measuring().length === 0);
  });

  it('says what is wrong with one that fails', async () => {
    const { profiler } = await parts();
    const before = await kept();
    const told = await listen();
    const errors = answer('showErrorMessage', () => undefined);
    await profiler.profileItems([await itemOf('bench/trouble.bench.js', 'throws')], 'cpu');
    errors.restore();
    told.stop();
    assert.equal(told.states.get('throws'), 'errored');
    assert.match(JSON.stringify(told.messages.get('throws')?.message), /no such word/);
    assert.equal(errors.asked.length, 1);
    assert.deepEqual(await kept(), before);
  });

  it('has a lens, and takes the file and what is at the cursor', async () => {
    const editor = await open(WORDS);
    const { range } = await itemOf(WORDS, 'joining words', 'join');
    const lenses = await until('lenses are there', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uriOf(WORDS), 100);
      return found.filter((lens) => lens.range.start.line === range!.start.line && lens.command?.title === 'Profile');
    });
    const { command } = lenses[0]!;
    const byLens = await recordedBy(() => vscode.commands.executeCommand(command!.command, ...command!.arguments!));
    const again = await vscode.window.showTextDocument(editor.document);
    again.selection = new vscode.Selection(range!.start, range!.start);
    const atCursor = await recordedBy(() => vscode.commands.executeCommand('laptime.profileAtCursor'));
    for (const file of [byLens, atCursor]) assert.match(readCpu(file).laptime.recording.title, /join$/);
  });

  it('records both sides of a comparison, and opens what differs', async function () {
    if (!(await hasHistory())) return this.skip();
    const { comparer, tree, folders } = await parts();
    const start = gitIn(root().fsPath, 'rev-parse', 'HEAD');
    const write = (some: Readonly<Record<string, string>>, message?: string) => change(root().fsPath, some, message);
    write({ [PLANTED_LIBRARY]: plantedLibrary(), [PLANTED_BENCH]: plantedBenches }, 'Sum and multiply');
    write({ [PLANTED_LIBRARY]: plantedLibrary(0.5) });
    await until('the bench file is listed', () => tree.entry(folders.all[0]!, PLANTED_BENCH));
    try {
      const item = await itemOf(PLANTED_BENCH, 'sum');
      const [folder] = folders.all;
      const selections = [{ file: PLANTED_BENCH, path: ['sum'] }];
      await comparer.compare({ folder: folder!, items: [item], label: 'sum', request: { baseline: 'HEAD', selections } });
      const before = new Set(await kept());
      await vscode.commands.executeCommand('laptime.profileBothSides', item);
      const made = (await kept()).filter((file) => !before.has(file));
      assert.equal(made.length, 2);
      const commits = made.map((file) => readCpu(file).laptime.recording.commit);
      assert.ok(commits.includes(gitIn(root().fsPath, 'rev-parse', 'HEAD')), 'one is of the commit');
      for (const file of made) assert.equal(hottest(file), 'sum');
      await until('the difference is open', () =>
        vscode.window.tabGroups.all.some(({ tabs }) =>
          tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('laptime.profileDifference')),
        ),
      );
    } finally {
      gitIn(root().fsPath, 'reset', '--hard', '--quiet', start);
    }
  });
});
