import { describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import { exampleCompared, exampleComparisonRun } from '../../model/comparison.fixture.ts';
import type { Comparison, ComparisonRun } from '../../model/comparison.ts';
import { exampleBenchmark } from '../../model/example.fixture.ts';
import type { Failure } from '../../model/measurement.ts';
import type { Folder } from '../folders.ts';
import { ComparisonReporter } from './comparisonReporter.ts';
import type { Discovery } from './discovery.ts';
import type { BenchmarkTree } from './tree.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

const slower = exampleBenchmark(['slower']);
const faster = exampleBenchmark(['faster']);
const same = exampleBenchmark(['same']);
const open = exampleBenchmark(['open']);
const broken = exampleBenchmark(['broken']);
const added = exampleBenchmark(['added']);
const later = exampleBenchmark(['later']);
const benchmarks = [slower, faster, same, open, broken, added, later];
const { file } = slower;
const failure = (changes: Partial<Failure>): Failure => ({ kind: 'exited', message: 'it ended', stack: '', location: null, ...changes });

const ofAllKinds: readonly Comparison[] = [
  exampleCompared(slower),
  exampleCompared(faster, { verdict: 'faster', ratio: 0.9 }),
  exampleCompared(same, { verdict: 'same', ratio: 1.001 }),
  exampleCompared(open, { verdict: 'inconclusive', ratio: 1.02, toSettle: { blocks: 12, seconds: 9 } }),
  { state: 'failed', benchmark: broken, side: 'candidate', failure: failure({}), warnings: [] },
  { state: 'failed', benchmark: added, side: 'baseline', failure: failure({ kind: 'vanished', message: 'not declared' }), warnings: [] },
  { state: 'skipped', benchmark: later, reason: 'todo', warnings: [] },
];

/** A test run that notes what it is told, and a tree that has every benchmark of one file. */
function setUp(asked: readonly CollectedBenchmark[] = benchmarks, ofWorkTree = true) {
  const states: string[] = [];
  const messages: string[] = [];
  let output = '';
  const note = (state: string) => (item: { id: string }, message?: { message: string }) => {
    states.push(`${state} ${item.id}`);
    if (message) messages.push(message.message);
  };
  const run = {
    ...Object.fromEntries(['enqueued', 'started', 'passed', 'failed', 'errored', 'skipped'].map((state) => [state, note(state)])),
    appendOutput: (text: string) => (output += text),
  } as unknown as vscode.TestRun;
  const uri = { toString: () => file };
  const items = new Map(benchmarks.map(({ id }) => [id, { id, uri } as unknown as vscode.TestItem]));
  const completed: string[][] = [];
  const tree = {
    benchmarksBelow: (item: vscode.TestItem) => [item],
    entry: () => ({ item: { id: file, uri }, content: {} }),
    find: (_folder: Folder, _file: string, id: string) => items.get(id),
    complete: (_folder: Folder, _file: string, some: readonly CollectedBenchmark[]) => completed.push(some.map(({ id }) => id)),
    describe: () => {},
  } as unknown as BenchmarkTree;
  const compared = { folder: {} as Folder, items: asked.map(({ id }) => items.get(id)!), ofWorkTree };
  const reporter = new ComparisonReporter(run, compared, { tree, discovery: {} as Discovery });
  const finish = async (changes: Partial<ComparisonRun> = {}) => {
    await reporter.finish(exampleComparisonRun(ofAllKinds, changes));
    return { ended: states.filter((state) => !/^(?:enqueued|started)/.test(state)), messages, lines: output.split('\r\n') };
  };
  return { reporter, states, completed, finish };
}

describe('ComparisonReporter', () => {
  it('fails what became slower and what no longer runs, passes what did not, and leaves open what is', async () => {
    const { ended, messages } = await setUp().finish();
    expect(ended).toEqual([
      `failed ${slower.id}`,
      `passed ${faster.id}`,
      `passed ${same.id}`,
      `skipped ${open.id}`,
      `errored ${broken.id}`,
      `skipped ${added.id}`,
      `skipped ${later.id}`,
    ]);
    expect(messages).toEqual(['3.1 % slower, ± 0.4 % · against HEAD~1 · 1.00 µs → 1.03 µs', 'it ended']);
  });

  it('prints each verdict, why one is missing, and the count', async () => {
    const { lines } = await setUp().finish({ notes: ['Dependencies of HEAD~1 are those of the work tree.'] });
    expect(lines).toContain('▲ slower  3.1 % slower, ± 0.4 % · 1.00 µs → 1.03 µs · 9 blocks');
    const at = lines.findIndex((line) => line.startsWith('? open'));
    expect(lines[at + 1]).toMatch(/^ {4}.*; 12 more blocks, about 9 s, would probably settle it$/);
    expect(lines).toContain('✗ broken  fails on the candidate: it ended');
    expect(lines).toContain('- added  not declared');
    expect(lines.slice(-3, -1)).toEqual([
      'Dependencies of HEAD~1 are those of the work tree.',
      '1 failed, 1 slower, 1 faster, 1 same, 1 inconclusive, 1 not comparable, 1 skipped · against HEAD~1',
    ]);
  });

  it('completes the tree by what is planned, and shows what runs', async () => {
    const { reporter, states, completed, finish } = setUp([]);
    reporter.onEvent({ kind: 'planned', benchmarks: [slower, faster] });
    reporter.onEvent({ kind: 'started', benchmark: slower });
    await finish();
    expect(completed).toEqual([[slower.id, faster.id]]);
    expect(states.slice(0, 3)).toEqual([`enqueued ${slower.id}`, `enqueued ${faster.id}`, `started ${slower.id}`]);
  });

  it('blames a file that the candidate cannot load on what was asked for in it, and none that the baseline cannot load', async () => {
    const broke = (side: 'baseline' | 'candidate') => ({
      comparisons: [],
      fileFailures: [{ file, side, failure: failure({ kind: 'load', message: 'no such module' }), output: 'printed\n' }],
    });
    const { ended, lines } = await setUp([slower]).finish(broke('candidate'));
    expect(ended).toEqual([`errored ${file}`, `errored ${slower.id}`]);
    expect(lines.slice(0, 2)).toEqual(['printed', `✗ ${file}  no such module`]);
    expect((await setUp([slower]).finish(broke('baseline'))).ended).toEqual([]);
  });

  it('marks nothing where two commits are compared, and prints all the same', async () => {
    const { reporter, states, completed, finish } = setUp([], false);
    reporter.onEvent({ kind: 'planned', benchmarks: [slower] });
    reporter.onEvent({ kind: 'started', benchmark: slower });
    const { lines } = await finish();
    expect([states, completed]).toEqual([[], []]);
    expect(lines.some((line) => line.startsWith('▲ slower'))).toBe(true);
  });
});
