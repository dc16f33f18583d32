import { computed, effect, signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { DisposableStore, toDisposable } from '../../../base/lifecycle.ts';
import type { FlameTile, ProfileRange } from '../../../protocol/profile.ts';
import { Layers } from '../../charts/layers.tsx';
import type { Draw } from '../../charts/useCanvas.ts';
import { latest } from '../latest.ts';
import type { OpenProfile } from '../openProfile.ts';
import { useOpen } from '../profilePage.ts';
import { createFlamePainter } from './drawFlame.ts';
import { clampSpan } from './span.ts';

const HEIGHT_PX = 44;
/** Deeper calls are not to be told apart at that height. */
const MOST_ROWS = 120;
const LEAST_DRAG_PX = 3;

/** All of the profile at a glance, with the part that the graph shows, and the range that was chosen. */
export function Minimap() {
  const open = useOpen();
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef<number | null>(null);
  const model = useMemo(() => createMinimap(open), [open]);
  useEffect(() => model.dispose, [model]);
  useLayoutEffect(() => {
    const measure = () => (model.width.value = box.current!.clientWidth);
    const resize = new ResizeObserver(measure);
    resize.observe(box.current!);
    measure();
    return () => resize.disconnect();
  }, [model]);

  const placeOf = (event: MouseEvent): number => {
    const { left, width } = box.current!.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width)) * model.end.peek();
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    pressed.current = placeOf(event);
    box.current!.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (pressed.current !== null) model.brush.value = { from: pressed.current, to: placeOf(event) };
  };
  const onPointerUp = () => {
    const marked = model.brush.peek();
    pressed.current = null;
    model.brush.value = null;
    if (!marked) return;
    const part = { from: Math.min(marked.from, marked.to), to: Math.max(marked.from, marked.to) };
    if (((part.to - part.from) / model.end.peek()) * model.width.peek() < LEAST_DRAG_PX) return;
    if (open.hasTime) open.go.setRange(part);
    else open.graphs.heavy.setLook(clampSpan(part, model.end.peek()));
  };
  return (
    <div
      ref={box}
      class="minimap"
      style={{ height: `${HEIGHT_PX}px` }}
      role="img"
      aria-label={open.hasTime ? 'All of the time. Drag to look at a part of it only.' : 'All of the profile. Drag to zoom.'}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        pressed.current = null;
        model.brush.value = null;
      }}
      onDblClick={() => (open.hasTime ? open.go.setRange(null) : open.graphs.heavy.reset())}
    >
      <Layers base={model.base} over={model.over} />
    </div>
  );
}

function createMinimap(open: OpenProfile) {
  const { host, failed, names, graphs } = open;
  const view = open.hasTime ? ({ kind: 'time' } as const) : ({ kind: 'heavy', range: null } as const);
  const width = signal(0);
  const brush = signal<ProfileRange | null>(null);
  // Whole hundreds, so that a pane that is dragged wider does not ask at each step.
  const columns = computed(() => Math.ceil(width.value / 100) * 100 || null);
  const owner = new DisposableStore();
  const answer = latest(
    owner,
    columns,
    async (wanted): Promise<FlameTile> => {
      const { end } = await host.size(view);
      return host.tile(view, { from: 0, to: end, firstRow: 0, endRow: MOST_ROWS, columns: wanted });
    },
    failed,
  );
  const end = computed(() => answer.value?.answer.request.to ?? 0);
  const stop = effect(() => {
    if (answer.value) names.needTile(answer.value.answer);
  });
  owner.add(toDisposable(stop));
  const painter = createFlamePainter(names);
  const base = computed((): Draw => {
    const tile = answer.value?.answer;
    void names.version.value;
    return (surface) => tile && painter.drawSmall(surface, tile);
  });
  /** What the graph shows, where that is a part of the same. */
  const seen = computed((): ProfileRange | null => {
    const { view: shown } = open.kept.value;
    if (shown !== view.kind) return null;
    return graphs[view.kind].look.value;
  });
  const over = computed((): Draw => {
    const [part, marked, range, all] = [seen.value, brush.value, open.kept.value.range, end.value];
    return (surface) => {
      const { context, height, palette } = surface;
      const toX = (place: number) => (place / all) * surface.width;
      if (!(all > 0)) return;
      const frame = ({ from, to }: ProfileRange, color: string, line: number) => {
        const [left, right] = [toX(Math.min(from, to)), toX(Math.max(from, to))];
        context.strokeStyle = color;
        context.lineWidth = line;
        context.strokeRect(left + line / 2, line / 2, Math.max(1, right - left - line), height - line);
      };
      const shade = ({ from, to }: ProfileRange) => {
        const [left, right] = [toX(Math.min(from, to)), toX(Math.max(from, to))];
        context.fillStyle = palette.background;
        context.globalAlpha = 0.6;
        context.fillRect(0, 0, left, height);
        context.fillRect(right, 0, surface.width - right, height);
        context.globalAlpha = 1;
      };
      const chosen = marked ?? (open.hasTime ? range : null) ?? part;
      if (chosen) shade(chosen);
      if (part && (part.from > 0 || part.to < all)) frame(part, palette.text, 1);
      if (open.hasTime && range) frame(range, palette.focus, 2);
      if (marked) frame(marked, palette.focus, 2);
    };
  });
  return { width, brush, end, base, over, dispose: () => owner.dispose() };
}
