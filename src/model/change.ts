import type { Summary } from './measurement.ts';
import type { EarlierResult, LoaderChoice } from './run.ts';

/**
 * What an earlier result says about a new one. `faster` and `slower` only where the two intervals exclude each other;
 * `unclear` where they overlap or one is missing. Results of another environment or loader are not compared at all.
 */
export type Change =
  | { readonly kind: 'faster' | 'slower' | 'unclear'; /** New median over old: 1.1 took a tenth longer. */ readonly ratio: number }
  | { readonly kind: 'other-environment' | 'other-loader' };

/** What a result is judged by: where and how it was measured, and what came out. */
export interface ChangeCandidate {
  readonly summary: Pick<Summary, 'medianNs' | 'intervalNs'>;
  readonly environmentId: string;
  readonly loader: LoaderChoice['loader'];
}

export function changeAgainst(earlier: EarlierResult, candidate: ChangeCandidate): Change {
  if (earlier.environmentId !== candidate.environmentId) return { kind: 'other-environment' };
  if (earlier.loader !== candidate.loader) return { kind: 'other-loader' };
  const { medianNs, intervalNs } = candidate.summary;
  const ratio = medianNs / earlier.medianNs;
  const before = earlier.interval;
  if (intervalNs && before && intervalNs.low > before.high) return { kind: 'slower', ratio };
  if (intervalNs && before && intervalNs.high < before.low) return { kind: 'faster', ratio };
  return { kind: 'unclear', ratio };
}
