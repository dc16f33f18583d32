import { useEffect, useRef, useState } from 'preact/hooks';
import { readPalette, type Palette } from './palette.ts';

/** A prepared canvas: sizes are CSS pixels, whatever the screen's density. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
}

export interface ChartProps {
  /** What the picture says, for those who do not see it. */
  readonly label: string;
  readonly heightPx: number;
  /** Draws all of it. A new function is drawn anew, so keep it while its data is the same. */
  readonly draw: (surface: Surface) => void;
  /** The words for a place, in CSS pixels from the left and from the top, or null where there is nothing to tell. */
  readonly describe: (x: number, width: number, y: number) => string | null;
}

/** A canvas that follows its width, the theme and the density of the screen. */
export function Chart({ label, heightPx, draw, describe }: ChartProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly text: string } | null>(null);

  useEffect(() => {
    const canvas = canvasRef.current;
    if (canvas === null) return undefined;
    let frame = 0;
    const paintNow = () => {
      frame = 0;
      paint(canvas, draw);
    };
    const schedule = () => {
      frame ||= requestAnimationFrame(paintNow);
    };
    // The first observation paints. A change of theme changes the classes of the body and the tokens on the root.
    const resize = new ResizeObserver(schedule);
    resize.observe(canvas);
    const theme = new MutationObserver(schedule);
    theme.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
    theme.observe(document.body, { attributeFilter: ['class'] });
    const colors = matchMedia('(forced-colors: active)');
    colors.addEventListener('change', schedule);
    return () => {
      cancelAnimationFrame(frame);
      resize.disconnect();
      theme.disconnect();
      colors.removeEventListener('change', schedule);
    };
  }, [draw]);

  const onPointerMove = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const x = event.clientX - box.left;
    const text = describe(x, box.width, event.clientY - box.top);
    setPointer(text === null ? null : { x, text });
  };
  return (
    <div class="chart" onPointerMove={onPointerMove} onPointerLeave={() => setPointer(null)}>
      <canvas ref={canvasRef} role="img" aria-label={label} style={{ height: `${heightPx}px` }} />
      {pointer && (
        <>
          <div class="chart-crosshair" style={{ transform: `translateX(${pointer.x}px)` }} />
          <div class={pointer.x < 200 ? 'chart-readout chart-readout-right' : 'chart-readout'}>{pointer.text}</div>
        </>
      )}
    </div>
  );
}

function paint(canvas: HTMLCanvasElement, draw: (surface: Surface) => void): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (context === null || width === 0) return;
  const density = devicePixelRatio;
  // Setting the size clears the canvas, so it is done for every drawing.
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  const palette = readPalette(canvas);
  context.font = palette.font;
  draw({ context, width, height, palette });
}
