import type { FlameTile, ProfileRange } from '../../../protocol/profile.ts';
import type { Surface } from '../../charts/canvas.ts';
import type { Names } from '../functions/names.ts';
import { colorOfFunction, dimmedOn, readFlamePalette, type FlamePalette } from './flameColors.ts';
import { createMeasure, deltaLabel, fitted, labelOf, type Measure } from './labels.ts';
import { drawnBox, firstBoxIn, paintMarks, paintTile, type BoxColors, type Strip } from './paint.ts';

export const ROW_PX = 20;
const PADDING_PX = 4;
const LEAST_LABEL_PX = 28;
const MARK_PX = 3;
const MOST_SMALL_ROW_PX = 6;

/** What of a flame graph is drawn, and how it lies. */
export interface FlameScene {
  readonly tiles: readonly FlameTile[];
  readonly span: ProfileRange;
  readonly scrollTop: number;
  readonly rows: number;
  /** Rows grow upwards: who called is above who was called. */
  readonly isUpward: boolean;
  /** By function: 1 where a search finds it; null without a search. */
  readonly isMatch: Uint8Array | null;
  /** What lies outside of it is pale; null for all. */
  readonly range: ProfileRange | null;
}

/** The top of a row on the canvas. */
export const topOf = ({ rows, scrollTop, isUpward }: Pick<FlameScene, 'rows' | 'scrollTop' | 'isUpward'>, row: number): number =>
  (isUpward ? rows - 1 - row : row) * ROW_PX - scrollTop;

/** The rows that a canvas of this height shows: the first one, and one after the last one. */
export function rowsShown(scene: Pick<FlameScene, 'rows' | 'scrollTop' | 'isUpward'>, height: number): readonly [number, number] {
  const first = Math.max(0, Math.floor(scene.scrollTop / ROW_PX));
  const end = Math.min(scene.rows, Math.ceil((scene.scrollTop + height) / ROW_PX));
  return scene.isUpward ? [Math.max(0, scene.rows - end), Math.max(0, scene.rows - first)] : [first, Math.max(first, end)];
}

export interface FlamePainter {
  draw(surface: Surface, scene: FlameScene): void;
  /** A whole tile on all of the canvas, without text. */
  drawSmall(surface: Surface, tile: FlameTile): void;
  palette(surface: Surface): FlamePalette;
}

/**
 * Draws boxes as one line of pixels for each row, and stretches that: what a frame costs depends on the size of the canvas, not on how
 * many boxes there are. Text is drawn over it, where it fits.
 */
