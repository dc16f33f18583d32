import { describe, expect, it } from 'vitest';
import { benchmarkId, type BenchFile, type BenchNode } from '../../model/benchmark.ts';
import { chooseBenchmark } from './chooseBenchmark.ts';

const range = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };

function node(file: string, path: readonly string[], children: readonly BenchNode[] = [], dynamic = false): BenchNode {
  const kind = children.length > 0 ? 'group' : 'benchmark';
  return { kind, id: benchmarkId(file, path), name: path.at(-1)!, path, dynamic, mode: 'run', range, children };
}

const fileOf = (file: string, nodes: readonly BenchNode[]): BenchFile => ({ file, api: 'vitest', nodes, problems: [] });

const files: readonly BenchFile[] = [
  fileOf('a.bench.ts', [
    node('a.bench.ts', ['sort'], [node('a.bench.ts', ['sort', 'quick']), node('a.bench.ts', ['sort', 'quick, stable'])]),
    node('a.bench.ts', ['each …'], [], true),
  ]),
  fileOf('b.bench.ts', [node('b.bench.ts', ['parse']), node('b.bench.ts', ['sort'])]),
];

describe('chooseBenchmark', () => {
  it.each([
    ['a.bench.ts > sort > quick', 'a.bench.ts > sort > quick'],
    ['sort > quick', 'a.bench.ts > sort > quick'],
    ['quick', 'a.bench.ts > sort > quick'],
    ['QUICK, st', 'a.bench.ts > sort > quick, stable'],
    [' Parse ', 'b.bench.ts > parse'],
    ['sort', 'b.bench.ts > sort'],
  ])('takes %s for %s', (name, id) => {
    expect(chooseBenchmark(name, files).id).toBe(id);
  });

  it('takes an id for itself, also where others differ in their case only or contain it', () => {
    const alike = [fileOf('a.bench.ts', [node('a.bench.ts', ['Sort']), node('a.bench.ts', ['sort']), node('a.bench.ts', ['sort all'])])];
    expect(chooseBenchmark('a.bench.ts > sort', alike).id).toBe('a.bench.ts > sort');
    expect(chooseBenchmark('a.bench.ts > Sort', alike).id).toBe('a.bench.ts > Sort');
    expect(() => chooseBenchmark('SORT', alike)).toThrow('2 benchmarks have');
  });

  it('asks for more of a name that several have', () => {
    expect(() => chooseBenchmark('bench', files)).toThrow(
      "4 benchmarks have 'bench' in their file or name: 'a.bench.ts > sort > quick', 'a.bench.ts > sort > quick, stable', 'b.bench.ts > parse', 'b.bench.ts > sort'. A search is for one: write more of it.",
    );
  });

  it('offers what is near, or where to look', () => {
    expect(() => chooseBenchmark('parze', files)).toThrow("no benchmark with 'parze' in its file or name. Did you mean 'parse'?");
    expect(() => chooseBenchmark('nothing of the kind', files)).toThrow(/laptime bench --list shows all/);
    expect(() => chooseBenchmark('each', [fileOf('a.bench.ts', [node('a.bench.ts', ['each …'], [], true)])])).toThrow(/no benchmark/);
  });
});
