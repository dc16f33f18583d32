import { describe, expect, it } from 'vitest';
import { benchmarkId, type CollectedBenchmark } from '../../model/benchmark.ts';
import { isNamed, isSelected, unmatched } from './selection.ts';

const at = (line: number | null, ...path: string[]): CollectedBenchmark => ({
  id: benchmarkId('a.bench.ts', path),
  file: 'a.bench.ts',
  path,
  api: 'laptime',
  mode: 'run',
  line,
  column: 1,
  parameters: null,
  budget: null,
  baseline: false,
});

const file = 'a.bench.ts';
const range = { startLine: 3, startColumn: 1, endLine: 5, endColumn: 2 };

describe('isSelected', () => {
  it('takes whole files, groups, single benchmarks and lines', () => {
    const benchmark = at(4, 'sort', 'numbers');
    expect(isSelected(benchmark, [{ file }], undefined)).toBe(true);
    expect(isSelected(benchmark, [{ file: 'b.bench.ts' }], undefined)).toBe(false);
    expect(isSelected(benchmark, [{ file, path: ['sort'] }], undefined)).toBe(true);
    expect(isSelected(benchmark, [{ file, path: ['sor'] }], undefined)).toBe(false);
    expect(isSelected(benchmark, [{ file, path: ['sort', 'numbers'] }], undefined)).toBe(true);
    expect(isSelected(benchmark, [{ file, range }], undefined)).toBe(true);
    expect(isSelected(at(6, 'sort', 'numbers'), [{ file, range }], undefined)).toBe(false);
    expect(isSelected(at(null, 'sort', 'numbers'), [{ file, range }], undefined)).toBe(false);
  });

  it('narrows by a part of the id without regard to case', () => {
    expect(isSelected(at(1, 'sort', 'Numbers'), [{ file }], 'NUMB')).toBe(true);
    expect(isSelected(at(1, 'sort', 'Numbers'), [{ file }], 'words')).toBe(false);
  });
});

describe('isNamed', () => {
  it('is true only for a full path', () => {
    expect(isNamed(at(1, 'sort', 'numbers'), [{ file, path: ['sort', 'numbers'] }])).toBe(true);
    expect(isNamed(at(1, 'sort', 'numbers'), [{ file, path: ['sort'] }])).toBe(false);
    expect(isNamed(at(1, 'sort', 'numbers'), [{ file }])).toBe(false);
  });
});

describe('unmatched', () => {
  it('names selections that nothing answers to, and never a whole file', () => {
    const gone = { file, path: ['sort', 'gone'] };
    expect(unmatched([at(1, 'sort', 'numbers')], [{ file }, { file, path: ['sort'] }, gone])).toEqual([gone]);
    expect(unmatched([], [{ file }])).toEqual([]);
  });
});
