import { formatDuration } from '../../base/units.ts';
import type { Surface } from './canvas.ts';
import { ticksOf, type Scale } from './scale.ts';

/** The rectangle inside a canvas where values are drawn, CSS pixels. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Half a pixel off, so that a line of one pixel fills one row or column of pixels. */
export const crisp = (position: number): number => Math.round(position) + 0.5;

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** About so many ticks have room side by side. */
export const tickCountFor = (widthPx: number): number => Math.max(2, widthPx / 90);

/** Ticks in time under the plot, with lines through it. */
export function drawTimeAxisBelow(surface: Surface, plot: Plot, scale: Scale): void {
  const ticks = ticksOf(scale, tickCountFor(plot.width)).map((value) => ({ value, label: formatDuration(value) }));
  drawAxisBelow(surface, plot, scale, ticks);
}

/** Ticks under the plot, with lines through it. Labels that would touch are left out. */
export function drawAxisBelow({ context, palette }: Surface, plot: Plot, scale: Scale, ticks: readonly Tick[]): void {
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineWidth = 1;
  let free = -Infinity;
  for (const { value, label } of ticks) {
    const x = plot.left + scale.toShare(value) * plot.width;
    context.strokeStyle = palette.grid;
    line(context, crisp(x), plot.top, crisp(x), plot.top + plot.height);
    const half = context.measureText(label).width / 2;
    const center = Math.min(Math.max(x, plot.left + half), plot.left + plot.width - half);
    if (center - half < free) continue;
    context.fillStyle = palette.muted;
    context.fillText(label, center, plot.top + plot.height + 5);
    free = center + half + 10;
  }
}

/** Ticks left of the plot, with lines through it, in time unless told otherwise; `scale` runs upwards. */
export function drawAxisLeft(
  { context, palette }: Surface,
  plot: Plot,
  scale: Scale,
  format: (value: number) => string = formatDuration,
): void {
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  let free = Infinity;
  for (const tick of ticksOf(scale, Math.max(2, plot.height / 36))) {
    const y = plot.top + (1 - scale.toShare(tick)) * plot.height;
    context.strokeStyle = palette.grid;
    line(context, plot.left, crisp(y), plot.left + plot.width, crisp(y));
    if (y + 6 > free) continue;
    context.fillStyle = palette.muted;
    context.fillText(format(tick), plot.left - 8, y);
    free = y - 6;
  }
}

/** A band from top to bottom of the plot with its edges, as far as it lies inside. */
export function drawBand({ context, palette }: Surface, plot: Plot, from: number, to: number, color: string): void {
  const inside = (x: number) => Math.min(plot.left + plot.width, Math.max(plot.left, x));
  context.fillStyle = color;
  context.fillRect(inside(from), plot.top, inside(to) - inside(from), plot.height);
  context.strokeStyle = palette.grid;
  context.lineWidth = 1;
  for (const edge of [from, to]) if (edge === inside(edge)) line(context, crisp(edge), plot.top, crisp(edge), plot.top + plot.height);
}

export function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
