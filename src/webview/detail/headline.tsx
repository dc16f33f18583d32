import { formatInterval, formatOps, formatPercent } from '../../base/units.ts';
import { describeChange } from '../format.ts';
import { MedianText } from '../medianText.tsx';
import { ChangeCell } from '../overview/columns.tsx';
import type { Row } from '../results.ts';

/** The numbers one came for. */
export function Headline({ row: { summary, change } }: { row: Row }) {
  if (summary === null) return null;
  const { intervalNs, opsPerSecond } = summary;
  return (
    <dl class="headline">
      <div>
        <dt>Median per iteration</dt>
        <dd class="headline-main">
          <MedianText summary={summary} />
        </dd>
      </div>
      <div>
        <dt>{intervalNs ? `${formatPercent(intervalNs.confidence)} interval` : 'Interval'}</dt>
        <dd>{intervalNs ? formatInterval(intervalNs) : 'too few blocks'}</dd>
      </div>
      <div>
        <dt>Against the earlier run</dt>
        <dd title={describeChange(change)}>
          <ChangeCell change={change} />
        </dd>
      </div>
      <div>
        <dt>Rate</dt>
        <dd>{formatOps(opsPerSecond)}</dd>
      </div>
    </dl>
  );
}
