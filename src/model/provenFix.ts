import type { FixMeasurement } from './fixMeasurement.ts';

/**
 * Whether a fix may be written without anybody looking at it: it is faster, nothing speaks against it, and something speaks for it. A
 * suggestion whose outputs could not be compared, or not everywhere, and which no test reaches, is still a suggestion.
 */
export function isProven({ outcome, kind, outputs, tests }: FixMeasurement): boolean {
  if (outcome !== 'faster') return false;
  return kind === 'safe' || (outputs?.state === 'equal' && outputs.everywhere) || (tests?.state === 'run' && tests.passed > 0);
}
