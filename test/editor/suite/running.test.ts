import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { runOnSave } from '../../../src/editor/testing/continuous.ts';
import { slowness } from '../../support/slowness.ts';
import { assertStates, fileItem, itemOf, labels, listen, open, parts, until } from './extension.ts';

const WORDS = 'bench/words.bench.ts';
const TROUBLE = 'bench/trouble.bench.js';
const SLOW = 'bench/slow.bench.js';
const RESULT = /^[\d.]+ (?:ns|µs|ms|s)(?: ± [\d.]+ %)?/;

describe('running benchmarks', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('runs one group, shows its results beside the labels and prints them', async () => {
    const { runner, runs, results, folders } = await parts();
    const group = await itemOf(WORDS, 'joining words');
    const stored = () => results.history(folders.all[0]!, `${WORDS} > joining words > loop`, 100).length;
    const before = stored();
    const told = await listen();
    await runner.runItems([group]);
    told.stop();
    assertStates(told, { loop: 'passed', join: 'passed', later: 'skipped' });
    assert.equal(told.ended, true);
    assert.equal(runs.running, null);
    const loop = await itemOf(WORDS, 'joining words', 'loop');
    assert.match(String(loop.description), RESULT);
    assert.match(told.output.join(''), /✓ joining words › loop {2}[\d.]+/);
    assert.equal(stored(), before + 1);
  });

  it('says the change against the last run, or that there is none to tell', async () => {
    const { runner } = await parts();
    const loop = await itemOf(WORDS, 'joining words', 'loop');
    await runner.runItems([loop]);
    await runner.runItems([loop]);
    assert.match(String(loop.description), / · (?:[+-][\d.]+ %|[\d.]+x|≈)$/);
  });

  it('completes benchmarks that only execution can name, and runs one of them alone', async () => {
    const { runner, runs } = await parts();
    const computed = await itemOf(WORDS, 'sum of …');
    await runner.runItems([computed]);
    assert.deepEqual(labels(computed.children), { 'sum of 10': {}, 'sum of 20': {} });
    const told = await listen();
    await runner.runItems([await itemOf(WORDS, 'sum of …', 'sum of 20')]);
    told.stop();
    assertStates(told, { 'sum of 20': 'passed' });
    assert.deepEqual(
      runs.last?.run.measurements.map(({ benchmark }) => benchmark.id),
      [`${WORDS} > sum of 20`],
    );
    assert.deepEqual(labels(computed.children), { 'sum of 10': {}, 'sum of 20': {} }, 'its sibling is still listed');
  });

  it('reports each benchmark that fails on its own line, and measures the others', async () => {
    const { runner } = await parts();
    const told = await listen();
    await runner.runItems([await fileItem(TROUBLE)]);
    told.stop();
    assertStates(told, {
      works: 'passed',
      throws: 'failed',
      hangs: 'errored',
      'loops for ever': 'errored',
      exits: 'errored',
    });
    const source = fs.readFileSync((await fileItem(TROUBLE)).uri!.fsPath, 'utf8').split('\n');
    const lineOf = (name: string) => told.messages.get(name)?.location?.range.start.line ?? -1;
    assert.match(source[lineOf('throws')]!, /throw new Error/);
    assert.equal(told.messages.get('throws')!.message, 'no such word');
    assert.ok((told.messages.get('throws')!.stackTrace ?? []).length > 0, 'the stack is shown');
    for (const name of ['hangs', 'loops for ever', 'exits']) {
      const itemLine = (await itemOf(TROUBLE, name)).range!.start.line;
      assert.ok(lineOf(name) >= itemLine && lineOf(name) <= itemLine + 2, `${name} is reported at its own line, not ${lineOf(name)}`);
    }
  });

  it('keeps what was finished when it is cancelled', async () => {
    const { runner, runs } = await parts();
    const [loop, slow] = [await itemOf(WORDS, 'joining words', 'loop'), await fileItem(SLOW)];
    const told = await listen();
    const ended = runner.runItems([loop, slow]);
    await until('the first file is finished', () => told.states.get('loop') === 'passed');
    const startMs = Date.now();
    await vscode.commands.executeCommand('laptime.cancel');
    await ended;
    told.stop();
    const tookMs = Date.now() - startMs;
    assert.ok(tookMs < 3000 * slowness(), `it took ${tookMs} ms to cancel`);
    assert.equal(runs.last?.run.state, 'cancelled');
    assert.ok(runs.last.run.measurements.some(({ benchmark, state }) => benchmark.id === loop.id && state === 'measured'));
    assert.notEqual(told.states.get('third'), 'passed');
  });

  it('runs overlapping requests one after the other', async () => {
    const { runner, runs } = await parts();
    const [loop, join] = [await itemOf(WORDS, 'joining words', 'loop'), await itemOf(WORDS, 'joining words', 'join')];
    const order: string[] = [];
    const listening = runs.onDidChange(() => {
      const label = runs.running?.label ?? 'nothing';
      if (order.at(-1) !== label) order.push(label);
    });
    await Promise.all([runner.runItems([loop]), runner.runItems([join])]);
    listening.dispose();
    assert.deepEqual(order, ['loop', 'nothing', 'join', 'nothing']);
  });

  it('leaves out what was excluded', async () => {
    const { controller, runner } = await parts();
    const file = await fileItem(WORDS);
    const excluded = [await itemOf(WORDS, 'joining words', 'loop'), await itemOf(WORDS, 'sum of …')];
    const told = await listen();
    const source = new vscode.CancellationTokenSource();
    assert.ok(controller.items.get(WORDS));
    await runner.run(new vscode.TestRunRequest([file], excluded), 'quick', source.token);
    told.stop();
    source.dispose();
    assertStates(told, { join: 'passed', later: 'skipped' });
  });

  it('runs the benchmark at the cursor, and the last ones again', async () => {
    const { runs } = await parts();
    const editor = await open(WORDS);
    const line = (await itemOf(WORDS, 'joining words', 'join')).range!.start.line;
    editor.selection = new vscode.Selection(line, 4, line, 4);
    await vscode.commands.executeCommand('laptime.runAtCursor');
    const first = runs.last!.run;
    assert.deepEqual(
      first.measurements.map(({ benchmark }) => benchmark.id),
      [`${WORDS} > joining words > join`],
    );
    await vscode.commands.executeCommand('laptime.rerun');
    assert.notEqual(runs.last!.run.id, first.id);
    assert.deepEqual(
      runs.last!.run.measurements.map(({ benchmark }) => benchmark.id),
      first.measurements.map(({ benchmark }) => benchmark.id),
    );
  });

  it('runs on save what was asked for, until it is told to stop', async () => {
    const { folders, runner, runs, tree } = await parts();
    const join = await itemOf(WORDS, 'joining words', 'join');
    const source = new vscode.CancellationTokenSource();
    const request = new vscode.TestRunRequest([join], [], undefined, true);
    runOnSave(runner, tree, folders, request, 'quick', source.token);
    const save = async (file: string) => {
      const editor = await open(file);
      await editor.edit((edit) => edit.insert(new vscode.Position(editor.document.lineCount, 0), '\n'));
      await editor.document.save();
    };
    const before = runs.last?.run.id;
    await save('src/words.ts');
    await until('the benchmark was run', () => runs.running === null && runs.last?.run.id !== before);
    assert.deepEqual(
      runs.last!.run.measurements.map(({ benchmark }) => benchmark.id),
      [join.id],
    );
    source.cancel();
    const after = runs.last!.run.id;
    await save('src/words.ts');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual([runs.running, runs.last!.run.id], [null, after]);
    source.dispose();
  });
});
