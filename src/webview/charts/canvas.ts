import { readPalette, type Palette } from './palette.ts';
import { watchTheme } from './watchTheme.ts';

/** A prepared canvas: sizes are CSS pixels, whatever the screen's density. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
}

export interface CanvasView {
  /** Draws in the next frame, once however often it is asked. */
  redraw(): void;
  dispose(): void;
}

/**
 * Keeps a canvas drawn: it follows its size, the theme and the density of the screen. `draw` finds an empty canvas and draws all of
 * it; size and colours are read only where they may have changed, so that drawing anew costs what is drawn.
 */
export function watchCanvas(canvas: HTMLCanvasElement, draw: (surface: Surface) => void): CanvasView {
  const context = canvas.getContext('2d');
  if (context === null) return { redraw: () => {}, dispose: () => {} };
  let frame = 0;
  let surface: Surface | null = null;
  const paint = () => {
    frame = 0;
    surface ??= prepare(canvas, context);
    if (surface === null) return;
    context.clearRect(0, 0, surface.width, surface.height);
    draw(surface);
  };
  const redraw = () => {
    frame ||= requestAnimationFrame(paint);
  };
  const prepareAnew = () => {
    surface = null;
    redraw();
  };
  // The first observation paints.
  const resize = new ResizeObserver(prepareAnew);
  resize.observe(canvas);
  const theme = watchTheme(prepareAnew);
  return {
    redraw,
    dispose() {
      cancelAnimationFrame(frame);
      resize.disconnect();
      theme.dispose();
    },
  };
}

/** Null while it has no width. */
function prepare(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): Surface | null {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0 || height === 0) return null;
  const density = devicePixelRatio;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  const palette = readPalette(canvas);
  context.font = palette.font;
  return { context, width, height, palette };
}
