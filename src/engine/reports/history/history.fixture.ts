import { exampleCompared } from '../../../model/comparison.fixture.ts';
import { exampleBenchmark, exampleRun } from '../../../model/example.fixture.ts';
import type { BenchmarkHistory, HistoryCommit, HistorySeries, SuspectCheck } from '../../../model/history.ts';
import { findChanges, seededRandom } from '../../stats/index.ts';

export const COMMITS = 40;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The last one is HEAD; between any two lies one that was not measured. */
export const exampleHistoryCommit = (place: number, changes: Partial<HistoryCommit> = {}): HistoryCommit => ({
  hash: (0x89abcde01234 + place * 0x1000).toString(16).padEnd(40, '0'),
  authorName: 'Ada Lovelace',
  authoredAtMs: Date.UTC(2026, 0, 1, 12) + place * DAY_MS,
  subject: `Change number ${place}`,
  behind: 2 * (COMMITS - 1 - place),
  ...changes,
});

/** Values around the level, the same for names of one length; measured at every commit. */
export function exampleSeries(
  path: readonly string[],
  levelAt: (place: number) => number,
  changes: Partial<HistorySeries> = {},
): HistorySeries {
  const random = seededRandom(path.join().length);
  const values = Array.from({ length: COMMITS }, (_, place) => levelAt(place) * Math.exp(0.004 * random.normal()));
  return {
    benchmark: { id: ['src/sort.bench.ts', ...path].join(' > '), file: 'src/sort.bench.ts', path },
    environmentId: 'env-1',
    loader: 'native',
    places: values.map((_, place) => place),
    values,
    runs: values.map((_, place) => (place === COMMITS - 2 ? 3 : 1)),
    changes: findChanges(values),
    others: [],
    ...changes,
  };
}

export const exampleHistory = (series: readonly HistorySeries[], changes: Partial<BenchmarkHistory> = {}): BenchmarkHistory => ({
  metric: 'median',
  commits: Array.from({ length: COMMITS }, (_, place) => exampleHistoryCommit(place)),
  environments: [exampleRun([]).environment, { ...exampleRun([]).environment, id: 'env-2', nodeVersion: 'v26.0.0' }],
  series,
  elsewhere: 0,
  ...changes,
});

/** A step, a step back with a spike after it, nothing at all, two modes, and newest values that look off. */
export const fullHistory = (): BenchmarkHistory =>
  exampleHistory(
    [
      exampleSeries(['sort', 'quick sort'], (place) => (place < 25 ? 1000 : 1180), {
        others: [{ environmentId: 'env-2', loader: 'native', commits: 3 }],
      }),
      exampleSeries(['sort', 'merge sort'], (place) => (place === 33 ? 9000 : place < 12 ? 2400 : 1800)),
      exampleSeries(['sort', 'heap sort'], () => 50_000),
      exampleSeries(['two modes'], (place) => ((place * 7) % 5 < 2 ? 80 : 100)),
      exampleSeries(['suspicious'], (place) => (place < 38 ? 3e6 : 3.4e6)),
    ],
    { elsewhere: 4 },
  );

export const exampleCheck = (changes: Partial<SuspectCheck> = {}): SuspectCheck => ({
  benchmarkId: 'src/sort.bench.ts > suspicious',
  baseline: exampleHistoryCommit(37),
  candidate: exampleHistoryCommit(39),
  comparison: exampleCompared(exampleBenchmark(['suspicious'])),
  ...changes,
});
