import type { BisectCommit, BisectRun } from '../../model/bisection.ts';
import type { PanelBisection } from '../../protocol/panelBisection.ts';
import { medianOf } from '../charts/samples.ts';

/** What is known of a commit of the search. */
export interface SearchPoint {
  readonly commit: BisectCommit;
  /** That it brought the change; null until the search has started. */
  readonly chance: number | null;
  readonly runs: number;
  /** Median time over that of the good end; null where there is none. */
  readonly ratio: number | null;
  /** Why it was skipped, or null. */
  readonly broken: string | null;
  /** One of its runs came to no end. */
  readonly isTimeout: boolean;
}

/** From good to bad. */
export function searchPoints({ commits, runs, progress, outcome }: PanelBisection): readonly SearchPoint[] {
  const byCommit = new Map<string, BisectRun[]>();
  for (const run of runs) byCommit.set(run.commit, [...(byCommit.get(run.commit) ?? []), run]);
  const logTimes = (hash: string): Float64Array =>
    Float64Array.from(
      (byCommit.get(hash) ?? []).flatMap((run) => (run.kind === 'value' && Number.isFinite(run.logTime) ? [run.logTime] : [])),
    );
  const good = commits[0] ? medianOf(logTimes(commits[0].hash)) : Number.NaN;
  const skipped = new Map(outcome?.skipped.map(({ commit, message }) => [commit.hash, message]));
  return commits.map((commit, place) => {
    const own = byCommit.get(commit.hash) ?? [];
    const log = medianOf(logTimes(commit.hash)) - good;
    const failure = own.find((run) => run.kind === 'broken');
    return {
      commit,
      chance: progress?.chances[place] ?? null,
      runs: own.length,
      ratio: Number.isFinite(log) ? Math.exp(log) : null,
      broken: failure?.message ?? skipped.get(commit.hash) ?? null,
      isTimeout: own.some(({ kind }) => kind === 'timeout'),
    };
  });
}
