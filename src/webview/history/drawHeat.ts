import { metricText } from '../../base/historyWords.ts';
import type { HistoryCommit } from '../../model/history.ts';
import type { Surface } from '../charts/canvas.ts';
import type { Palette } from '../charts/palette.ts';
import { BLANK, STEPS, type Heat, type HeatLine } from './heat.ts';
import { HEAD_PX, LINE_PX, layoutOf, type HeatCell } from './heatLayout.ts';
import { dayOf, shortHash } from './historyWords.ts';

/** Draws the part of a heat map that is scrolled into view. */
export type HeatPainter = (surface: Surface, lines: readonly HeatLine[], scrollTop: number) => void;

/** Keeps a picture of all cells, a pixel each, as long as the colours of the theme are the same. */
export function createHeatPainter(heat: Heat, commits: readonly HistoryCommit[]): HeatPainter {
  let [picture, colors]: [HTMLCanvasElement | null, string] = [null, ''];
  return (surface, lines, scrollTop) => {
    const { context, width, height, palette } = surface;
    const wanted = [palette.less, palette.usual, palette.more].join();
    if (picture === null || colors !== wanted) [picture, colors] = [pictureOf(heat, palette), wanted];
    const layout = layoutOf(width, heat.columns);
    const { namesWidth, cellsWidth, columnWidth, valuesLeft } = layout;
    context.save();
    context.beginPath();
    context.rect(0, HEAD_PX, width, height - HEAD_PX);
    context.clip();
    context.imageSmoothingEnabled = false;
    context.textBaseline = 'middle';
    const first = Math.max(0, Math.floor(scrollTop / LINE_PX));
    const last = Math.min(lines.length - 1, Math.ceil((scrollTop + height - HEAD_PX) / LINE_PX));
    for (let index = first; index <= last; index += 1) {
      const line = lines[index]!;
      const top = HEAD_PX + index * LINE_PX - scrollTop;
      const middle = top + LINE_PX / 2;
      context.textAlign = 'left';
      if (line.kind === 'group') {
        context.fillStyle = palette.muted;
        context.fillText(fit(context, [...line.path, line.file].join(' · '), width - 16), 8, middle + 2);
        continue;
      }
      const { benchmark, values } = heat.series[line.row]!;
      context.fillStyle = palette.text;
      context.fillText(fit(context, nameOf(benchmark), namesWidth - 28), 18, middle);
      context.drawImage(picture, 0, line.row, heat.columns, 1, namesWidth, top + 1, cellsWidth, LINE_PX - 2);
      if (valuesLeft === null) continue;
      context.textAlign = 'right';
      context.fillStyle = palette.muted;
      context.fillText(metricText(heat.metric, values.at(-1)!), valuesLeft + 68, middle);
    }
    if (columnWidth >= 8) drawGaps(surface, heat, layout);
    context.restore();
    drawDays(surface, commits, layout);
  };
}

/** Names from outside are one line here, however long they are. */
export const nameOf = ({ path, id }: { readonly path: readonly string[]; readonly id: string }): string => {
  const name = path.at(-1) ?? id;
  return name.trim() === '' ? '(blank name)' : name;
};

/** Cut by halves where it is too long, which asks for the width a few times only. */
function fit(context: CanvasRenderingContext2D, text: string, width: number): string {
  // More never has room, and measuring a name of a million letters takes a while.
  const clipped = text.slice(0, 200).replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');
  if (context.measureText(clipped).width <= width) return clipped;
  let [low, high] = [0, clipped.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (context.measureText(`${clipped.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle;
  }
  return `${clipped.slice(0, low)}…`;
}

/** Between wide cells, so that each is one. */
function drawGaps({ context, height, palette }: Surface, heat: Heat, { namesWidth, columnWidth }: ReturnType<typeof layoutOf>): void {
  context.fillStyle = palette.background;
  for (let column = 1; column < heat.columns; column += 1) {
    context.fillRect(Math.round(namesWidth + column * columnWidth) - 1, HEAD_PX, 1, height - HEAD_PX);
  }
}

function drawDays(
  { context, palette }: Surface,
  commits: readonly HistoryCommit[],
  { namesWidth, columnWidth, cellsWidth }: ReturnType<typeof layoutOf>,
): void {
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = palette.muted;
  let [free, before] = [namesWidth, ''];
  commits.forEach((commit, column) => {
    const x = namesWidth + column * columnWidth;
    if (x < free) return;
    const day = dayOf(commit);
    const text = day === null || day === before ? shortHash(commit) : day;
    const textWidth = context.measureText(text).width;
    if (column > 0 && x + textWidth > namesWidth + cellsWidth) return;
    context.fillRect(Math.round(x), HEAD_PX - 4, 1, 4);
    context.fillText(text, x + (columnWidth >= textWidth ? (columnWidth - textWidth) / 2 : 0), HEAD_PX / 2 - 1);
    [free, before] = [x + textWidth + 24, day ?? before];
  });
}

function pictureOf({ levels, columns, series }: Heat, palette: Palette): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, columns), Math.max(1, series.length)];
  const context = canvas.getContext('2d')!;
  const table = colorTable(palette);
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let index = 0; index < levels.length; index += 1) {
    const level = levels[index]!;
    if (level !== BLANK) pixels[index] = table[level + STEPS]!;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** A colour for each level, mixed by the browser as it mixes those of the style sheet. */
function colorTable({ less, usual, more }: Palette): Uint32Array {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * STEPS + 1, 1];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const gradient = context.createLinearGradient(0.5, 0, 2 * STEPS + 0.5, 0);
  for (const [offset, color] of [
    [0, less],
    [0.5, usual],
    [1, more],
  ] as const) {
    // A gradient takes no colour that is mixed: the pixel that it gives is one.
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    gradient.addColorStop(offset, `rgb(${red} ${green} ${blue})`);
  }
  context.fillStyle = gradient;
  context.fillRect(0, 0, canvas.width, 1);
  return new Uint32Array(context.getImageData(0, 0, canvas.width, 1).data.buffer);
}

/** What the pointer is at, or the keyboard. */
export function drawHeatCell(
  { context, width, palette }: Surface,
  heat: Heat,
  { line, column }: HeatCell,
  scrollTop: number,
  isFocused: boolean,
): void {
  const { namesWidth, columnWidth } = layoutOf(width, heat.columns);
  const top = HEAD_PX + line * LINE_PX - scrollTop;
  if (top < HEAD_PX - LINE_PX / 2) return;
  context.strokeStyle = isFocused ? palette.focus : palette.text;
  context.fillStyle = palette.margin;
  context.fillRect(0, top, namesWidth - 4, LINE_PX);
  if (column === null) return;
  context.lineWidth = isFocused ? 2 : 1.5;
  const cellWidth = Math.max(5, columnWidth);
  const left = namesWidth + (column + 0.5) * columnWidth - cellWidth / 2;
  context.strokeRect(left - 0.5, top + 0.5, cellWidth + 1, LINE_PX - 1);
  context.fillStyle = palette.text;
  context.fillRect(namesWidth + column * columnWidth, HEAD_PX - 3, Math.max(1, columnWidth), 3);
}
