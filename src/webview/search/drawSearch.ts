import { formatPercent } from '../../base/units.ts';
import { crisp, line, type Plot } from '../charts/axis.ts';
import type { Surface } from '../charts/canvas.ts';
import { ratioTicks } from '../charts/ratioScale.ts';
import { createScale, type Scale } from '../charts/scale.ts';
import type { SearchPoint } from './searchData.ts';

export const SEARCH_HEIGHT = 250;
const [LEFT, RIGHT, TOP, BOTTOM] = [66, 10, 8, 24];
/** Height of the bars, and the room between them and the times. */
const [BARS, GAP] = [84, 16];

/** The times above, the chances below, both over the same commits. */
const plotsOf = (width: number): { readonly times: Plot; readonly bars: Plot } => {
  const inner = { left: LEFT, width: Math.max(1, width - LEFT - RIGHT) };
  const height = SEARCH_HEIGHT - TOP - BOTTOM - BARS - GAP;
  return { times: { ...inner, top: TOP, height }, bars: { ...inner, top: TOP + height + GAP, height: BARS } };
};

export interface SearchPicture {
  readonly points: readonly SearchPoint[];
  /** Hash of the commit that is being measured. */
  readonly measuring: string | null;
  readonly threshold: number;
}

/** The commit under a place of the chart; null beside it. */
export function commitAt({ points }: SearchPicture, x: number, width: number): number | null {
  const { bars } = plotsOf(width);
  const place = Math.floor(((x - bars.left) / bars.width) * points.length);
  return place >= 0 && place < points.length ? place : null;
}

/** A little beyond the slowdown that is looked for, and all that was measured. */
function ratioScale({ points, threshold }: SearchPicture): Scale {
  const logs = points.flatMap(({ ratio }) => (ratio === null ? [] : [Math.log(ratio)]));
  const [low, high] = [Math.min(0, ...logs), Math.max(Math.log1p(threshold), ...logs)];
  const room = (high - low) * 0.12;
  return createScale('log', Math.exp(low - room), Math.exp(high + room));
}

export function drawSearch(surface: Surface, picture: SearchPicture): void {
  const { context, palette, width } = surface;
  const { times, bars } = plotsOf(width);
  const { points, measuring } = picture;
  const step = bars.width / Math.max(1, points.length);
  const xOf = (place: number) => bars.left + (place + 0.5) * step;
  drawTimes(surface, times, picture, xOf);

  const most = Math.max(0.05, ...points.map(({ chance }) => chance ?? 0));
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const share of [0, most]) {
    const y = bars.top + (1 - share / most) * bars.height;
    context.strokeStyle = palette.grid;
    line(context, bars.left, crisp(y), bars.left + bars.width, crisp(y));
    context.fillStyle = palette.muted;
    context.fillText(formatPercent(share), bars.left - 8, y);
  }
  const barWidth = Math.max(1, Math.min(22, step - (step > 4 ? 1 : 0)));
  points.forEach(({ chance, broken }, place) => {
    const x = xOf(place);
    const bottom = bars.top + bars.height;
    if (chance !== null && chance > 0) {
      const height = (chance / most) * bars.height;
      context.fillStyle = palette.samples;
      // What is hardly possible is still not ruled out.
      context.fillRect(x - barWidth / 2, bottom - Math.max(0.5, height), barWidth, Math.max(0.5, height));
    }
    if (broken !== null) drawCross(surface, x, bottom - 5);
  });
  drawMeasuring(
    surface,
    bars,
    points.findIndex(({ commit }) => commit.hash === measuring),
    xOf,
  );
  drawEnds(surface, bars, points);
}

function drawTimes(surface: Surface, plot: Plot, picture: SearchPicture, xOf: (place: number) => number): void {
  const { context, palette } = surface;
  const scale = ratioScale(picture);
  const yOf = (ratio: number) => plot.top + (1 - scale.toShare(ratio)) * plot.height;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const { ratio, label } of ratioTicks(scale, 4)) {
    const y = yOf(ratio);
    context.strokeStyle = palette.grid;
    line(context, plot.left, crisp(y), plot.left + plot.width, crisp(y));
    context.fillStyle = palette.muted;
    context.fillText(label, plot.left - 8, y);
  }
  context.strokeStyle = palette.slower;
  context.setLineDash([4, 4]);
  line(context, plot.left, crisp(yOf(1 + picture.threshold)), plot.left + plot.width, crisp(yOf(1 + picture.threshold)));
  context.setLineDash([]);
  picture.points.forEach(({ ratio, isTimeout }, place) => {
    if (ratio === null && !isTimeout) return;
    context.beginPath();
    // What comes to no end is slower than anything.
    context.arc(xOf(place), ratio === null ? plot.top : yOf(ratio), 3.5, 0, 2 * Math.PI);
    context.fillStyle = ratio === null ? palette.slower : palette.median;
    context.fill();
  });
}

function drawCross({ context, palette }: Surface, x: number, y: number): void {
  context.strokeStyle = palette.outlier;
  context.lineWidth = 1.5;
  line(context, x - 3, y - 3, x + 3, y + 3);
  line(context, x - 3, y + 3, x + 3, y - 3);
  context.lineWidth = 1;
}

function drawMeasuring({ context, palette }: Surface, plot: Plot, place: number, xOf: (place: number) => number): void {
  if (place === -1) return;
  const [x, y] = [xOf(place), plot.top - 3];
  context.fillStyle = palette.text;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - 5, y - 8);
  context.lineTo(x + 5, y - 8);
  context.fill();
}

function drawEnds({ context, palette }: Surface, plot: Plot, points: readonly SearchPoint[]): void {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return;
  context.fillStyle = palette.muted;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(`good ${first.commit.hash.slice(0, 7)}`, plot.left, plot.top + plot.height + 8);
  context.textAlign = 'right';
  context.fillText(`bad ${last.commit.hash.slice(0, 7)}`, plot.left + plot.width, plot.top + plot.height + 8);
}
