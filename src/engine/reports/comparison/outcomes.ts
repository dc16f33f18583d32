import type { Comparison, ComparisonRun, Side } from '../../../model/comparison.ts';
import type { Failure } from '../../../model/measurement.ts';
import { countOutcomes, outcomeOf } from '../../../model/outcomes.ts';
import { countsText, endText, failureTitles, skipReasons } from '../wording.ts';

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
