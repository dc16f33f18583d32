import { effect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Layers } from '../../charts/layers.tsx';
import { actOnKey } from '../../keys.ts';
import { useOpen } from '../profilePage.ts';
import { ROW_PX } from './drawFlame.ts';
import { FlameTooltip } from './flameTooltip.tsx';
import type { Graph } from './graph.ts';

/** A drag begins after so many pixels. */
const DRAG_PX = 4;
/** A turn of the wheel by this much doubles or halves what is shown; a pinch turns it in smaller steps. */
const [WHEEL_PX, PINCH_PX] = [300, 60];
const LINE_PX = 16;
/** A second click within this time makes a double click of the first. */
const DOUBLE_CLICK_MS = 300;

interface Press {
  readonly x: number;
  readonly y: number;
  readonly lastX: number;
  readonly lastY: number;
  readonly kind: 'none' | 'pan' | 'brush';
}

export interface FlameGraphProps {
  readonly graph: Graph;
  /** What it is of. */
  readonly label: string;
  /** Said where it has no boxes. */
  readonly none?: string;
}

/** A flame graph that can be moved about in. */
export function FlameGraph({ graph, label, none = '' }: FlameGraphProps) {
  const open = useOpen();
  const box = useRef<HTMLDivElement>(null);
  const press = useRef<Press | null>(null);
  const openTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const rows = graph.size.value?.rows ?? 0;

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () => graph.resize(element.clientWidth, element.clientHeight);
    const resize = new ResizeObserver(measure);
    resize.observe(element);
    measure();
    return () => resize.disconnect();
  }, [graph]);
  // The scroll bar shows where the rows are, and moves them. What is shown is also told to tests. Nothing is rendered for a frame.
  useLayoutEffect(
    () =>
      effect(() => {
        const element = box.current!;
        const { from, to, scrollTop } = graph.look.value;
        const end = graph.size.value?.end || 1;
        if (Math.abs(element.scrollTop - scrollTop) >= 1) element.scrollTop = scrollTop;
        Object.assign(element.dataset, { from: from / end, to: to / end, settled: graph.isSettled.value });
      }),
    [graph, rows],
  );
  // Not by a property of the element: only a listener that says so may hold the wheel.
  useEffect(() => {
    const element = box.current!;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
      if (event.altKey) graph.pan(dx, dy);
      else if (event.shiftKey) graph.pan(dy || dx, 0);
      else if (Math.abs(dx) > Math.abs(dy)) graph.pan(dx, 0);
      else {
        const perDoubling = event.ctrlKey && Math.abs(dy) < 50 ? PINCH_PX : WHEEL_PX;
        graph.zoom(2 ** (dy / perDoubling), graph.placeAt(event.clientX - element.getBoundingClientRect().left));
      }
      hoverAt(event);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [graph]);
  useEffect(() => () => clearTimeout(openTimer.current), []);

  const placeOf = (event: MouseEvent) => {
    const { left, top } = box.current!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const openSource = (functionId: number) => open.attempt(open.host.openFunction(functionId));
  const showSource = (functionId: number) => open.attempt(open.host.showFunction(functionId));

  const hoverAt = (event: MouseEvent) => {
    const { x, y } = placeOf(event);
    const drawn = graph.boxAt(x, y);
    box.current!.classList.toggle('is-hit', drawn !== null);
    graph.hover.value = drawn && { box: drawn, x, y };
    if (drawn) open.names.need([drawn.functionId]);
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = press.current;
    if (from === null) return hoverAt(event);
    const { x, y } = placeOf(event);
    const isDrag = from.kind !== 'none' || Math.hypot(x - from.x, y - from.y) > DRAG_PX;
    if (!isDrag) return;
    const kind = from.kind === 'none' ? (event.shiftKey ? 'brush' : 'pan') : from.kind;
    graph.hover.value = null;
    if (kind === 'pan') graph.pan(from.lastX - x, from.lastY - y);
    else graph.brush.value = { from: graph.placeAt(from.x), to: graph.placeAt(x) };
    press.current = { ...from, kind, lastX: x, lastY: y };
    box.current!.classList.toggle('is-panned', kind === 'pan');
  };
  const onPointerDown = (event: PointerEvent) => {
    const { x, y } = placeOf(event);
    // The scroll bar is the browser's.
    if (event.button !== 0 || x >= box.current!.clientWidth) return;
    press.current = { x, y, lastX: x, lastY: y, kind: 'none' };
    box.current!.setPointerCapture(event.pointerId);
  };
  const release = (): Press | null => {
    const pressed = press.current;
    press.current = null;
    graph.brush.value = null;
    box.current!.classList.remove('is-panned');
    return pressed;
  };
  const onPointerUp = (event: PointerEvent) => {
    const { x, y } = placeOf(event);
    const marked = graph.brush.peek();
    const pressed = release();
    if (pressed?.kind === 'brush' && marked) {
      const part = { from: Math.max(0, Math.min(marked.from, marked.to)), to: Math.max(marked.from, marked.to) };
      if (graph.kind === 'time') open.go.setRange({ from: part.from, to: Math.min(part.to, graph.size.peek()?.end ?? part.to) });
      else graph.setLook(part);
    } else if (pressed?.kind === 'none') click(event, x, y);
  };
  const click = (event: PointerEvent, x: number, y: number) => {
    const drawn = graph.boxAt(x, y);
    if (drawn === null) return open.go.select(graph, null);
    const { selection } = open.kept.peek();
    const isSelected = selection?.graph === graph.kind && selection.box.row === drawn.row && selection.box.node === drawn.node;
    clearTimeout(openTimer.current);
    if (event.ctrlKey || event.metaKey) openSource(drawn.functionId);
    else {
      // A second click soon after it is meant for the graph alone.
      const show = isSelected ? openSource : showSource;
      openTimer.current = setTimeout(() => show(drawn.functionId), DOUBLE_CLICK_MS);
    }
    const choose = async () => {
      // What is drawn may stand for several, and is as exact as a pixel.
      const place = drawn.count > 1 ? Math.min(drawn.to, Math.max(drawn.from, graph.placeAt(x))) : (drawn.from + drawn.to) / 2;
      const exact = await graph.find({ kind: 'at', row: drawn.row, place });
      if (exact) open.go.select(graph, exact);
    };
    if (!isSelected) open.attempt(choose());
  };
  const onDblClick = (event: MouseEvent) => {
    clearTimeout(openTimer.current);
    const { x, y } = placeOf(event);
    const drawn = graph.boxAt(x, y);
    if (drawn) graph.zoomTo(drawn);
    else graph.reset();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== 'Enter')) return;
    graph.hover.value = null;
    const { selection } = open.kept.peek();
    const own = selection && open.shownGraphs.peek().find(({ kind }) => kind === selection.graph);
    const { from, to } = graph.look.peek();
    const middle = own === graph && selection ? (selection.box.from + selection.box.to) / 2 : (from + to) / 2;
    const page = Math.max(ROW_PX, (box.current?.clientHeight ?? 0) - 2 * ROW_PX);
    const openSelected = () => selection && openSource(selection.box.functionId);
    const around = Math.min(to, Math.max(from, middle));
    actOnKey(event, {
      ArrowUp: () => open.go.step('parent'),
      ArrowDown: () => open.go.step('child'),
      ArrowLeft: () => (event.shiftKey ? graph.pan(-120, 0) : open.go.step('previous')),
      ArrowRight: () => (event.shiftKey ? graph.pan(120, 0) : open.go.step('next')),
      PageUp: () => graph.pan(0, -page),
      PageDown: () => graph.pan(0, page),
      Home: () => open.attempt(open.go.selectHottest()),
      '+': () => graph.zoom(0.5, around),
      '=': () => graph.zoom(0.5, around),
      '-': () => graph.zoom(2, around),
      '0': () => graph.reset(),
      Escape: () => graph.reset(),
      Enter: () => (event.ctrlKey ? openSelected() : own && selection && own.zoomTo(selection.box)),
      o: openSelected,
      s: () => selection && open.go.focus(selection.box.functionId),
      n: () => open.go.goToMatch(false),
      N: () => open.go.goToMatch(true),
    });
  };
  return (
    <div class="flame">
      <div
        ref={box}
        class="flame-scroller"
        role="application"
        aria-roledescription="flame graph"
        aria-label={label}
        aria-describedby="flame-keys"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          const top = event.currentTarget.scrollTop;
          if (Math.abs(top - graph.look.peek().scrollTop) >= 1) graph.setLook({ scrollTop: top });
        }}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerCancel={release}
        onPointerLeave={() => (graph.hover.value = null)}
        onDblClick={onDblClick}
      >
        <div class="flame-canvas">
          <Layers base={graph.base} over={graph.over} />
        </div>
        <div class="flame-rest" style={{ height: `${rows * ROW_PX}px` }} />
      </div>
      {graph.size.value?.rows === 0 && <p class={graph.isUpward ? 'flame-none flame-none-upward' : 'flame-none'}>{none}</p>}
      <FlameTooltip graph={graph} />
    </div>
  );
}
