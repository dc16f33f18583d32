import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useCanvas, type Draw } from './useCanvas.ts';

export interface ChartProps {
  /** What the picture says, for those who do not see it. */
  readonly label: string;
  readonly heightPx: number;
  /** Draws all of it. A new function is drawn anew, so keep it while its data is the same. */
  readonly draw: Draw;
  /** The words for a place, in CSS pixels from the left and from the top, or null where there is nothing to tell. */
  readonly describe: (x: number, width: number, y: number) => string | null;
}

/** A canvas that follows its width, the theme and the density of the screen. */
export function Chart({ label, heightPx, draw, describe }: ChartProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly text: string } | null>(null);

  const drawn = useSignal(draw);
  useLayoutEffect(() => {
    drawn.value = draw;
  }, [draw]);
  useCanvas(canvasRef, drawn);

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
