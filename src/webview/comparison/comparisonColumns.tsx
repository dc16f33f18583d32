import { formatRatio } from '../../base/ratios.ts';
import { formatCount, formatDuration } from '../../base/units.ts';
import type { ComparisonEstimate } from '../../model/comparison.ts';
import { RatioInterval } from '../charts/ratioInterval.tsx';
import { sideTicks } from '../charts/ratioScale.ts';
import { failureTitle, lowerFirst, NOTHING, skipTitles } from '../format.ts';
import { usePanel } from '../panel.ts';
import type { Column } from '../table/columns.ts';
import type { ComparisonRow, ComparisonSortKey } from './comparisons.ts';
import { changeOf, OutcomeText } from './verdicts.tsx';

/** In the order of the table; the name stands before them. */
export const comparisonColumns: readonly Column<ComparisonRow, ComparisonSortKey>[] = [
  {
    key: 'verdict',
    sortKey: 'verdict',
    title: 'Verdict',
    explanation: 'Sort by weight: slower first',
    fromWidthPx: 0,
    render: ({ outcome }) => <OutcomeText outcome={outcome} />,
  },
  {
    key: 'ratio-change',
    sortKey: 'change',
    title: 'Change',
    explanation: 'Change of the time from the baseline to the candidate, with its interval',
    fromWidthPx: 0,
    render: (row) => <ChangeCell row={row} />,
  },
  {
    key: 'ratio',
    sortKey: null,
    title: 'Interval against the margin',
    explanation: 'The interval of the change as a line, the estimate as a dot; inside of the band a change does not matter',
    fromWidthPx: 720,
    render: ({ estimate }) => estimate && <RatioCell estimate={estimate} />,
    head: () => <RatioAxis />,
  },
  {
    key: 'baseline',
    sortKey: 'baseline',
    title: 'Baseline',
    explanation: 'Time per iteration of the baseline: median of the block medians',
    fromWidthPx: 960,
    render: ({ estimate }) => (estimate ? formatDuration(estimate.baselineNs) : NOTHING),
  },
  {
    key: 'candidate',
    sortKey: 'candidate',
    title: 'Candidate',
    explanation: 'Time per iteration of the candidate: median of the block medians',
    fromWidthPx: 960,
    render: ({ estimate }) => (estimate ? formatDuration(estimate.candidateNs) : NOTHING),
  },
  {
    key: 'blocks',
    sortKey: 'blocks',
    title: 'Blocks',
    explanation: 'How many processes measured it; of runs that were not made together, of each side',
    fromWidthPx: 1060,
    render: (row) => blocksText(row),
  },
];

function ChangeCell({ row }: { row: ComparisonRow }) {
  const { comparison } = row;
  switch (comparison.state) {
    case 'compared': {
      const { estimate } = comparison;
      return (
        <>
          <span class="change-value">{changeOf(estimate)}</span>{' '}
          <span class="change-interval">{formatRatio(estimate.ratio, estimate.interval).interval}</span>
        </>
      );
    }
    case 'failed': {
      // Else it is told in the line below.
      return row.failure ? null : <span class="muted change-note">{lowerFirst(failureTitle(comparison.failure, comparison.side))}</span>;
    }
    case 'skipped':
      // The verdict says the rest.
      return comparison.reason === 'skip' ? null : <span class="muted change-note">{skipTitles[comparison.reason]}</span>;
  }
}

function RatioCell({ estimate }: { estimate: ComparisonEstimate }) {
  const scale = usePanel().ratioScale.value;
  return scale && <RatioInterval estimate={estimate} scale={scale} tone={estimate.verdict} />;
}

function RatioAxis() {
  const scale = usePanel().ratioScale.value;
  if (scale === null) return null;
  return (
    <div class="ratio-axis" aria-hidden="true">
      {sideTicks(scale).map(({ ratio, label }) => (
        <span key={ratio} style={{ left: `${scale.toShare(ratio) * 100}%` }}>
          {label}
        </span>
      ))}
    </div>
  );
}

function blocksText({ comparison }: ComparisonRow): string {
  if (comparison.state !== 'compared') return NOTHING;
  const { baseline, candidate } = comparison.blockCounts;
  return baseline === candidate ? formatCount(candidate) : `${formatCount(baseline)}, ${formatCount(candidate)}`;
}
