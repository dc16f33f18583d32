import type { Verdict } from '../../model/comparison.ts';
import { crisp, drawBand, drawTimeAxisBelow, line, type Plot } from './axis.ts';
import type { Surface } from './canvas.ts';
import type { RatioEstimate } from './ratioScale.ts';
import { medianOf, type Histogram } from './samples.ts';
import type { Scale } from './scale.ts';

/** What one revision took. */
export interface ShownSide {
  readonly name: 'baseline' | 'candidate';
  readonly histogram: Histogram;
  readonly medianNs: number;
  readonly blocks: readonly { readonly samplesNs: Float64Array }[];
}

export interface Sides {
  readonly scale: Scale;
  readonly baseline: ShownSide;
  readonly candidate: ShownSide;
  readonly estimate: RatioEstimate & { readonly verdict: Verdict };
}

const LABEL = 18;
const BARS = 84;
const RUG = 9;
const GAP = 8;
const AXIS = 22;
const ONE_SIDE = LABEL + BARS + RUG;
const PLOT = 2 * ONE_SIDE + GAP;

export const SIDES_HEIGHT = PLOT + AXIS;

/** Which side and which bin is under a place of the chart; null beside the plot. */
export function sideAt(y: number): 'baseline' | 'candidate' | null {
  if (y >= PLOT) return null;
  return y < ONE_SIDE + GAP / 2 ? 'baseline' : 'candidate';
}

/**
 * Both distributions on one axis, the baseline above: bars for the samples, ticks for the medians of the blocks, lines for the
 * medians. Through both goes the margin around the median of the baseline; over the candidate stands where the interval of the
 * ratio puts its median.
 */
export function drawSides(surface: Surface, sides: Sides): void {
  const { context, width, palette } = surface;
  const { scale, baseline, candidate, estimate } = sides;
  const plot: Plot = { left: 0, top: 0, width, height: PLOT };
  const xOf = (value: number) => scale.toShare(value) * width;
  drawTimeAxisBelow(surface, plot, scale);

  const { margin } = estimate;
  drawBand(surface, plot, xOf(baseline.medianNs / (1 + margin)), xOf(baseline.medianNs * (1 + margin)), palette.margin);
  const most = Math.max(mostOf(baseline.histogram), mostOf(candidate.histogram));
  drawSide(surface, scale, baseline, 0, most, palette.baseline);
  drawSide(surface, scale, candidate, ONE_SIDE + GAP, most, palette.samples);
  drawMedian(surface, xOf(baseline.medianNs), LABEL, LABEL + BARS + RUG);
  context.setLineDash([2, 3]);
  drawMedian(surface, xOf(baseline.medianNs), LABEL + BARS + RUG, PLOT, palette.muted, 1);
  context.setLineDash([]);
  drawMedian(surface, xOf(candidate.medianNs), ONE_SIDE + GAP + LABEL, PLOT);
  drawChange(surface, xOf, sides, ONE_SIDE + GAP + LABEL - 6);
}

/** The largest share of a side's samples in one bin: sides may have unequal numbers of samples. */
const mostOf = (histogram: Histogram): number => histogram.counts.reduce((most, count) => Math.max(most, count), 0) / sizeOf(histogram);

const sizeOf = ({ counts, below, above }: Histogram): number => counts.reduce((sum, count) => sum + count, below + above) || 1;

function drawSide(surface: Surface, scale: Scale, side: ShownSide, top: number, most: number, color: string): void {
  const { context, width, palette } = surface;
  const { histogram, blocks, name } = side;
  const base = top + LABEL + BARS;
  const all = sizeOf(histogram);
  context.fillStyle = color;
  histogram.counts.forEach((count, index) => {
    if (count === 0) return;
    const [from, to] = [index, index + 1].map((edge) => (edge / histogram.counts.length) * width) as [number, number];
    // A bin with a single sample must stay visible beside one with thousands.
    const barHeight = Math.max(1.5, (count / all / most) * BARS);
    context.fillRect(from + 0.5, base - barHeight, Math.max(1, to - from - 1), barHeight);
  });
  context.strokeStyle = color;
  context.lineWidth = 1;
  line(context, 0, crisp(base), width, crisp(base));
  context.fillStyle = palette.text;
  for (const { samplesNs } of blocks) {
    const x = scale.toShare(medianOf(samplesNs)) * width;
    if (x >= 0 && x <= width) context.fillRect(Math.round(x) - 0.5, base + 3, 1, RUG - 3);
  }
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillStyle = palette.muted;
  context.fillText(name, 0, top + 3);
}

function drawMedian(
  { context, width, palette }: Surface,
  x: number,
  from: number,
  to: number,
  color = palette.median,
  thickness = 2,
): void {
  if (x < 0 || x > width) return;
  context.strokeStyle = color;
  context.lineWidth = thickness;
  line(context, crisp(x), from, crisp(x), to);
}

function drawChange({ context, width, palette }: Surface, xOf: (value: number) => number, { baseline, estimate }: Sides, y: number): void {
  const { ratio, interval, verdict } = estimate;
  context.strokeStyle = palette[verdict];
  context.fillStyle = palette[verdict];
  context.lineWidth = 2;
  const inside = (x: number) => Math.min(width, Math.max(0, x));
  if (interval) {
    const [from, to] = [xOf(baseline.medianNs * interval.low), xOf(baseline.medianNs * interval.high)];
    line(context, inside(from), y, inside(to), y);
    for (const end of [from, to]) if (end >= 0 && end <= width) line(context, end, y - 4, end, y + 4);
  }
  const x = xOf(baseline.medianNs * ratio);
  if (x < 0 || x > width) return;
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fill();
}
