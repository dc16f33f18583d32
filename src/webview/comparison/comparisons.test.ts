import { describe, expect, it } from 'vitest';
import { exampleCompared, exampleComparisonRun } from '../../model/comparison.fixture.ts';
import type { Comparison, ComparisonEstimate } from '../../model/comparison.ts';
import { exampleBenchmark } from '../../model/example.fixture.ts';
import { toPanelComparisonRun } from '../../protocol/panel.ts';
import { arrange, type Sort } from '../table/arrange.ts';
import { comparisonSortValues, groupComparisons, type ComparisonSortKey } from './comparisons.ts';

const compared = (file: string, path: readonly string[], estimate: Partial<ComparisonEstimate>) =>
  exampleCompared(exampleBenchmark(path, {}, file), estimate);
const failed = (path: readonly string[], side: 'baseline' | 'candidate', kind: 'threw' | 'vanished'): Comparison => ({
  state: 'failed',
  side,
  benchmark: exampleBenchmark(path, {}, 'a.bench.ts'),
  warnings: [],
  failure: { kind, message: 'no', stack: '', location: null },
});

const groups = groupComparisons(
  toPanelComparisonRun(
    exampleComparisonRun([
      compared('a.bench.ts', ['quiet', 'same'], { verdict: 'same', ratio: 1.001 }),
      compared('a.bench.ts', ['loud', 'faster'], { verdict: 'faster', ratio: 0.7 }),
      compared('a.bench.ts', ['loud', 'inconclusive'], { verdict: 'inconclusive', ratio: 1.3 }),
      failed(['broken'], 'candidate', 'threw'),
      failed(['gone'], 'candidate', 'vanished'),
      compared('b.bench.ts', ['a little'], { verdict: 'slower', ratio: 1.03 }),
      compared('b.bench.ts', ['much'], { verdict: 'slower', ratio: 2.3 }),
    ]),
  ),
);
const shown = (sort: Sort<ComparisonSortKey> | null, grouped = true): string[][] =>
  arrange(groups, { filter: '', sort, grouped, values: comparisonSortValues, leading: new Set<ComparisonSortKey>(['verdict']) }).map(
    ({ rows }) => rows.map(({ name }) => name),
  );

describe('groupComparisons', () => {
  it('calls no failure what only one revision has', () => {
    const rows = groups.flatMap((group) => group.rows);
    expect(rows.filter(({ failure }) => failure !== null).map(({ name, failure }) => [name, failure?.side])).toEqual([
      ['broken', 'candidate'],
    ]);
    expect(rows.find(({ name }) => name === 'gone')?.outcome).toBe('not comparable');
  });

  it('measures on only what is inconclusive and was measured together', () => {
    expect(groups.flatMap((group) => group.rows.filter(({ canMeasureOn }) => canMeasureOn).map(({ name }) => name))).toEqual([
      'inconclusive',
    ]);
    const separate = exampleCompared(exampleBenchmark(['x']), { verdict: 'inconclusive' }, { design: 'separate-runs' });
    expect(groupComparisons(toPanelComparisonRun(exampleComparisonRun([separate])))[0]?.rows[0]?.canMeasureOn).toBe(false);
  });
});

describe('sorting verdicts', () => {
  it('puts what wants to be looked at first, files and groups too, and keeps the groups of a file together', () => {
    expect(shown({ key: 'verdict', descending: false })).toEqual([
      ['much', 'a little'],
      ['broken', 'gone'],
      ['inconclusive', 'faster'],
      ['same'],
    ]);
    expect(shown({ key: 'verdict', descending: false }, false)).toEqual([
      ['much', 'a little', 'broken', 'inconclusive', 'faster', 'same', 'gone'],
    ]);
  });

  it('keeps the order of the source without a sort, and that of its groups where another column sorts', () => {
    expect(shown(null)).toEqual([['same'], ['faster', 'inconclusive'], ['broken', 'gone'], ['a little', 'much']]);
    expect(shown({ key: 'change', descending: true })).toEqual([
      ['same'],
      ['inconclusive', 'faster'],
      ['broken', 'gone'],
      ['much', 'a little'],
    ]);
  });
});
