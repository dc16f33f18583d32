import { crisp, drawAxisLeft, line, type Plot } from './axis.ts';
import type { Surface } from './canvas.ts';
import { medianOf } from './samples.ts';
import type { Scale } from './scale.ts';

export interface TimelineBlock {
  readonly samplesNs: Float64Array;
  /** When each sample ended, ms since the block's first batch began. */
  readonly sampleAtMs: Float64Array;
}

/** Where each block begins on the common time axis, ms; one more entry for the end. */
export function blockStartsMs(blocks: readonly TimelineBlock[]): Float64Array {
  const starts = new Float64Array(blocks.length + 1);
  blocks.forEach((block, index) => {
    starts[index + 1] = starts[index]! + (block.sampleAtMs.at(-1) ?? 0);
  });
  return starts;
}

export const TIMELINE_HEIGHT = 178;
const LEFT = 62;
const TOP = 6;
const BOTTOM = 22;

const plotOf = (width: number): Plot => ({
  left: LEFT,
  top: TOP,
  width: Math.max(1, width - LEFT),
  height: TIMELINE_HEIGHT - TOP - BOTTOM,
});

/** The block under a place of the chart, or null beside the plot. */
export function blockAt(startsMs: Float64Array, x: number, width: number): number | null {
  const plot = plotOf(width);
  const timeMs = ((x - plot.left) / plot.width) * startsMs.at(-1)!;
  if (timeMs < 0) return null;
  const next = startsMs.findIndex((startMs, index) => index > 0 && timeMs < startMs);
  return next < 0 ? null : next - 1;
}

/** Every sample in order of time, block after block, with the median of each block. `scale` runs upwards. */
export function drawTimeline(surface: Surface, blocks: readonly TimelineBlock[], scale: Scale): void {
  const { context, width, palette } = surface;
  const plot = plotOf(width);
  const starts = blockStartsMs(blocks);
  const totalMs = starts.at(-1)! || 1;
  const xOf = (timeMs: number) => plot.left + (timeMs / totalMs) * plot.width;
  const yOf = (value: number) => plot.top + (1 - scale.toShare(value)) * plot.height;
  drawAxisLeft(surface, plot, scale);

  let free = -Infinity;
  blocks.forEach((block, index) => {
    const [from, to] = [xOf(starts[index]!), xOf(starts[index + 1]!)];
    context.fillStyle = index % 2 === 0 ? palette.samples : palette.samplesAlternate;
    drawDots(context, block, plot, starts[index]!, totalMs, scale);
    const y = yOf(medianOf(block.samplesNs));
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    if (y >= plot.top && y <= plot.top + plot.height) line(context, from + 1, y, to - 1, y);
    context.strokeStyle = palette.grid;
    context.lineWidth = 1;
    if (index > 0) line(context, crisp(from), plot.top, crisp(from), plot.top + plot.height);
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.fillStyle = palette.muted;
    const [center, half] = [(from + to) / 2, context.measureText(String(index + 1)).width / 2];
    if (center - half < free) return;
    context.fillText(String(index + 1), center, plot.top + plot.height + 5);
    free = center + half + 8;
  });
}

/** One square a sample, drawn once where many fall on the same place; those off the scale stand at its edge. */
function drawDots(
  context: CanvasRenderingContext2D,
  block: TimelineBlock,
  plot: Plot,
  startMs: number,
  totalMs: number,
  scale: Scale,
): void {
  const columns = Math.max(1, Math.ceil(plot.width));
  const rows = Math.max(1, Math.ceil(plot.height));
  const taken = new Uint8Array(columns * rows);
  block.samplesNs.forEach((sample, index) => {
    const share = Math.min(1, Math.max(0, scale.toShare(sample)));
    const column = Math.min(columns - 1, Math.floor(((startMs + block.sampleAtMs[index]!) / totalMs) * columns));
    const row = Math.min(rows - 1, Math.floor((1 - share) * rows));
    const cell = row * columns + column;
    if (taken[cell] === 1) return;
    taken[cell] = 1;
    context.fillRect(plot.left + column - 0.5, plot.top + row - 0.5, 2, 2);
  });
}
