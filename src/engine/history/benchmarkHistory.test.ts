import { describe, expect, it } from 'vitest';
import { exampleRun } from '../../model/example.fixture.ts';
import { seededRandom } from '../stats/index.ts';
import type { StoredSeries } from '../store/index.ts';
import { benchmarkHistory, type HistoryOptions } from './benchmarkHistory.ts';

const hash = (place: number) => place.toString(16).padStart(40, '0');

/** HEAD is commit `count - 1`; newest first, as git lists them. */
const lineOf = (count: number) =>
  Array.from({ length: count }, (_, place) => ({
    hash: hash(place),
    authorName: 'Ada',
    authoredAtMs: place * 1000,
    subject: `Change ${place}`,
  })).toReversed();

function seriesOf(
  name: string,
  results: readonly (readonly [place: number, ...values: number[]])[],
  more: Partial<StoredSeries> = {},
): StoredSeries {
  return {
    benchmark: { id: `a.bench.ts > ${name}`, file: 'a.bench.ts', path: [name] },
    environmentId: 'e1',
    loader: 'native',
    commits: results.flatMap(([place, ...values]) => values.map(() => hash(place))),
    values: results.flatMap(([, ...values]) => values),
    ...more,
  };
}

const environments = new Map(['e1', 'e2', 'e3'].map((id) => [id, { ...exampleRun([]).environment, id }]));
const history = (stored: readonly StoredSeries[], count: number, options: Partial<HistoryOptions> = {}) =>
  benchmarkHistory(
    { stored, environments, line: lineOf(count) },
    { metric: 'median', environmentId: null, limit: 1000, changes: false, ...options },
  );

