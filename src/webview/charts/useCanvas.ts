import type { ReadonlySignal } from '@preact/signals';
import { effect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { watchCanvas, type Surface } from './canvas.ts';

/** Draws all of a picture on an empty canvas. */
export type Draw = (surface: Surface) => void;

/** Keeps the canvas drawn by what the signal has; nothing else is drawn anew for it. Keep the signal. */
export function useCanvas(canvas: RefObject<HTMLCanvasElement | null>, draw: ReadonlySignal<Draw>): void {
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const view = watchCanvas(canvas.current, (surface) => draw.peek()(surface));
    const stop = effect(() => {
      void draw.value;
      view.redraw();
    });
    return () => {
      stop();
      view.dispose();
    };
  }, [draw]);
}
