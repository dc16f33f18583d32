import type { FlameBox, ProfileRange } from '../../../protocol/profile.ts';
import type { Surface } from '../../charts/canvas.ts';
import { ROW_PX, rowsShown, topOf, type FlameScene } from './drawFlame.ts';
import type { FlamePalette } from './flameColors.ts';
import { drawnAt, type DrawnBox } from './paint.ts';

export interface Marked {
  readonly selected: FlameBox | null;
  readonly hover: DrawnBox | null;
  readonly brush: ProfileRange | null;
}

/** Draws what follows the pointer and the keyboard: over the boxes, without drawing them again. */
export function drawOver(surface: Surface, palette: FlamePalette, scene: FlameScene, { selected, hover, brush }: Marked): void {
  const { context, width, height } = surface;
  const { span } = scene;
  const toX = (place: number) => ((place - span.from) / (span.to - span.from)) * width;
  const outline = (box: Pick<FlameBox, 'row' | 'from' | 'to'>, line: number): void => {
    const top = topOf(scene, box.row);
    if (top + ROW_PX < 0 || top > height) return;
    // Lines that are far beyond the canvas cost as much as what is seen of them.
    const left = Math.max(-8, toX(box.from));
    const right = Math.min(width + 8, Math.max(toX(box.to), left + 2));
    context.lineWidth = line;
    context.strokeRect(left + line / 2, top + line / 2, Math.max(1, right - left - line - 0.5), ROW_PX - 1 - line);
  };
  if (selected) {
    context.strokeStyle = palette.outline;
    const middle = (selected.from + selected.to) / 2;
    const [firstRow] = rowsShown(scene, height);
    // The calls that led to it.
    for (let row = firstRow; row < selected.row; row += 1) {
      const box = drawnAt(scene.tiles, row, middle, 0);
      if (box) outline(box, 1);
    }
    context.strokeStyle = palette.focus;
    outline(selected, 2);
  }
  if (hover) {
    context.strokeStyle = palette.text;
    outline(hover, 1);
  }
  if (brush) {
    const [left, right] = [toX(Math.min(brush.from, brush.to)), toX(Math.max(brush.from, brush.to))];
    context.globalAlpha = 0.2;
    context.fillStyle = palette.focus;
    context.fillRect(left, 0, right - left, height);
    context.globalAlpha = 1;
    context.fillRect(left, 0, 1, height);
    context.fillRect(right - 1, 0, 1, height);
  }
}
