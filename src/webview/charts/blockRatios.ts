import type { Verdict } from '../../model/comparison.ts';
import { crisp, drawAxisBelow, drawBand, line, tickCountFor, type Plot } from './axis.ts';
import type { Surface } from './canvas.ts';
import { ratioTicks, type RatioEstimate } from './ratioScale.ts';
import { medianOf } from './samples.ts';
import type { Scale } from './scale.ts';

interface OneBlock {
  readonly samplesNs: Float64Array;
}

/**
 * Candidate over baseline of each block: the median over its rounds, in which both were timed one right after the other. NaN for a
 * block without a round in which both took time.
 */
export function blockRatios(baseline: readonly OneBlock[], candidate: readonly OneBlock[]): readonly number[] {
  return baseline.slice(0, candidate.length).map(({ samplesNs }, index) => {
    const other = candidate[index]!.samplesNs;
    const rounds = Math.min(samplesNs.length, other.length);
    const logs = Float64Array.from({ length: rounds }, (_, round) => Math.log(other[round]! / samplesNs[round]!));
    return Math.exp(medianOf(logs.filter(Number.isFinite)));
  });
}

export interface BlockRatios {
  /** In order of the blocks; empty where blocks are not paired. */
  readonly ratios: readonly number[];
  readonly estimate: RatioEstimate & { readonly verdict: Verdict };
  readonly scale: Scale;
}

const LEFT = 34;
const TOP = 6;
const LANE = 26;
const GAP = 6;
const AXIS = 22;

const rowHeight = (blocks: number): number => (blocks <= 12 ? 13 : blocks <= 24 ? 9 : 6);

const blocksHeight = (blocks: number): number => (blocks === 0 ? 0 : GAP + blocks * rowHeight(blocks));

export const blockRatiosHeight = (blocks: number): number => TOP + LANE + blocksHeight(blocks) + AXIS;

/** The block at a height of the chart; null where there is none. */
export function ratioBlockAt(blocks: number, y: number): number | null {
  const index = Math.floor((y - TOP - LANE - GAP) / rowHeight(blocks));
  return index >= 0 && index < blocks ? index : null;
}

/** The interval of the ratio over the margin, and under it a dot for each block, the first on top. */
export function drawBlockRatios(surface: Surface, { ratios, estimate, scale }: BlockRatios): void {
  const { context, width, palette } = surface;
  const { ratio, interval, margin, verdict } = estimate;
  const plot: Plot = { left: LEFT, top: TOP, width: Math.max(1, width - LEFT), height: LANE + blocksHeight(ratios.length) };
  const xOf = (value: number) => plot.left + scale.toShare(value) * plot.width;
  const bottom = plot.top + plot.height;
  const ticks = ratioTicks(scale, tickCountFor(plot.width)).map((tick) => ({ value: tick.ratio, label: tick.label }));
  drawAxisBelow(surface, plot, scale, ticks);

  drawBand(surface, plot, xOf(1 / (1 + margin)), xOf(1 + margin), palette.margin);
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  line(context, crisp(xOf(1)), plot.top, crisp(xOf(1)), bottom);

  const y = plot.top + LANE / 2;
  context.strokeStyle = palette[verdict];
  context.fillStyle = palette[verdict];
  if (interval) {
    const [from, to] = [xOf(interval.low), xOf(interval.high)];
    // So that one sees which blocks lie inside.
    context.globalAlpha = 0.14;
    context.fillRect(from, y, to - from, bottom - y);
    context.globalAlpha = 1;
    context.lineWidth = 3;
    line(context, from, y, to, y);
    context.lineWidth = 2;
    for (const end of [from, to]) line(context, end, y - 6, end, y + 6);
  }
  dot(context, xOf(ratio), y, 5);

  const height = rowHeight(ratios.length);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  // Every label where there is room for it, else every fifth.
  const every = height >= 12 ? 1 : 5;
  ratios.forEach((one, index) => {
    const at = plot.top + LANE + GAP + (index + 0.5) * height;
    context.fillStyle = palette.muted;
    if (index === 0 || (index + 1) % every === 0) context.fillText(String(index + 1), LEFT - 10, at);
    context.fillStyle = palette.samples;
    if (Number.isFinite(one)) dot(context, xOf(one), at, Math.min(3.5, height / 2));
  });
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