export function createFlamePainter(names: Names): FlamePainter {
  let palette: FlamePalette | null = null;
  let paletteOf: object | null = null;
  let measure: Measure | null = null;
  let ofFunction = new Uint32Array();
  let version = -1;
  const boxes = createStripCanvas();
  const marks = createStripCanvas();

  const prepare = (surface: Surface): FlamePalette => {
    const isNew = palette === null || paletteOf !== surface.palette;
    if (palette === null || isNew) {
      palette = readFlamePalette(surface);
      paletteOf = surface.palette;
      measure = createMeasure(surface.context);
    }
    if (isNew || version !== names.version.peek()) {
      version = names.version.peek();
      const own = palette;
      ofFunction = Uint32Array.from({ length: names.count }, (_, id) => {
        const one = names.of(id);
        return one ? colorOfFunction(one, own) : 0;
      });
    }
    return palette;
  };

  const colorsOf = (own: FlamePalette, isMatch: Uint8Array | null): BoxColors => ({
    ofFunction,
    unknown: own.unknown,
    ofDelta: own.deltas,
    isMatch,
    dimmed: dimmedOn(own.background),
  });

  return {
    palette: prepare,
    drawSmall(surface, tile) {
      const own = prepare(surface);
      const { context, width, height } = surface;
      const rows = tile.request.endRow - tile.request.firstRow;
      if (rows === 0) return;
      const strip = boxes.clear(context.canvas.width, rows, tile.request.firstRow);
      paintTile(strip, tile, tile.request, colorsOf(own, null));
      boxes.put();
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = 'high';
      context.drawImage(boxes.canvas, 0, 0, width, Math.min(height, rows * MOST_SMALL_ROW_PX));
    },
    draw(surface, scene) {
      const own = prepare(surface);
      const { context, width, height } = surface;
      const [firstRow, endRow] = rowsShown(scene, height);
      const rows = endRow - firstRow;
      if (rows <= 0) return;
      const columns = context.canvas.width;
      const colors = colorsOf(own, scene.isMatch);
      const strip = boxes.clear(columns, rows, firstRow);
      for (const tile of scene.tiles) paintTile(strip, tile, scene.span, colors);
      boxes.put();
      context.imageSmoothingEnabled = false;
      const tops = Array.from({ length: rows }, (_, index) => topOf(scene, firstRow + index));
      for (const [index, top] of tops.entries()) {
        context.drawImage(boxes.canvas, 0, index, columns, 1, 0, top, width, ROW_PX - 1);
      }
      if (scene.tiles.some(({ deltas }) => deltas !== null)) {
        for (const isMore of [true, false]) {
          const marked = marks.clear(columns, rows, firstRow);
          for (const tile of scene.tiles) paintMarks(marked, tile, scene.span, isMore, isMore ? own.more : own.less);
          marks.put();
          for (const [index, top] of tops.entries()) {
            const edge = isMore ? top : top + ROW_PX - 1 - MARK_PX;
            context.drawImage(marks.canvas, 0, index, columns, 1, 0, edge, width, MARK_PX);
          }
        }
      }
      drawLabels(surface, scene, [firstRow, endRow], own);
      shadeOutside(surface, scene, own);
    },
  };

  function drawLabels(
    { context, width }: Surface,
    scene: FlameScene,
    [firstRow, endRow]: readonly [number, number],
    own: FlamePalette,
  ): void {
    const { span, isMatch } = scene;
    // Texts of two tiles would lie over each other: only those of the one that is closest, where that has all.
    const tile = scene.tiles.findLast(({ request }) => request.from <= span.from && request.to >= span.to) ?? scene.tiles.at(-1);
    if (!tile || measure === null) return;
    const { request, firstOf } = tile;
    const scale = width / (span.to - span.from);
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.direction = 'ltr';
    const share = (span.from - request.from) / (request.to - request.from);
    for (let row = Math.max(firstRow, request.firstRow); row < Math.min(endRow, request.endRow); row += 1) {
      const middle = topOf(scene, row) + (ROW_PX - 1) / 2 + 0.5;
      for (let index = firstBoxIn(tile, row, share); index < firstOf[row - request.firstRow + 1]!; index += 1) {
        const box = drawnBox(tile, row, index);
        if (box.from >= span.to) break;
        const left = Math.max(0, (box.from - span.from) * scale);
        const right = Math.min(width, (box.to - span.from) * scale);
        if (right - left < LEAST_LABEL_PX || box.count > 1) continue;
        const one = names.of(box.functionId);
        if (!one) continue;
        const text = fitted(deltaLabel(box.delta) + labelOf(one.name), right - left - 2 * PADDING_PX, measure);
        if (text === '') continue;
        context.fillStyle = isMatch !== null && isMatch[box.functionId] !== 1 ? own.muted : own.text;
        context.fillText(text, left + PADDING_PX, middle);
      }
    }
  }
}

function shadeOutside({ context, width, height }: Surface, { range, span }: FlameScene, { paper, focus }: FlamePalette): void {
  if (range === null) return;
  const toX = (place: number) => ((place - span.from) / (span.to - span.from)) * width;
  const [left, right] = [Math.max(0, toX(range.from)), Math.min(width, toX(range.to))];
  context.globalAlpha = 0.65;
  context.fillStyle = paper;
  context.fillRect(0, 0, left, height);
  context.fillRect(right, 0, width - right, height);
  context.globalAlpha = 1;
  context.fillStyle = focus;
  if (left > 0) context.fillRect(left - 1, 0, 1, height);
  if (right < width) context.fillRect(right, 0, 1, height);
}

/** A canvas of one line for each row, kept from frame to frame. */
function createStripCanvas() {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  let image: ImageData | null = null;
  let pixels = new Uint32Array();
  return {
    canvas,
    clear(width: number, rows: number, firstRow: number): Strip {
      if (image === null || image.width !== width || image.height !== rows) {
        [canvas.width, canvas.height] = [width, rows];
        image = context.createImageData(width, rows);
        pixels = new Uint32Array(image.data.buffer);
      } else pixels.fill(0);
      return { pixels, width, rows, firstRow };
    },
    put(): void {
      if (image) context.putImageData(image, 0, 0);
    },
  };
}
