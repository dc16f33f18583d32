import { findChanges } from '../../../src/engine/stats/index.ts';
import { benchmarkId } from '../../../src/model/benchmark.ts';
import type { HistoryCommit, HistoryMetric, HistorySeries } from '../../../src/model/history.ts';
import type { Environment } from '../../../src/model/run.ts';
import { toPanelHistory, type PanelHistory, type PanelHistoryChoice } from '../../../src/protocol/panelHistory.ts';
import { environment, normalFrom, randomFrom } from './fixtures.ts';

const subjects = [
  'Parse numbers by a table',
  'Keep the cache between calls',
  'Sort with fewer copies',
  'Merge branch “faster-csv”',
  'Update dependencies',
  'Say in the README how results are shared',
  'Let streams end early',
  'Hash words without making strings of them',
];
const authors = ['Ada Lovelace', 'Grace Hopper', 'Katherine Johnson'];
const HOUR_MS = 3_600_000;

/** The newest one is HEAD; between some of them lie others that were not measured. */
export function makeCommits(count: number, change: Partial<HistoryCommit> = {}): HistoryCommit[] {
  const behinds: number[] = [];
  let behind = 0;
  for (let place = count - 1; place >= 0; place -= 1) {
    behinds[place] = behind;
    behind += place % 5 === 0 ? 3 : 1;
  }
  return Array.from({ length: count }, (_, place) => ({
    hash: Math.imul(place + 1, 2_654_435_761)
      .toString(16)
      .replace('-', 'a')
      .padStart(8, '0')
      .padEnd(40, '0123456789abcdef'),
    authorName: authors[place % authors.length]!,
    authoredAtMs: Date.UTC(2026, 10, 21, 9) - (count - place) * 7 * HOUR_MS,
    subject: subjects[place % subjects.length]!,
    behind: behinds[place]!,
    ...change,
  }));
}

export interface SeriesShape {
  readonly file: string;
  readonly path: readonly string[];
  /** The true value at a place, in the unit of the metric; null where it was not measured. */
  readonly levelAt: (place: number) => number | null;
  readonly noise?: number;
  readonly others?: HistorySeries['others'];
}

export function makeSeries(shape: SeriesShape, count: number, seed: number, withChanges: boolean): HistorySeries {
  const { file, path, levelAt, noise = 0.008, others = [] } = shape;
  const normal = normalFrom(randomFrom(seed));
  const places: number[] = [];
  const values: number[] = [];
  for (let place = 0; place < count; place += 1) {
    const level = levelAt(place);
    if (level === null) continue;
    places.push(place);
    values.push(level * Math.exp(noise * normal()));
  }
  return {
    benchmark: { id: benchmarkId(file, path), file, path },
    environmentId: environment.id,
    loader: 'native',
    places,
    values,
    runs: places.map((place) => (place % 11 === 0 ? 3 : 1)),
    // What is no number has no place among them, and no store has such.
    changes: withChanges && values.every(Number.isFinite) ? findChanges(values) : null,
    others,
  };
}

const older: Environment = { ...environment, id: 'older', nodeVersion: 'v22.12.0' };

/** What a host with these series answers: changes only for the one that is asked for. */
export function answerFrom(shapes: readonly SeriesShape[], commits: readonly HistoryCommit[]) {
  return ({ benchmarkId: id, metric }: PanelHistoryChoice): PanelHistory | null => {
    const chosen = shapes.filter(({ file, path }) => id === null || benchmarkId(file, path) === id);
    const series = chosen.map((shape) => makeSeries(scaled(shape, metric), commits.length, 1 + shapes.indexOf(shape), id !== null));
    return series.length === 0 ? null : toPanelHistory({ metric, commits, environments: [environment, older], series, elsewhere: 2 });
  };
}

/** Other metrics of the same benchmarks: half as much again, bytes, and no collections at all but for some. */
function scaled(shape: SeriesShape, metric: HistoryMetric): SeriesShape {
  const factor: Readonly<Record<HistoryMetric, (level: number, place: number) => number>> = {
    median: (level) => level,
    p99: (level) => level * 1.4,
    heap: (level) => (shape.path.includes('quicksort by hand') ? 0 : Math.sqrt(level) * 20),
    gc: (_, place) => (place % 9 === 0 ? 0.012 : 0),
  };
  return {
    ...shape,
    levelAt: (place) => {
      const level = shape.levelAt(place);
      return level === null ? null : factor[metric](level, place);
    },
  };
}

const sorting = 'sorting 1,000 numbers';
export const sortFile = 'bench/array.bench.ts';
/** A benchmark of every kind that a history can have; the first has a step up, one down, a spike, and newest values that look off. */
export const usualShapes = (count: number): readonly SeriesShape[] => [
  {
    file: sortFile,
    path: [sorting, 'Array.sort'],
    levelAt: (place) => {
      if (place === Math.round(count * 0.55)) return 61_300 * 1.5;
      if (place >= count - 3) return 61_300 * 1.17;
      return 61_300 * (place < count * 0.2 ? 1.12 : place < count * 0.7 ? 1 : 1.08);
    },
    others: [{ environmentId: 'older', loader: 'native', commits: 12 }],
  },
  { file: sortFile, path: [sorting, 'toSorted'], levelAt: () => 61_800 },
  { file: sortFile, path: [sorting, 'quicksort by hand'], levelAt: (place) => (place < count * 0.4 ? null : 48_900) },
  { file: sortFile, path: [sorting, 'insertion sort'], levelAt: (place) => (place % 3 === 0 ? 232_000 : null) },
  { file: 'bench/count.bench.ts', path: ['words', 'split and Map'], levelAt: (place) => 1_840_000 * (place > count * 0.8 ? 1.09 : 1) },
  {
    file: 'bench/count.bench.ts',
    path: ['words', 'regular expression'],
    levelAt: (place) => ((place * 7) % 5 < 2 ? 2_960_000 : 3_300_000),
  },
  { file: 'bench/count.bench.ts', path: ['words', 'one pass over bytes'], levelAt: (place) => 412_000 * (1 - (0.25 * place) / count) },
  { file: 'bench/csv.bench.ts', path: ['parse 10 rows'], levelAt: (place) => 3120 * (place > count * 0.35 ? 0.8 : 1) },
  { file: 'bench/csv.bench.ts', path: ['parse 1,000 rows'], levelAt: (place) => 318_000 * (place > count * 0.9 ? 1.4 : 1) },
  { file: 'bench/noop.bench.ts', path: ['an empty function'], levelAt: () => 0.31, noise: 0.03 },
];

/** 500 benchmarks, some of which changed. */
export const manyShapes = (count: number): readonly SeriesShape[] =>
  Array.from({ length: 500 }, (_, index) => ({
    file: `bench/part${Math.floor(index / 50)}.bench.ts`,
    path: [`group ${Math.floor(index / 10)}`, `benchmark ${index}`],
    levelAt: (place) => {
      if ((place + index) % 23 === 0) return null;
      const factor = index % 7 === 0 && place > (index * 37) % count ? 1.15 : index % 11 === 0 && place > (index * 53) % count ? 0.8 : 1;
      return (1000 + ((index * 7919) % 5000)) * factor;
    },
  }));
