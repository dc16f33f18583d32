import type { BenchmarkHistory, HistoryCommit, HistoryMetric, HistorySeries } from '../../model/history.ts';
import type { Environment } from '../../model/run.ts';
import { findChanges, median, sorted } from '../stats/index.ts';
import type { StoredSeries } from '../store/index.ts';
import { runSpread } from './runSpread.ts';

export interface HistoryFacts {
  readonly stored: readonly StoredSeries[];
  readonly environments: ReadonlyMap<string, Environment>;
  /** HEAD and its first parents, newest first. */
  readonly line: readonly Omit<HistoryCommit, 'behind'>[];
}

export interface HistoryOptions {
  readonly metric: HistoryMetric;
  /** Series of other environments are then only listed; null leaves the choice to each benchmark. */
  readonly environmentId: string | null;
  /** The most commits: the newest ones with results. */
  readonly limit: number;
  /** Whether to look for changes: some milliseconds for each benchmark. */
  readonly changes: boolean;
}

/**
 * Every benchmark over the commits of the line, in the order of the commits, not of measuring. Of several environments and loaders that a
 * benchmark has results of, the one is shown that reaches the newest commit, and of those the one with the most commits; the others are
 * listed, and never mixed in.
 */
export function benchmarkHistory({ stored, environments, line }: HistoryFacts, options: HistoryOptions): BenchmarkHistory {
  const { metric, environmentId, limit, changes } = options;
  const placeOf = placesOn(line);
  const elsewhere = new Set<string>();
  const byBenchmark = new Map<string, Placed[]>();
  for (const series of stored) {
    const placed = place(series, placeOf, elsewhere);
    if (placed.points.length === 0) continue;
    const { id } = series.benchmark;
    byBenchmark.set(id, [...(byBenchmark.get(id) ?? []), placed]);
  }
  const chosen = [...byBenchmark.values()].flatMap((all) => {
    const wanted = environmentId === null ? all : all.filter(({ series }) => series.environmentId === environmentId);
    const best = wanted.toSorted(newestThenLongest)[0];
    return best ? [{ best, others: all.filter((other) => other !== best) }] : [];
  });

  const measured = new Set(chosen.flatMap(({ best }) => best.points.map(({ behind }) => behind)));
  const newest = [...measured].toSorted((a, b) => a - b).slice(0, limit);
  const commits = newest.toReversed().map((behind): HistoryCommit => toCommit(line[behind]!, behind));
  const indexOf = new Map(commits.map(({ behind }, index) => [behind, index]));
  const shown = chosen.flatMap(({ best, others }): HistorySeries[] => {
    const points = best.points.filter(({ behind }) => indexOf.has(behind));
    if (points.length === 0) return [];
    const values = points.map((point) => median(sorted(point.values)));
    return [
      {
        benchmark: best.series.benchmark,
        ...keyOf(best),
        places: points.map(({ behind }) => indexOf.get(behind)!),
        values,
        runs: points.map((point) => point.values.length),
        changes: changes ? findChanges(values, { noiseFloor: runSpread(points.map((point) => point.values)) }) : null,
        others: others.map((other) => ({ ...keyOf(other), commits: other.points.length })),
      },
    ];
  });
  const named = new Set(chosen.flatMap(({ best, others }) => [best, ...others].map(({ series }) => series.environmentId)));
  return {
    metric,
    commits,
    environments: [...named].flatMap((id) => environments.get(id) ?? []),
    series: shown,
    elsewhere: elsewhere.size,
  };
}

/** A series on the line, oldest first. */
interface Placed {
  readonly series: StoredSeries;
  readonly points: readonly { readonly behind: number; readonly values: readonly number[] }[];
}

const keyOf = ({ series: { environmentId, loader } }: Placed) => ({ environmentId, loader });

const newestThenLongest = (a: Placed, b: Placed): number =>
  a.points.at(-1)!.behind - b.points.at(-1)!.behind || b.points.length - a.points.length;

function place(series: StoredSeries, placeOf: (hash: string) => number | undefined, elsewhere: Set<string>): Placed {
  const byPlace = new Map<number, readonly number[]>();
  for (const { commit, values } of series.results) {
    const behind = placeOf(commit);
    if (behind === undefined) elsewhere.add(commit);
    // The same commit twice where an import gave only the beginning of its hash.
    else byPlace.set(behind, [...(byPlace.get(behind) ?? []), ...values]);
  }
  const points = [...byPlace].map(([behind, values]) => ({ behind, values })).toSorted((a, b) => b.behind - a.behind);
  return { series, points };
}

/** How many commits each hash lies behind HEAD; imported results may have the beginning of a hash only. */
function placesOn(line: HistoryFacts['line']): (hash: string) => number | undefined {
  const places = new Map(line.map(({ hash }, behind) => [hash, behind]));
  return (hash) => {
    const known = places.get(hash);
    if (known !== undefined || hash.length >= (line[0]?.hash.length ?? 0)) return known;
    const behind = line.findIndex((commit) => commit.hash.startsWith(hash));
    return behind === -1 ? undefined : behind;
  };
}

const toCommit = ({ hash, authorName, authoredAtMs, subject }: HistoryFacts['line'][number], behind: number): HistoryCommit => ({
  hash,
  authorName,
  authoredAtMs,
  subject,
  behind,
});
