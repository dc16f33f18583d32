import { formatDuration } from '../../base/units.ts';
import type { Surface } from './chart.tsx';
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

/** Ticks in time under the plot, with lines through it. Labels that would touch are left out. */
export function drawTimeAxisBelow({ context, palette }: Surface, plot: Plot, scale: Scale): void {
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineWidth = 1;
  let free = -Infinity;
  for (const tick of ticksOf(scale, Math.max(2, plot.width / 90))) {
    const x = plot.left + scale.toShare(tick) * plot.width;
    context.strokeStyle = palette.grid;
    line(context, crisp(x), plot.top, crisp(x), plot.top + plot.height);
    const label = formatDuration(tick);
    const half = context.measureText(label).width / 2;
    const center = Math.min(Math.max(x, plot.left + half), plot.left + plot.width - half);
    if (center - half < free) continue;
    context.fillStyle = palette.muted;
    context.fillText(label, center, plot.top + plot.height + 5);
    free = center + half + 10;
  }
}

/** Ticks in time left of the plot, with lines through it; `scale` runs upwards. */
export function drawTimeAxisLeft({ context, palette }: Surface, plot: Plot, scale: Scale): void {
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
    context.fillText(formatDuration(tick), plot.left - 8, y);
    free = y - 6;
  }
}

export function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
