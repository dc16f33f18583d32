import type { Interval } from '../../model/measurement.ts';
import { crisp, drawTimeAxisBelow, line, type Plot } from './axis.ts';
import type { Surface } from './canvas.ts';
import { densityOf, medianOf, type Fences, type Histogram } from './samples.ts';
import type { Scale } from './scale.ts';

export interface Distribution {
  readonly scale: Scale;
  readonly histogram: Histogram;
  readonly fences: Fences;
  readonly medianNs: number | null;
  readonly intervalNs: Interval | null;
  readonly blocks: readonly { readonly samplesNs: Float64Array }[];
}

const TOP = 6;
const HISTOGRAM = 132;
const GAP = 8;
const AXIS = 22;

const stripHeight = (blocks: number): number => (blocks <= 12 ? 9 : 5);

export const distributionHeight = (blocks: number): number => TOP + HISTOGRAM + GAP + blocks * stripHeight(blocks) + AXIS;

/** The bin under a place of the chart, or null beside the plot. */
export function binAt(histogram: Histogram, x: number, width: number): number | null {
  const share = x / width;
  return share < 0 || share >= 1 ? null : Math.floor(share * histogram.counts.length);
}

/** A histogram of every sample, and under it one strip a block in which every sample has left its mark. */
export function drawDistribution(surface: Surface, data: Distribution): void {
  const { context, width, palette } = surface;
  const { scale, histogram, fences, blocks } = data;
  const strip = stripHeight(blocks.length);
  const plot: Plot = { left: 0, top: TOP, width, height: HISTOGRAM + GAP + blocks.length * strip };
  const xOf = (value: number) => plot.left + scale.toShare(value) * plot.width;
  drawTimeAxisBelow(surface, plot, scale);

  if (data.intervalNs) {
    const from = Math.max(0, xOf(data.intervalNs.low));
    const to = Math.min(width, xOf(data.intervalNs.high));
    context.fillStyle = palette.band;
    if (to >= 0 && from <= width) context.fillRect(from, plot.top, Math.max(2, to - from), plot.height);
  }

  const most = histogram.counts.reduce((high, count) => Math.max(high, count), 1);
  histogram.counts.forEach((count, index) => {
    if (count === 0) return;
    const [from, to] = [xOf(histogram.edges[index]!), xOf(histogram.edges[index + 1]!)];
    // A bin with a single sample must stay visible beside one with thousands.
    const barHeight = Math.max(1.5, (count / most) * HISTOGRAM);
    const middle = scale.fromShare((index + 0.5) / histogram.counts.length);
    context.fillStyle = middle < fences.lowMild || middle > fences.highMild ? palette.outlier : palette.samples;
    context.fillRect(from + 0.5, TOP + HISTOGRAM - barHeight, Math.max(1, to - from - 1), barHeight);
  });

  blocks.forEach(({ samplesNs }, index) => {
    const y = TOP + HISTOGRAM + GAP + index * strip;
    drawStrip(context, densityOf(samplesNs, scale, Math.max(1, Math.round(width / 2))), y, strip - 2, width, palette.samples);
    const x = xOf(medianOf(samplesNs));
    context.fillStyle = palette.text;
    if (x >= 0 && x <= width) context.fillRect(Math.round(x) - 1, y, 2, strip - 2);
  });

  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  for (const fence of [fences.lowSevere, fences.lowMild, fences.highMild, fences.highSevere]) {
    const x = xOf(fence);
    context.strokeStyle = palette.outlier;
    if (x > 1 && x < width - 1) line(context, crisp(x), plot.top, crisp(x), plot.top + HISTOGRAM);
  }
  context.setLineDash([]);
  if (data.medianNs !== null) {
    const x = crisp(xOf(data.medianNs));
    context.strokeStyle = palette.median;
    context.lineWidth = 2;
    if (x >= 0 && x <= width) line(context, x, plot.top, x, plot.top + HISTOGRAM);
  }
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  line(context, 0, crisp(TOP + HISTOGRAM), width, crisp(TOP + HISTOGRAM));
}

function drawStrip(context: CanvasRenderingContext2D, density: Uint32Array, y: number, height: number, width: number, color: string): void {
  const most = density.reduce((high, count) => Math.max(high, count), 1);
  const column = width / density.length;
  context.fillStyle = color;
  density.forEach((count, index) => {
    if (count === 0) return;
    context.globalAlpha = 0.3 + 0.7 * Math.sqrt(count / most);
    context.fillRect(index * column, y, column, height);
  });
  context.globalAlpha = 1;
}
