import { describe, expect, it } from 'vitest';
import type { BenchFile, BenchNode } from '../../model/benchmark.ts';
import { isKnown, wantedBenchmarks } from './wantedBenchmarks.ts';

const range = { startLine: 1, startColumn: 1, endLine: 2, endColumn: 1 };
function node(file: string, path: readonly string[], more: Partial<BenchNode> = {}): BenchNode {
  const id = [file, ...path].join(' > ');
  return { kind: 'benchmark', id, name: path.at(-1)!, path, dynamic: false, mode: 'run', range, children: [], ...more };
}
const fileOf = (file: string, nodes: readonly BenchNode[]): BenchFile => ({ file, api: 'laptime', nodes, problems: [] });

const files = [
  fileOf('a.ts', [node('a.ts', ['json'], { kind: 'group', children: [node('a.ts', ['json', 'Parse']), node('a.ts', ['json', 'write'])] })]),
  fileOf('b.ts', [node('b.ts', ['parse it'])]),
  fileOf('c.ts', [node('c.ts', ['…'], { dynamic: true })]),
  fileOf('d.ts', []),
];

const measured = (benchmarkIds: readonly string[], measuredFiles: readonly string[] = [], failedFiles: readonly string[] = []) => ({
  benchmarkIds: new Set(benchmarkIds),
  files: new Set(measuredFiles),
  failedFiles: new Set(failedFiles),
});

describe('wantedBenchmarks', () => {
  it('has the names that the source tells, and the files that may have others', () => {
    expect(wantedBenchmarks(files, undefined)).toEqual([
      { file: 'a.ts', benchmarkIds: ['a.ts > json > Parse', 'a.ts > json > write'] },
      { file: 'b.ts', benchmarkIds: ['b.ts > parse it'] },
      { file: 'c.ts', benchmarkIds: [] },
    ]);
    expect(wantedBenchmarks(files, 'PARSE')).toEqual([
      { file: 'a.ts', benchmarkIds: ['a.ts > json > Parse'] },
      { file: 'b.ts', benchmarkIds: ['b.ts > parse it'] },
      { file: 'c.ts', benchmarkIds: [] },
    ]);
    expect(wantedBenchmarks(files.slice(0, 2), 'sort')).toEqual([]);
  });
});

describe('isKnown', () => {
  const wanted = wantedBenchmarks(files, 'parse');
  const both = ['a.ts > json > Parse', 'b.ts > parse it'];
  it.each([
    [undefined, false],
    [measured(both, ['a.ts', 'b.ts']), false],
    [measured(both, ['a.ts', 'b.ts', 'c.ts']), true],
    [measured(both.slice(1), ['b.ts', 'c.ts']), false],
    [measured(both.slice(1), ['a.ts', 'b.ts', 'c.ts'], ['a.ts']), true],
  ])('%#: is %j enough? %s', (known, expected) => {
    expect(isKnown(wanted, known)).toBe(expected);
  });
});
