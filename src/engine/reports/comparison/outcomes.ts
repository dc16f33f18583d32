import type { Comparison, ComparisonRun, Side, Verdict } from '../../../model/comparison.ts';
import type { Failure } from '../../../model/measurement.ts';
import { countsText, endText, failureTitles, skipReasons } from '../wording.ts';

/**
 * What came of comparing one benchmark. `failed`: the candidate cannot run it. `not comparable`: only one revision has it, or
 * the baseline cannot run it, for which the change is not to blame.
 */
export type Outcome = Verdict | 'failed' | 'not comparable' | 'skipped';

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export function outcomeOf(comparison: Comparison): Outcome {
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
export function countOutcomes(run: ComparisonRun): OutcomeCounts {
  const counts = { slower: 0, faster: 0, same: 0, inconclusive: 0, failed: 0, 'not comparable': 0, skipped: 0 };
  for (const comparison of run.comparisons) counts[outcomeOf(comparison)] += 1;
  for (const { side, failure } of run.fileFailures) counts[outcomeOfFailure(side, failure)] += 1;
  return counts;
}

/** `1 slower, 2 same, 1 inconclusive`. */
export const verdictCountsText = (run: ComparisonRun): string => countsText(countOutcomes(run)) || 'Nothing compared';

/** How it went, in one sentence: `1 slower, 2 same in 1 min 23 s`. */
export const comparisonOutcomeText = (run: ComparisonRun): string => verdictCountsText(run) + endText(run);

/** `threw on the baseline`, `not in the candidate`. */
export const failureOnText = (side: Side, { kind }: Pick<Failure, 'kind'>): string =>
  kind === 'vanished' ? `not in the ${side}` : `${failureTitles[kind]} on the ${side}`;

/** What stands in place of numbers: why there are none. */
export function uncomparedText(comparison: Exclude<Comparison, { state: 'compared' }>): string {
  if (comparison.state === 'skipped') return skipReasons[comparison.reason];
  const text = failureOnText(comparison.side, comparison.failure);
  return comparison.failure.kind === 'vanished' ? text : `${outcomeOf(comparison)}: ${text}`;
}

const skippedTitles: typeof skipReasons = {
  skip: 'Skipped',
  todo: 'Todo',
  'only-elsewhere': 'Skipped because others are marked only',
};

/** What was skipped, a line for each reason: `Todo: later`. `join` shortens long lists of names. */
export function skippedTexts({ comparisons }: ComparisonRun, join: (names: readonly string[]) => string): string[] {
  return Object.entries(skippedTitles).flatMap(([reason, title]) => {
    const own = comparisons.filter((comparison) => comparison.state === 'skipped' && comparison.reason === reason);
    return own.length === 0 ? [] : [`${title}: ${join(own.map(({ benchmark }) => benchmark.path.at(-1) ?? benchmark.id))}`];
  });
}
