import type { ComparisonEstimate, Side, Verdict } from './comparison.ts';
import type { Failure } from './measurement.ts';

/**
 * What came of comparing one benchmark. `failed`: the candidate cannot run it. `not comparable`: only one revision has it, or
 * the baseline cannot run it, for which the change is not to blame.
 */
export type Outcome = Verdict | 'failed' | 'not comparable' | 'skipped';

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

interface OneSided {
  readonly side: Side;
  readonly failure: Pick<Failure, 'kind'>;
}

/** What of a comparison decides: whole ones, and those that left their blocks behind. */
type Ended =
  | { readonly state: 'compared'; readonly estimate: Pick<ComparisonEstimate, 'verdict'> }
  | ({ readonly state: 'failed' } & OneSided)
  | { readonly state: 'skipped' };

export function outcomeOf(comparison: Ended): Outcome {
  switch (comparison.state) {
    case 'compared':
      return comparison.estimate.verdict;
    case 'failed':
      return outcomeOfFailure(comparison.side, comparison.failure);
    case 'skipped':
      return 'skipped';
  }
}

export const outcomeOfFailure = (side: Side, { kind }: Pick<Failure, 'kind'>): 'failed' | 'not comparable' =>
  side === 'candidate' && kind !== 'vanished' ? 'failed' : 'not comparable';

/** Bench files that could not be loaded count too. */
export function countOutcomes(run: { readonly comparisons: readonly Ended[]; readonly fileFailures: readonly OneSided[] }): OutcomeCounts {
  const counts = { slower: 0, faster: 0, same: 0, inconclusive: 0, failed: 0, 'not comparable': 0, skipped: 0 };
  for (const comparison of run.comparisons) counts[outcomeOf(comparison)] += 1;
  for (const { side, failure } of run.fileFailures) counts[outcomeOfFailure(side, failure)] += 1;
  return counts;
}
