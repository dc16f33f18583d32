import { useCallback, useMemo } from 'preact/hooks';
import { formatCount, formatDuration, formatInterval } from '../../base/units.ts';
import { marginPercent } from '../../base/verdicts.ts';
import type { ComparisonEstimate } from '../../model/comparison.ts';
import type { PanelBlock, PanelComparisonDetail } from '../../protocol/panel.ts';
import type { Surface } from '../charts/canvas.ts';
import { Chart } from '../charts/chart.tsx';
import { binAt } from '../charts/distribution.ts';
import { binCountOf, collectSamples, histogramOf, MOST_BINS, quantileOf, sampleScale, type SampleSet } from '../charts/samples.ts';
import { createScale, type Scale } from '../charts/scale.ts';
import { drawSides, sideAt, SIDES_HEIGHT, type Sides } from '../charts/sides.ts';
import { BinsTable } from '../detail/binsTable.tsx';
import { SampleScaleChoices } from '../detail/sampleScaleChoices.tsx';
import { plural } from '../format.ts';
import { usePanel } from '../panel.ts';
import type { ComparisonRow } from './comparisons.ts';

export interface SidesChartProps {
  readonly row: ComparisonRow;
  readonly estimate: ComparisonEstimate;
  readonly detail: PanelComparisonDetail;
}

/** The samples of both revisions on one axis. */
export function SidesChart({ row, estimate, detail }: SidesChartProps) {
  const panel = usePanel();
  const { sampleScale: kind, sampleRange } = panel.kept.value;
  const sets = useMemo(() => {
    const [baseline, candidate] = [collectSamples(detail.baseline), collectSamples(detail.candidate)];
    return baseline && candidate && { baseline, candidate };
  }, [detail]);
  const scale = useMemo(() => {
    if (sets === null) return null;
    const [a, b] = [sets.baseline, sets.candidate].map((set) => sampleScale(set, kind, sampleRange)) as [Scale, Scale];
    return createScale(kind, Math.min(a.low, b.low), Math.max(a.high, b.high));
  }, [sets, kind, sampleRange]);
  if (sets === null || scale === null) return null;
  return (
    <section aria-labelledby="sides-title">
      <div class="section-head">
        <h3 id="sides-title">Both distributions</h3>
        <SampleScaleChoices />
      </div>
      <SidesCanvas row={row} estimate={estimate} detail={detail} sets={sets} scale={scale} />
    </section>
  );
}

interface SidesCanvasProps extends SidesChartProps {
  readonly sets: { readonly baseline: SampleSet; readonly candidate: SampleSet };
  readonly scale: Scale;
}

function SidesCanvas({ row, estimate, detail, sets, scale }: SidesCanvasProps) {
  const sides = useMemo((): Sides => {
    const all = [sets.baseline, sets.candidate];
    const bins = Math.max(...all.map((set) => binCountOf(set, scale, MOST_BINS)));
    const side = <N extends 'baseline' | 'candidate'>(name: N, medianNs: number, blocks: readonly PanelBlock[]) => ({
      name,
      histogram: histogramOf(sets[name], scale, bins),
      medianNs,
      blocks,
    });
    return {
      scale,
      estimate,
      baseline: side('baseline', estimate.baselineNs, detail.baseline),
      candidate: side('candidate', estimate.candidateNs, detail.candidate),
    };
  }, [sets, scale, estimate, detail]);
  const draw = useCallback((surface: Surface) => drawSides(surface, sides), [sides]);
  const describe = useCallback(
    (x: number, width: number, y: number) => {
      const name = sideAt(y);
      if (name === null) return null;
      const { histogram } = sides[name];
      const bin = binAt(histogram, x, width);
      if (bin === null) return null;
      const edges = { low: histogram.edges[bin]!, high: histogram.edges[bin + 1]! };
      return `${name}, ${formatInterval(edges)}: ${plural(histogram.counts[bin]!, 'sample')}`;
    },
    [sides],
  );
  const { baseline, candidate } = sides;
  const label = `Histograms of ${row.name.slice(0, 200)}. ${sideText('Baseline', sets.baseline, estimate.baselineNs)} ${sideText('Candidate', sets.candidate, estimate.candidateNs)} A table of the bins follows.`;
  const beyond = [baseline, candidate].reduce((sum, { histogram }) => sum + histogram.below + histogram.above, 0);
  return (
    <>
      <Chart label={label} heightPx={SIDES_HEIGHT} draw={draw} describe={describe} />
      <ul class="legend">
        <li>
          <span class="key key-median" />
          median
        </li>
        <li>
          <span class="key key-tick" />
          medians of the blocks
        </li>
        <li>
          <span class="key key-margin" />
          {`margin of ${marginPercent(estimate.margin)} around the baseline`}
        </li>
        <li>
          <span class={`key key-change key-${estimate.verdict}`} />
          where the change puts the candidate
        </li>
        {beyond > 0 && <li class="legend-beyond">{`${formatCount(beyond)} beyond this range`}</li>}
      </ul>
      <BinsTable
        histograms={[
          { title: 'Baseline', histogram: baseline.histogram },
          { title: 'Candidate', histogram: candidate.histogram },
        ]}
      />
    </>
  );
}

const sideText = (title: string, { sorted }: SampleSet, medianNs: number): string =>
  `${title}: ${formatCount(sorted.length)} samples, median ${formatDuration(medianNs)}, half of them between ` +
  `${formatDuration(quantileOf(sorted, 0.25))} and ${formatDuration(quantileOf(sorted, 0.75))}.`;