describe('benchmarkHistory', () => {
  it('has one value a commit, the median of its runs, in the order of the commits', () => {
    const stored = [
      seriesOf('parse', [
        [4, 120],
        [0, 100, 90, 101],
        [2, 104, 106],
      ]),
      seriesOf('write', [
        [2, 7],
        [3, 8],
      ]),
    ];
    const { commits, series, metric, elsewhere } = history(stored, 6);
    expect(commits.map(({ subject, behind }) => [subject, behind])).toEqual([
      ['Change 0', 5],
      ['Change 2', 3],
      ['Change 3', 2],
      ['Change 4', 1],
    ]);
    expect(series).toMatchObject([
      { benchmark: { path: ['parse'] }, places: [0, 1, 3], values: [100, 105, 120], runs: [3, 2, 1], changes: null, others: [] },
      { benchmark: { path: ['write'] }, places: [1, 2], values: [7, 8] },
    ]);
    expect({ metric, elsewhere }).toEqual({ metric: 'median', elsewhere: 0 });
  });

  it('mixes no environments and loaders: the one that reaches the newest commit, then the longest; the others are listed', () => {
    const stored = [
      seriesOf('parse', [
        [0, 1],
        [1, 1],
        [2, 1],
      ]),
      seriesOf('parse', [[3, 2]], { environmentId: 'e2' }),
      seriesOf(
        'parse',
        [
          [1, 3],
          [3, 3],
        ],
        { environmentId: 'e3', loader: 'vite' },
      ),
    ];
    const [parse] = history(stored, 5).series;
    expect(parse).toMatchObject({
      environmentId: 'e3',
      loader: 'vite',
      values: [3, 3],
      others: [
        { environmentId: 'e1', loader: 'native', commits: 3 },
        { environmentId: 'e2', loader: 'native', commits: 1 },
      ],
    });
    const asked = history(stored, 5, { environmentId: 'e1' });
    expect(asked.series).toMatchObject([
      { environmentId: 'e1', values: [1, 1, 1], others: [{ environmentId: 'e2' }, { environmentId: 'e3' }] },
    ]);
    expect(asked.environments.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
  });

  it('keeps to the newest commits that have results, and drops what then has none', () => {
    const stored = [
      seriesOf('old', [[0, 1]]),
      seriesOf('new', [
        [1, 1],
        [7, 2],
        [9, 3],
      ]),
    ];
    const { commits, series } = history(stored, 10, { limit: 2 });
    expect(commits.map(({ subject }) => subject)).toEqual(['Change 7', 'Change 9']);
    expect(series).toMatchObject([{ benchmark: { path: ['new'] }, places: [0, 1], values: [2, 3] }]);
  });

  it('counts commits that are not on the line, and knows those that are named by the beginning of their hash', () => {
    const line = lineOf(3).map((commit, behind) => ({ ...commit, hash: `${'cba'[behind]!}123456789${commit.hash.slice(10)}` }));
    const stored: StoredSeries[] = [
      {
        ...seriesOf('parse', []),
        commits: [line[1]!.hash.slice(0, 8), line[1]!.hash, 'd'.repeat(40), 'd'.repeat(8)],
        values: [5, 7, 1, 1],
      },
      { ...seriesOf('gone', []), commits: ['d'.repeat(40)], values: [1] },
    ];
    const all = benchmarkHistory({ stored, environments, line }, { metric: 'median', environmentId: null, limit: 9, changes: false });
    expect(all.series).toMatchObject([{ benchmark: { path: ['parse'] }, values: [6], runs: [2] }]);
    expect(all.elsewhere).toBe(2);
  });

  it('takes no commit for one of two that begin as it does, or for one of three digits, and many benchmarks of short hashes', () => {
    const hashes = ['abcd1', 'abcd2', 'abce3'].map((start) => start.padEnd(40, '0'));
    const few = lineOf(3).map((commit, behind) => ({ ...commit, hash: hashes[behind]! }));
    const stored = [{ ...seriesOf('parse', []), commits: ['abcd', 'abc', '', 'abce', 'abcd2'], values: [1, 1, 1, 5, 7] }];
    const options = { metric: 'median', environmentId: null, limit: 1000, changes: false } as const;
    const found = benchmarkHistory({ stored, environments, line: few }, options);
    expect(found.commits.map(({ hash }) => hash)).toEqual([hashes[2], hashes[1]]);
    expect(found.series[0]!.values).toEqual([5, 7]);

    const line = Array.from({ length: 20_000 }, (_, place) => ({
      hash: (place * 7919).toString(16).padStart(8, '0').padEnd(40, 'f'),
      authorName: 'Ada',
      authoredAtMs: 0,
      subject: '',
    }));
    let looks = 0;
    const watched = line.map((commit) => ({
      ...commit,
      get hash() {
        looks += 1;
        return commit.hash;
      },
    }));
    const short = line.slice(0, 50).map(({ hash }) => hash.slice(0, 8));
    const many = Array.from({ length: 100 }, (_, which) => ({ ...seriesOf(`b${which}`, []), commits: short, values: short.map(() => 1) }));
    expect(benchmarkHistory({ stored: many, environments, line: watched }, options).series).toHaveLength(100);
    // Once for each hash, not for each result.
    expect(looks).toBeLessThan(60 * 20_000);
  });

  it('judges on the scale of the medians, whatever single runs say', () => {
    const random = seededRandom(3);
    const level = (place: number) => (place < 20 ? 1000 : 2000) * (1 + 0.01 * random.normal());
    // Now and then a run has nothing; the median of three is above 0.
    const results = Array.from(
      { length: 40 },
      (_, place) => [place, place % 4 === 0 ? 0 : level(place), level(place), level(place)] as const,
    );
    const { changes } = history([seriesOf('parse', results)], 40, { metric: 'heap', changes: true }).series[0]!;
    expect(changes).toMatchObject({ scale: 'ratio', changePoints: [{ index: 20, direction: 'up' }] });
    expect(changes!.noise).toBeLessThan(0.03);
  });

  it('is empty where nothing is stored', () => {
    expect(history([], 3)).toEqual({ metric: 'median', commits: [], environments: [], series: [], elsewhere: 0 });
  });

  it('finds the commit of a step, whatever the order of measuring', () => {
    const random = seededRandom(7);
    const results = Array.from(
      { length: 40 },
      (_, place) => [place, (place < 25 ? 100 : 115) * (1 + 0.02 * (random.uniform() - 0.5))] as const,
    );
    const shuffled = results.map((result) => ({ result, key: random.uniform() })).toSorted((a, b) => a.key - b.key);
    const stored = [
      seriesOf(
        'parse',
        shuffled.map(({ result }) => result),
      ),
    ];
    const { series, commits } = history(stored, 40, { changes: true });
    const { changePoints } = series[0]!.changes!;
    expect(changePoints).toMatchObject([{ kind: 'step', direction: 'up', index: 25 }]);
    expect(commits[series[0]!.places[changePoints[0]!.index]!]!.subject).toBe('Change 25');
  });

  it('tells no step that is smaller than what runs of the same commit differ by', () => {
    const noise = [-0.05, 0.05, -0.04, 0.04];
    const step = (place: number) => (place < 15 ? 100 : 103);
    const once = Array.from({ length: 30 }, (_, place) => [place, step(place)] as const);
    const repeated = once.map(([place, value]) => [place, ...noise.map((share) => value * (1 + share))] as const);
    expect(history([seriesOf('parse', once)], 30, { changes: true }).series[0]!.changes!.changePoints).toHaveLength(1);
    const { changes } = history([seriesOf('parse', repeated)], 30, { changes: true }).series[0]!;
    expect(changes!.changePoints).toEqual([]);
    expect(changes!.noise).toBeGreaterThan(0.04);
  });
});
