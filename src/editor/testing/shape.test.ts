import { describe, expect, it } from 'vitest';
import { benchmarkId, type BenchNode, type CollectedBenchmark } from '../../model/benchmark.ts';
import { completionsOf, isRunnable, mergeCompletions, shapesOf, type Shape } from './shape.ts';

const FILE = 'a.bench.ts';

function node(path: readonly string[], lines: readonly [number, number], rest: Partial<BenchNode> = {}): BenchNode {
  return {
    kind: rest.children ? 'group' : 'benchmark',
    id: benchmarkId(FILE, path),
    name: path.at(-1)!,
    path,
    dynamic: false,
    mode: 'run',
    range: { startLine: lines[0], startColumn: 1, endLine: lines[1], endColumn: 9 },
    children: [],
    ...rest,
  };
}

function collected(path: readonly string[], line: number | null): CollectedBenchmark {
  const rest = { api: 'laptime', mode: 'run', column: 1, parameters: null, budget: null, baseline: false } as const;
  return { id: benchmarkId(FILE, path), file: FILE, path, line, ...rest };
}

const outline = (shapes: readonly Shape[]): unknown => Object.fromEntries(shapes.map((shape) => [shape.label, outline(shape.children)]));

const computed = node(['sorts', 'size …'], [4, 6], { dynamic: true });
const nodes = [node(['sorts'], [1, 9], { children: [node(['sorts', 'fast'], [2, 3]), computed] })];

describe('shapesOf', () => {
  it('shows the syntax tree as it is before anything was executed', () => {
    const [group] = shapesOf(FILE, nodes, []);
    expect(outline([group!])).toEqual({ sorts: { fast: {}, 'size …': {} } });
    expect(group!.children.map(({ isBenchmark }) => isBenchmark)).toEqual([true, false]);
    expect(group!.children.map(({ selection }) => selection)).toEqual([
      { file: FILE, path: ['sorts', 'fast'] },
      { file: FILE, range: computed.range },
    ]);
  });

  it('puts what execution registered under the innermost node around its line', () => {
    const completions = completionsOf(nodes, [
      collected(['sorts', 'fast'], 2),
      collected(['sorts', 'size 10'], 5),
      collected(['sorts', 'size 20'], 5),
    ]);
    const shapes = shapesOf(FILE, nodes, completions);
    expect(outline(shapes)).toEqual({ sorts: { fast: {}, 'size …': { 'size 10': {}, 'size 20': {} } } });
    const [ten] = shapes[0]!.children[1]!.children;
    expect(ten).toMatchObject({
      id: `${FILE} > sorts > size 10`,
      isBenchmark: true,
      selection: { file: FILE, path: ['sorts', 'size 10'] },
    });
    expect(ten!.range).toEqual(computed.range);
  });

  it('labels a benchmark by all parts of its path that the tree could not name', () => {
    const each = node(['… items'], [1, 5], {
      dynamic: true,
      children: [node(['… items', 'map'], [2, 3], { dynamic: true })],
    });
    const completions = completionsOf([each], [collected(['3 items', 'map'], 2), collected(['4 items', 'map'], 2)]);
    expect(outline(shapesOf(FILE, [each], completions))).toEqual({ '… items': { map: { '3 items › map': {}, '4 items › map': {} } } });
  });

  it('makes the groups of a benchmark that no node stands for', () => {
    const completions = completionsOf(nodes, [collected(['sorts', 'deep', 'new'], null), collected(['alone'], 30)]);
    const shapes = shapesOf(FILE, nodes, completions);
    expect(outline(shapes)).toEqual({ sorts: { fast: {}, 'size …': {}, deep: { new: {} } }, alone: {} });
    expect(shapes[0]!.children[2]).toMatchObject({ isBenchmark: false, selection: { file: FILE, path: ['sorts', 'deep'] } });
    expect(shapes[1]!.range).toEqual({ startLine: 30, startColumn: 1, endLine: 30, endColumn: 1 });
  });

  it('drops completions whose node an edit took away, or named', () => {
    const completions = completionsOf(nodes, [collected(['sorts', 'size 10'], 5)]);
    expect(outline(shapesOf(FILE, [node(['sorts'], [1, 3], { children: [] })], completions))).toEqual({ sorts: {} });
    const named = [node(['sorts'], [1, 9], { children: [computed, node(['sorts', 'size 10'], [8, 8])] })];
    expect(outline(shapesOf(FILE, named, completions))).toEqual({ sorts: { 'size …': {}, 'size 10': {} } });
  });

  it('tells equal paths apart by their lines', () => {
    const twice = [node(['same'], [1, 1]), node(['same'], [2, 2], { id: benchmarkId(FILE, ['same'], 2) })];
    expect(shapesOf(FILE, twice, []).map(({ selection }) => selection)).toEqual([
      { file: FILE, path: ['same'] },
      { file: FILE, path: ['same'], range: twice[1]!.range },
    ]);
  });

  it('survives a name that looks like a prototype', () => {
    const completions = completionsOf([], [collected(['__proto__', 'constructor'], null)]);
    const [group] = shapesOf(FILE, [], completions);
    expect([group!.label, group!.children[0]!.label]).toEqual(['__proto__', 'constructor']);
  });
});

describe('mergeCompletions', () => {
  const first = completionsOf(nodes, [collected(['sorts', 'size 10'], 5), collected(['sorts', 'size 20'], 5), collected(['alone'], null)]);
  const ids = (completions: typeof first) => completions.map(({ benchmark }) => benchmark.path.at(-1));

  it('replaces the children of a node that was executed again', () => {
    const again = completionsOf(nodes, [collected(['sorts', 'size 30'], 5)]);
    expect(ids(mergeCompletions(first, again, false))).toEqual(['alone', 'size 30']);
  });

  it('keeps the siblings of what was asked for alone', () => {
    const one = completionsOf(nodes, [collected(['sorts', 'size 20'], 5)]);
    expect(ids(mergeCompletions(first, one, true))).toEqual(['size 10', 'alone', 'size 20']);
  });
});

describe('isRunnable', () => {
  const todo = node(['group', 'later'], [2, 2], { mode: 'todo' });
  const skipped = node(['group', 'off'], [3, 3], { mode: 'skip' });

  it('is all but what is to do', () => {
    expect([node(['a'], [1, 1]), node(['b'], [1, 1], { mode: 'only' }), skipped, todo].map(isRunnable)).toEqual([true, true, true, false]);
  });

  it('is a group of which a part is', () => {
    expect(isRunnable(node(['group'], [1, 5], { children: [todo, todo] }))).toBe(false);
    expect(isRunnable(node(['group'], [1, 5], { children: [todo, node(['group', 'now'], [4, 4])] }))).toBe(true);
    expect(isRunnable(node(['group'], [1, 5], { mode: 'todo', children: [node(['group', 'now'], [4, 4])] }))).toBe(false);
    // What is in it is known when it is executed.
    expect(isRunnable(node(['group'], [1, 5], { children: [] }))).toBe(true);
  });
});
