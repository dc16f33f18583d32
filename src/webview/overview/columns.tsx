import { useComputed } from '@preact/signals';
import { formatBytes, formatChange, formatDuration, formatOps, formatSpeed } from '../../base/units.ts';
import type { Change } from '../../model/change.ts';
import type { Relative } from '../../model/groups.ts';
import { IntervalBar } from '../charts/intervalBar.tsx';
import { Words } from '../controls.tsx';
import { describeChange, formatMs, NOTHING, orNothing, skipTitles, failureTitles } from '../format.ts';
import { Icon } from '../icons.tsx';
import { MedianText } from '../medianText.tsx';
import { usePanel } from '../panel.ts';
import type { Row, SortKey } from '../results.ts';
import type { Column } from '../table/columns.ts';

/** In the order of the table; the name stands before them. */
export const columns: readonly Column<Row, SortKey>[] = [
  {
    key: 'median',
    sortKey: 'median',
    title: 'Median',
    explanation: 'Time per iteration: median of the block medians, and half the width of its 99 % interval as a share of it',
    fromWidthPx: 0,
    render: (row) => <MedianCell row={row} />,
  },
  {
    key: 'change',
    sortKey: 'change',
    title: 'Change',
    explanation: 'Change of the median against the earlier run of the same environment; only where the intervals exclude each other',
    fromWidthPx: 300,
    render: ({ change }) => <ChangeCell change={change} />,
  },
  {
    key: 'relative',
    sortKey: 'relative',
    title: 'In its group',
    explanation: 'Median against the baseline of the group, or its fastest; the line through the end of a bar is the interval',
    fromWidthPx: 590,
    render: (row) => <RelativeCell row={row} />,
  },
  {
    key: 'ops',
    sortKey: 'ops',
    title: 'Rate',
    explanation: 'Operations per second: one over the median',
    fromWidthPx: 980,
    render: ({ summary }) => orNothing(summary && summary.opsPerSecond, formatOps),
  },
  {
    key: 'p99',
    sortKey: 'p99',
    title: 'p99',
    explanation: '99 of 100 samples took at most this long per iteration',
    fromWidthPx: 880,
    render: ({ summary }) => orNothing(summary && summary.p99Ns, formatDuration),
  },
  {
    key: 'heap',
    sortKey: 'heap',
    title: 'Heap',
    explanation: 'Bytes allocated on the JavaScript heap per iteration',
    fromWidthPx: 1080,
    render: ({ summary }) => orNothing(summary && summary.heapBytesPerIteration, formatBytes),
  },
  {
    key: 'gc',
    sortKey: 'gc',
    title: 'GC',
    explanation: 'Time in garbage collections while measuring, and how many there were',
    fromWidthPx: 1200,
    render: ({ summary }) => (summary === null ? NOTHING : summary.gcCount === 0 ? '0' : `${formatMs(summary.gcMs)} (${summary.gcCount})`),
  },
];

function MedianCell({ row: { measurement, summary } }: { row: Row }) {
  if (measurement.state === 'skipped') return <span class="muted">{skipTitles[measurement.reason]}</span>;
  if (summary === null)
    return <span class="bad">{measurement.state === 'failed' ? failureTitles[measurement.failure.kind] : NOTHING}</span>;
  return <MedianText summary={summary} />;
}

export function ChangeCell({ change }: { change: Change | null }) {
  const title = describeChange(change);
  if (change === null) return <span class="muted">{NOTHING}</span>;
  switch (change.kind) {
    case 'faster':
    case 'slower':
      return (
        <span class={change.kind === 'faster' ? 'change good' : 'change bad'} title={title}>
          <Icon name={change.kind === 'faster' ? 'down' : 'up'} />
          <span>{formatChange(change.ratio)}</span>
          <span class="visually-hidden">{change.kind}</span>
        </span>
      );
    case 'unclear':
      return (
        <span class="muted" title={title}>
          <Words long="no clear change" short="unclear" />
        </span>
      );
    case 'other-environment':
      return (
        <span class="muted" title={title}>
          <Words long="other environment" short="other env." />
        </span>
      );
    case 'other-loader':
      return (
        <span class="muted" title={title}>
          <Words long="other loader" short="loader" />
        </span>
      );
  }
}

function RelativeCell({ row }: { row: Row }) {
  const panel = usePanel();
  // So that a new scale draws the rows of its own group anew.
  const scale = useComputed(() => panel.barScales.value.get(row.groupKey) ?? null).value;
  if (row.summary === null || row.relative === null || scale === null) return <span class="muted">{NOTHING}</span>;
  return (
    <div class="relative">
      <IntervalBar summary={row.summary} scale={scale} muted={!row.relative.isReference && !row.relative.clear} />
      <RelativeText relative={row.relative} isBaseline={row.benchmark.baseline} />
    </div>
  );
}

export function RelativeText({ relative, isBaseline }: { relative: Relative; isBaseline: boolean }) {
  const { isReference, ratio, clear } = relative;
  if (isReference) return <span class="relative-text">{isBaseline ? 'baseline' : 'fastest'}</span>;
  if (clear) return <span class="relative-text">{formatSpeed(ratio)}</span>;
  return (
    <span class="relative-text muted" title={`The medians differ by ${formatChange(ratio)}, but the intervals do not exclude each other`}>
      unclear
    </span>
  );
}
