import { useCallback, useMemo } from 'preact/hooks';
import { formatRatio } from '../../base/ratios.ts';
import { marginPercent } from '../../base/verdicts.ts';
import type { PanelComparison, PanelComparisonDetail } from '../../protocol/panel.ts';
import { blockRatios, blockRatiosHeight, drawBlockRatios, ratioBlockAt } from '../charts/blockRatios.ts';
import type { Surface } from '../charts/canvas.ts';
import { Chart } from '../charts/chart.tsx';
import { ratioScaleAround } from '../charts/ratioScale.ts';
import { plural } from '../format.ts';
import type { ComparisonRow } from './comparisons.ts';

export interface BlockRatiosChartProps {
  readonly row: ComparisonRow;
  readonly comparison: Extract<PanelComparison, { state: 'compared' }>;
  readonly detail: PanelComparisonDetail;
}

/** What each block says about the ratio, and what all of them say together. */
export function BlockRatiosChart({ row, comparison: { estimate, design }, detail }: BlockRatiosChartProps) {
  const isPaired = design !== 'separate-runs';
  const ratios = useMemo(() => (isPaired ? blockRatios(detail.baseline, detail.candidate) : []), [isPaired, detail]);
  const scale = useMemo(() => ratioScaleAround(estimate, ratios), [estimate, ratios]);
  const draw = useCallback((surface: Surface) => drawBlockRatios(surface, { ratios, estimate, scale }), [ratios, estimate, scale]);
  const { ratio, interval, margin } = estimate;
  const text = formatRatio(ratio, interval);
  const describe = useCallback(
    (_x: number, _width: number, y: number) => {
      const block = ratioBlockAt(ratios.length, y);
      if (block !== null) return `Block ${block + 1}: ${formatRatio(ratios[block]!, null).change}`;
      return `${text.change}${text.interval === null ? '' : ` ${text.interval}`}`;
    },
    [ratios, text.change, text.interval],
  );
  const label =
    `Change of ${row.name.slice(0, 200)}: ${text.change}${text.interval === null ? '' : `, interval ${text.interval}`}, ` +
    `against a margin of ${marginPercent(margin)}. ` +
    (ratios.length === 0 ? '' : `${plural(ratios.length, 'block')} ${rangeText(ratios)}. The table of the blocks follows below.`);
  return (
    <section aria-labelledby="ratios-title">
      <h3 id="ratios-title">{isPaired ? 'Change in each block' : 'Change against the margin'}</h3>
      <Chart label={label} heightPx={blockRatiosHeight(ratios.length)} draw={draw} describe={describe} />
      <ul class="legend">
        <li>
          <span class={`key key-change key-${estimate.verdict}`} />
          estimate and interval
        </li>
        <li>
          <span class="key key-margin" />
          {`margin of ${marginPercent(margin)}`}
        </li>
        {isPaired && (
          <li>
            <span class="key key-block" />
            one block, a fresh process with both in turns
          </li>
        )}
      </ul>
      {!isPaired && <p class="hint">The runs were not made together, so their blocks are no pairs.</p>}
    </section>
  );
}

function rangeText(ratios: readonly number[]): string {
  const known = ratios.filter(Number.isFinite);
  if (known.length === 0) return 'without a ratio';
  return `from ${formatRatio(Math.min(...known), null).change} to ${formatRatio(Math.max(...known), null).change}`;
}
