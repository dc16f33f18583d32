import type { ComparisonEstimate } from '../../model/comparison.ts';
import { groupBySource } from '../../model/groups.ts';
import { outcomeOf, type Outcome } from '../../model/outcomes.ts';
import type { PanelComparison, PanelComparisonRun } from '../../protocol/panel.ts';
import type { SortValues } from '../table/arrange.ts';
import { toRowGroups, type RowGroup, type TableRow } from '../table/rows.ts';

/** True of stored runs that were not made together. */
export const isSeparate = ({ comparisons }: PanelComparisonRun): boolean =>
  comparisons.some((one) => one.state === 'compared' && one.design === 'separate-runs');

/** One benchmark of a comparison as the table shows it. */
export interface ComparisonRow extends TableRow {
  readonly comparison: PanelComparison;
  readonly outcome: Outcome;
  /** Null where there is nothing to compare. */
  readonly estimate: ComparisonEstimate | null;
  /** True where more blocks can be added to those that there are, and would tell more. */
  readonly canMeasureOn: boolean;
}

export type ComparisonGroup = RowGroup<ComparisonRow>;

export function groupComparisons({ comparisons }: PanelComparisonRun): readonly ComparisonGroup[] {
  return toRowGroups(
    groupBySource(comparisons),
    ({ benchmark }) => benchmark,
    (comparison, placed): ComparisonRow => {
      const { state, warnings } = comparison;
      return {
        ...placed,
        state,
        warnings,
        // That only one revision has a benchmark is no failure of it.
        failure: comparison.state === 'failed' && comparison.failure.kind !== 'vanished' ? failureOf(comparison) : null,
        comparison,
        outcome: outcomeOf(comparison),
        estimate: comparison.state === 'compared' ? comparison.estimate : null,
        canMeasureOn:
          comparison.state === 'compared' && comparison.estimate.verdict === 'inconclusive' && comparison.design !== 'separate-runs',
      };
    },
  );
}

const failureOf = ({ failure, side }: Extract<PanelComparison, { state: 'failed' }>) => ({ failure, side });

export type ComparisonSortKey = 'name' | 'verdict' | 'change' | 'baseline' | 'candidate' | 'blocks';

/** What wants to be looked at first. */
export const outcomesByWeight: readonly Outcome[] = ['slower', 'failed', 'inconclusive', 'faster', 'same', 'not comparable', 'skipped'];
/** No change is this many times. */
const MOST_LOG_RATIO = 100;

/** Verdicts in order of their weight, and inside each the largest change first. */
function weight({ outcome, estimate }: ComparisonRow): number {
  const change = estimate ? Math.min(Math.abs(Math.log(estimate.ratio)), MOST_LOG_RATIO) : 0;
  return outcomesByWeight.indexOf(outcome) - change / (2 * MOST_LOG_RATIO);
}

export const comparisonSortValues: SortValues<ComparisonRow, ComparisonSortKey> = {
  name: (row) => row.name,
  verdict: weight,
  change: ({ estimate }) => estimate?.ratio ?? null,
  baseline: ({ estimate }) => estimate?.baselineNs ?? null,
  candidate: ({ estimate }) => estimate?.candidateNs ?? null,
  blocks: ({ comparison }) => (comparison.state === 'compared' ? comparison.blockCounts.candidate : null),
};
