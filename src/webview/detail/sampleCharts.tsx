import { useCallback, useMemo } from 'preact/hooks';
import { formatCount, formatDuration, formatInterval } from '../../base/units.ts';
import type { PanelBlock } from '../../protocol/panel.ts';
import type { Surface } from '../charts/canvas.ts';
import { Chart } from '../charts/chart.tsx';
import { binAt, distributionHeight, drawDistribution } from '../charts/distribution.ts';
import {
  binCountOf,
  collectSamples,
  histogramOf,
  medianOf,
  quantileOf,
  MOST_BINS,
  sampleScale,
  type Histogram,
  type SampleSet,
} from '../charts/samples.ts';
import type { Scale } from '../charts/scale.ts';
import { blockAt, blockStartsMs, drawTimeline, TIMELINE_HEIGHT } from '../charts/timeline.ts';
import { plural } from '../format.ts';
import { usePanel } from '../panel.ts';
import type { Row } from '../results.ts';
import { BinsTable } from './binsTable.tsx';
import { SampleScaleChoices } from './sampleScaleChoices.tsx';

/** The distribution of all samples, and the same samples over time. */
export function SampleCharts({ row, blocks }: { row: Row; blocks: readonly PanelBlock[] }) {
  const panel = usePanel();
  const { sampleScale: kind, sampleRange } = panel.kept.value;
  const samples = useMemo(() => collectSamples(blocks), [blocks]);
  const scale = useMemo(() => samples && sampleScale(samples, kind, sampleRange), [samples, kind, sampleRange]);
  if (samples === null || scale === null) return null;
  return (
    <>
      <section aria-labelledby="distribution-title">
        <div class="section-head">
          <h3 id="distribution-title">Distribution</h3>
          <SampleScaleChoices />
        </div>
        <DistributionChart row={row} blocks={blocks} samples={samples} scale={scale} />
      </section>
      <section aria-labelledby="timeline-title">
        <h3 id="timeline-title">Samples over time</h3>
        <TimelineChart row={row} blocks={blocks} scale={scale} />
        <p class="hint">Blocks side by side, each a fresh process; the line in each is its median.</p>
      </section>
    </>
  );
}

interface DistributionProps {
  readonly row: Row;
  readonly blocks: readonly PanelBlock[];
  readonly samples: SampleSet;
  readonly scale: Scale;
}

function DistributionChart({ row: { name, summary }, blocks, samples, scale }: DistributionProps) {
  const histogram = useMemo(() => histogramOf(samples, scale, binCountOf(samples, scale, MOST_BINS)), [samples, scale]);
  const medianNs = summary?.medianNs ?? null;
  const intervalNs = summary?.intervalNs ?? null;
  const draw = useCallback(
    (surface: Surface) => drawDistribution(surface, { scale, histogram, fences: samples.fences, medianNs, intervalNs, blocks }),
    [scale, histogram, samples, medianNs, intervalNs, blocks],
  );
  const describe = useCallback(
    (x: number, width: number) => {
      const bin = binAt(histogram, x, width);
      if (bin === null) return null;
      const edges = { low: histogram.edges[bin]!, high: histogram.edges[bin + 1]! };
      return `${formatInterval(edges)}: ${plural(histogram.counts[bin]!, 'sample')}`;
    },
    [histogram],
  );
  const { sorted } = samples;
  const label =
    `Histogram of ${formatCount(sorted.length)} samples of ${name.slice(0, 200)} in ${plural(blocks.length, 'block')}: ` +
    `half of them between ${formatDuration(quantileOf(sorted, 0.25))} and ${formatDuration(quantileOf(sorted, 0.75))}, ` +
    `all between ${formatDuration(sorted[0]!)} and ${formatDuration(sorted.at(-1)!)}. A table of the bins follows.`;
  return (
    <>
      <Chart label={label} heightPx={distributionHeight(blocks.length)} draw={draw} describe={describe} />
      <Legend histogram={histogram} hasInterval={intervalNs !== null} />
      <BinsTable histograms={[{ title: 'Samples', histogram }]} />
    </>
  );
}

function Legend({ histogram: { below, above }, hasInterval }: { histogram: Histogram; hasInterval: boolean }) {
  return (
    <ul class="legend">
      <li>
        <span class="key key-samples" />
        samples, a row a block below
      </li>
      <li>
        <span class="key key-median" />
        median
      </li>
      {hasInterval && (
        <li>
          <span class="key key-interval" />
          its interval
        </li>
      )}
      <li>
        <span class="key key-outlier" />
        outliers and their fences
      </li>
      {below + above > 0 && (
        <li class="legend-beyond">
          {[below > 0 ? `${formatCount(below)} below` : '', above > 0 ? `${formatCount(above)} above` : ''].filter(Boolean).join(', ')}
          {' this range'}
        </li>
      )}
    </ul>
  );
}

function TimelineChart({ row: { name }, blocks, scale }: { row: Row; blocks: readonly PanelBlock[]; scale: Scale }) {
  const starts = useMemo(() => blockStartsMs(blocks), [blocks]);
  const draw = useCallback((surface: Surface) => drawTimeline(surface, blocks, scale), [blocks, scale]);
  const medians = useMemo(() => blocks.map((block) => medianOf(block.samplesNs)), [blocks]);
  const describe = useCallback(
    (x: number, width: number) => {
      const index = blockAt(starts, x, width);
      if (index === null || !blocks[index]) return null;
      return `Block ${index + 1}: median ${formatDuration(medians[index]!)}, ${plural(blocks[index].samplesNs.length, 'sample')}`;
    },
    [starts, blocks, medians],
  );
  const known = medians.filter((median) => !Number.isNaN(median));
  const label =
    `Samples of ${name.slice(0, 200)} in order of time. Medians of the blocks from ${formatDuration(Math.min(...known))} ` +
    `to ${formatDuration(Math.max(...known))}. The table of the blocks follows below.`;
  return <Chart label={label} heightPx={TIMELINE_HEIGHT} draw={draw} describe={describe} />;
}
