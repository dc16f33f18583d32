import type { Measurement } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';

export interface StateCounts {
  readonly measured: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Files that could not be loaded count as failed. */
export function countStates(run: Run): StateCounts {
  const count = (state: Measurement['state']) => run.measurements.filter((measurement) => measurement.state === state).length;
  return { measured: count('measured'), failed: count('failed') + run.fileFailures.length, skipped: count('skipped') };
}
