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
    if (placed.behinds.length === 0) continue;
    const { id } = series.benchmark;
    byBenchmark.set(id, [...(byBenchmark.get(id) ?? []), placed]);
  }
  const chosen = [...byBenchmark.values()].flatMap((all) => {
    const wanted = environmentId === null ? all : all.filter(({ series }) => series.environmentId === environmentId);
    const best = wanted.toSorted(newestThenLongest)[0];
    return best ? [{ best, others: all.filter((other) => other !== best) }] : [];
  });

  const measured = new Set(chosen.flatMap(({ best }) => best.behinds));
  const newest = [...measured].toSorted((a, b) => a - b).slice(0, limit);
  const commits = newest.toReversed().map((behind): HistoryCommit => toCommit(line[behind]!, behind));
  const indexOf = new Map(commits.map(({ behind }, index) => [behind, index]));
  const shown = chosen.flatMap(({ best, others }): HistorySeries[] => {
    // The newest ones: what is left out is all before.
    const first = best.behinds.findIndex((behind) => indexOf.has(behind));
    if (first === -1) return [];
    const results = best.values.slice(first);
    const values = results.map(medianOf);
    return [
      {
        benchmark: best.series.benchmark,
        ...keyOf(best),
        places: best.behinds.slice(first).map((behind) => indexOf.get(behind)!),
        values,
        runs: results.map((all) => all.length),
        changes: changes ? changesOf(results, values) : null,
        others: others.map((other) => ({ ...keyOf(other), commits: other.behinds.length })),
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

/** As git has it: fewer digits of a hash name no commit. */
const FEWEST_DIGITS = 4;

/** A series on the line, oldest first: at each commit the values of its runs. */
interface Placed {
  readonly series: StoredSeries;
  readonly behinds: readonly number[];
  readonly values: readonly (readonly number[])[];
}

const keyOf = ({ series: { environmentId, loader } }: Placed) => ({ environmentId, loader });

const newestThenLongest = (a: Placed, b: Placed): number => a.behinds.at(-1)! - b.behinds.at(-1)! || b.behinds.length - a.behinds.length;

const medianOf = (values: readonly number[]): number => (values.length === 1 ? values[0]! : median(sorted(values)));

/** On the scale of the medians, whatever single runs say: one without a garbage collection, say, has a share of 0. */
const changesOf = (results: readonly (readonly number[])[], medians: readonly number[]) =>
  findChanges(medians, { noiseFloor: runSpread(results, medians.every((value) => value > 0) ? 'ratio' : 'difference') });

function place(series: StoredSeries, placeOf: (hash: string) => number | undefined, elsewhere: Set<string>): Placed {
  const found: { readonly behind: number; readonly value: number }[] = [];
  for (const [index, commit] of series.commits.entries()) {
    const behind = placeOf(commit);
    if (behind === undefined) elsewhere.add(commit);
    else found.push({ behind, value: series.values[index]! });
  }
  const behinds: number[] = [];
  const values: number[][] = [];
  // Most series are short and were measured once at each commit: a map of each would take longer than all else.
  for (const { behind, value } of found.toSorted((a, b) => b.behind - a.behind)) {
    if (behinds.at(-1) === behind) values.at(-1)!.push(value);
    else {
      behinds.push(behind);
      values.push([value]);
    }
  }
  return { series, behinds, values };
}

/**
 * How many commits each hash lies behind HEAD; imported results may have the beginning of a hash only. The line is searched once for
 * each of these: many benchmarks have results of the same commits.
 */
function placesOn(line: HistoryFacts['line']): (hash: string) => number | undefined {
  const places = new Map<string, number | undefined>(line.map(({ hash }, behind) => [hash, behind]));
  return (hash) => {
    if (places.has(hash) || hash.length < FEWEST_DIGITS || hash.length >= (line[0]?.hash.length ?? 0)) return places.get(hash);
    const behind = line.findIndex((commit) => commit.hash.startsWith(hash));
    const isOne = behind !== -1 && !line.slice(behind + 1).some((commit) => commit.hash.startsWith(hash));
    places.set(hash, isOne ? behind : undefined);
    return places.get(hash);
  };
}

const toCommit = ({ hash, authorName, authoredAtMs, subject }: HistoryFacts['line'][number], behind: number): HistoryCommit => ({
  hash,
  authorName,
  authoredAtMs,
  subject,
  behind,
});
