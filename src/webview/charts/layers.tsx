import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useCanvas, type Draw } from './useCanvas.ts';

export interface LayersProps {
  readonly base: ReadonlySignal<Draw>;
  /** What follows the pointer and the keyboard: drawn without drawing the base again. */
  readonly over: ReadonlySignal<Draw>;
}

/** Two canvases on top of each other, as large as the element around them. They are a picture of what is told beside them. */
export function Layers({ base, over }: LayersProps) {
  const [below, above] = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)];
  useCanvas(below, base);
  useCanvas(above, over);
  return (
    <>
      <canvas class="layer" ref={below} aria-hidden="true" />
      <canvas class="layer" ref={above} aria-hidden="true" />
    </>
  );
}
