import { computed } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { useCanvas, type Draw } from '../../charts/useCanvas.ts';
import { useOpen } from '../profilePage.ts';
import { formatValue } from '../values.ts';
import type { Graph } from './graph.ts';
import { ticksOf } from './ticks.ts';

const LEAST_TICK_PX = 90;
const BASELINE_PX = 12;

/** The times of what a graph in the order of time shows. */
export function Ruler({ graph }: { graph: Graph }) {
  const open = useOpen();
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useMemo(
    () =>
      computed((): Draw => {
        const { from, to } = graph.look.value;
        return ({ context, width, height, palette }) => {
          if (!(to > from)) return;
          context.fillStyle = palette.muted;
          for (const tick of ticksOf({ from, to }, width / LEAST_TICK_PX)) {
            const x = Math.round(((tick - from) / (to - from)) * width);
            context.fillRect(x, height - 4, 1, 4);
            context.fillText(formatValue(tick, open.summary.unit), x + 4, BASELINE_PX);
          }
        };
      }),
    [graph],
  );
  useCanvas(canvas, draw);
  return <canvas ref={canvas} class="ruler" aria-hidden="true" />;
}
