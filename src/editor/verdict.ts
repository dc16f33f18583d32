import type { Change } from '../model/change.ts';
import type { Run, RunState } from '../model/run.ts';

/** A run in a few numbers. */
export interface Verdict {
  readonly measured: number;
  /** Benchmarks that failed, and bench files that could not be loaded. */
  readonly failed: number;
  readonly skipped: number;
  readonly faster: number;
  readonly slower: number;
  /** Anything but `complete` means that it is only a part of what was asked for. */
  readonly state: RunState;
}

/** `changeOf`: against the last run; null where there is nothing to compare with. */
export function verdictOf(run: Run, changeOf: (benchmarkId: string) => Change | null): Verdict {
  const count = { measured: 0, failed: run.fileFailures.length, skipped: 0, faster: 0, slower: 0 };
  for (const { state, benchmark } of run.measurements) {
    count[state] += 1;
    const change = state === 'measured' ? changeOf(benchmark.id) : null;
    if (change?.kind === 'faster' || change?.kind === 'slower') count[change.kind] += 1;
  }
  return { ...count, state: run.state };
}
