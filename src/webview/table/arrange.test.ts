import { describe, expect, it } from 'vitest';
import { exampleBenchmark } from '../../model/example.fixture.ts';
import { groupBySource } from '../../model/groups.ts';
import { arrange, arrangeFailures, type Arrangement, type SortValues } from './arrange.ts';
import { toRowGroups, type TableRow } from './rows.ts';

interface Sized extends TableRow {
  readonly size: number | null;
}
type Key = 'name' | 'size';

const sized = (file: string, path: readonly string[], size: number | null) => ({ benchmark: exampleBenchmark(path, {}, file), size });
const groups = toRowGroups(
  groupBySource([
    sized('a.bench.ts', ['sort', 'slow'], 300),
    sized('a.bench.ts', ['sort', 'fast 10'], 100),
    sized('a.bench.ts', ['sort', 'fast 9'], 200),
    sized('a.bench.ts', ['sort', 'skipped'], null),
    sized('b.bench.ts', ['alone'], 150),
  ]),
  ({ benchmark }) => benchmark,
  ({ size }, placed): Sized => ({ ...placed, state: 'measured', warnings: [], failure: null, size }),
);
const values: SortValues<Sized, Key> = { name: ({ name }) => name, size: ({ size }) => size };
const shown = (change: Partial<Arrangement<Sized, Key>>): string[][] =>
  arrange(groups, { filter: '', sort: null, grouped: true, values, ...change }).map((group) => group.rows.map((row) => row.name));
const sortedBy = (key: Key, descending = false) => shown({ sort: { key, descending } });

describe('arrange', () => {
  it('sorts inside groups, what has no value last in both directions', () => {
    expect(sortedBy('size')).toEqual([['fast 10', 'fast 9', 'slow', 'skipped'], ['alone']]);
    expect(sortedBy('size', true)).toEqual([['slow', 'fast 9', 'fast 10', 'skipped'], ['alone']]);
  });

  it('sorts numbers in names as numbers', () => {
    expect(sortedBy('name')[0]).toEqual(['fast 9', 'fast 10', 'skipped', 'slow']);
  });

  it('sorts over all groups when they need not stay together', () => {
    expect(shown({ grouped: false, sort: { key: 'size', descending: false } })).toEqual([
      ['fast 10', 'alone', 'fast 9', 'slow', 'skipped'],
    ]);
  });

  it('finds every word in file, group or name, without regard to case', () => {
    expect(shown({ filter: 'FAST' })).toEqual([['fast 10', 'fast 9']]);
    expect(shown({ filter: ' sort  9 ' })).toEqual([['fast 9']]);
    expect(shown({ filter: 'b.bench' })).toEqual([['alone']]);
    expect(shown({ filter: 'nothing' })).toEqual([]);
    expect(shown({ filter: 'nothing', grouped: false })).toEqual([]);
  });

  it('does not find a word across the border of two names', () => {
    expect(shown({ filter: 'sortslow' })).toEqual([]);
  });

  it('keeps the rows themselves, so that they are not drawn anew', () => {
    expect(arrange(groups, { filter: 'fast', sort: null, grouped: true, values })[0]?.rows[0]).toBe(groups[0]?.rows[1]);
  });
});

describe('arrangeFailures', () => {
  it('filters by file', () => {
    const failure = { file: 'Broken.bench.ts', failure: {} as never, output: '' };
    expect(arrangeFailures([failure], 'broken')).toEqual([failure]);
    expect(arrangeFailures([failure], 'else')).toEqual([]);
  });
});
