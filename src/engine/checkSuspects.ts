import { isCancellation } from '../base/errors.ts';
import type { CompareEvent, Comparison, ComparisonRun, Side } from '../model/comparison.ts';
import type { BenchmarkHistory, HistoryCommit, HistorySeries, SuspectCheck } from '../model/history.ts';
import type { Failure } from '../model/measurement.ts';
import { suspectCommits } from '../model/suspectCommits.ts';
import { undeclared } from './benchmarks/index.ts';
import { compareRevisions, type CompareParts } from './compareRevisions.ts';
import type { CheckRequest } from './engine.ts';
import { isFaultOfCommit } from './revisions/index.ts';

/** The suspects of some benchmarks that lie between the same two commits. */
interface Pair {
  readonly baseline: HistoryCommit;
  readonly candidate: HistoryCommit;
  readonly series: HistorySeries[];
}

/**
 * Measures the newest values that look off again, interleaved: the newest commit of each benchmark against the last one before its
 * suspects, together where several have the same two. Each has a check, also where a commit cannot be made ready or measured. A
 * cancelled check gives what it has.
 */
export async function checkSuspects(
  history: BenchmarkHistory,
  request: CheckRequest,
  parts: CompareParts,
  onEvent: (event: CompareEvent) => void,
  signal: AbortSignal,
): Promise<readonly SuspectCheck[]> {
  const together = new Map<string, Pair>();
  for (const series of history.series) {
    const commits = suspectCommits(history, series);
    if (commits === null) continue;
    const key = `${commits.baseline.hash} ${commits.candidate.hash}`;
    const pair = together.get(key) ?? { ...commits, series: [] };
    pair.series.push(series);
    together.set(key, pair);
  }
  const checks: SuspectCheck[] = [];
  const all = [...together.values()].reduce((sum, { series }) => sum + series.length, 0);
  let before = 0;
  for (const pair of together.values()) {
    if (signal.aborted) break;
    const { baseline, candidate, series } = pair;
    const selections = series.map(({ benchmark: { file, path } }) => ({ file, path }));
    const done = before;
    try {
      const run = await compareRevisions(
        { ...request, baseline: baseline.hash, candidate: candidate.hash, selections },
        parts,
        (event) => onEvent(event.kind === 'progress' ? ofAll(event, done, all) : event),
        signal,
      );
      checks.push(...checksOf(pair, run));
    } catch (error) {
      if (signal.aborted && isCancellation(error)) break;
      if (!isFaultOfCommit(error)) throw error;
      const failure: Failure = { kind: 'load', message: error.message, stack: '', location: null };
      checks.push(...series.map((each) => unchecked(pair, each, 'candidate', failure)));
    }
    before += series.length;
  }
  return checks;
}

/** What came out for each benchmark; where it was cut short, for some of them. */
function checksOf(pair: Pair, { comparisons, fileFailures }: ComparisonRun): SuspectCheck[] {
  // Of a file that fails on both sides the first counts.
  const failures = new Map(fileFailures.toReversed().map((failure) => [failure.file, failure]));
  const byBenchmark = new Map(comparisons.map((comparison) => [comparison.benchmark.id, comparison]));
  return pair.series.flatMap((series): SuspectCheck[] => {
    const { id: benchmarkId, file } = series.benchmark;
    const comparison = byBenchmark.get(benchmarkId);
    if (comparison) return [checkOf(pair, benchmarkId, comparison)];
    const failed = failures.get(file);
    return failed ? [unchecked(pair, series, failed.side, failed.failure)] : [];
  });
}

const checkOf = ({ baseline, candidate }: Pair, benchmarkId: string, comparison: Comparison): SuspectCheck => ({
  benchmarkId,
  baseline,
  candidate,
  comparison,
});

function unchecked(pair: Pair, { benchmark: { id, file, path } }: HistorySeries, side: Side, failure: Failure): SuspectCheck {
  const benchmark = { ...undeclared(file, path), id };
  return checkOf(pair, id, { state: 'failed', benchmark, side, warnings: [], failure });
}

/** Progress of one comparison as part of all: those that wait take as long as those of this one. */
function ofAll(event: Extract<CompareEvent, { kind: 'progress' }>, before: number, total: number): CompareEvent {
  const done = before + event.done;
  const waiting = Math.max(event.total - event.done, 1);
  return { ...event, done, total, remainingMs: (event.remainingMs * Math.max(total - done, 1)) / waiting };
}
