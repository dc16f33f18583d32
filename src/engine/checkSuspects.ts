import type { CompareEvent } from '../model/comparison.ts';
import type { BenchmarkHistory, HistoryCommit, SuspectCheck } from '../model/history.ts';
import { suspectCommits } from '../model/suspectCommits.ts';
import { compareRevisions, type CompareParts } from './compareRevisions.ts';
import type { CheckRequest } from './engine.ts';

/**
 * Measures the newest values that look off again, interleaved: the newest commit of each benchmark against the last one before its
 * suspects, together where several have the same two. A cancelled check gives what it has.
 */
export async function checkSuspects(
  history: BenchmarkHistory,
  request: CheckRequest,
  parts: CompareParts,
  onEvent: (event: CompareEvent) => void,
  signal: AbortSignal,
): Promise<readonly SuspectCheck[]> {
  const together = new Map<string, { baseline: HistoryCommit; candidate: HistoryCommit; series: BenchmarkHistory['series'][number][] }>();
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
  for (const { baseline, candidate, series } of together.values()) {
    if (signal.aborted) break;
    const selections = series.map(({ benchmark: { file, path } }) => ({ file, path }));
    const done = before;
    const run = await compareRevisions(
      { ...request, baseline: baseline.hash, candidate: candidate.hash, selections },
      parts,
      (event) => onEvent(event.kind === 'progress' ? ofAll(event, done, all) : event),
      signal,
    );
    before += series.length;
    const wanted = new Set(series.map(({ benchmark }) => benchmark.id));
    for (const comparison of run.comparisons) {
      const benchmarkId = comparison.benchmark.id;
      if (wanted.has(benchmarkId)) checks.push({ benchmarkId, baseline, candidate, comparison });
    }
  }
  return checks;
}

/** Progress of one comparison as part of all: those that wait take as long as those of this one. */
function ofAll(event: Extract<CompareEvent, { kind: 'progress' }>, before: number, total: number): CompareEvent {
  const done = before + event.done;
  const waiting = Math.max(event.total - event.done, 1);
  return { ...event, done, total, remainingMs: (event.remainingMs * Math.max(total - done, 1)) / waiting };
}
