import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { toDisposable, type DisposableStore } from '../../../base/lifecycle.ts';
import type { FlameBox, FlameSize, FlameView, ProfileRange, WantedBox } from '../../../protocol/profile.ts';
import type { Draw } from '../../charts/useCanvas.ts';
import type { GraphKind, Look } from '../kept.ts';
import { latest } from '../latest.ts';
import type { ProfileParts } from '../parts.ts';
import { createFlamePainter, ROW_PX, rowsShown, topOf, type FlameScene } from './drawFlame.ts';
import { drawOver } from './drawOver.ts';
import { drawnAt, type DrawnBox } from './paint.ts';
import { clampSpan, panBy, spanWith, zoomAround } from './span.ts';
import { createTiles, type Tiles } from './tiles.ts';

/** What the pointer is at, CSS pixels from the canvas's corner. */
export interface Hover {
  readonly box: DrawnBox;
  readonly x: number;
  readonly y: number;
}

/** A flame graph of the page: what it is of, what of it is looked at, and how it is drawn. */
export interface Graph {
  readonly kind: GraphKind;
  readonly isUpward: boolean;
  /** Null while there is nothing that it could be of. */
  readonly view: ReadonlySignal<FlameView | null>;
  /** Null until the host has answered. */
  readonly size: ReadonlySignal<FlameSize | null>;
  readonly look: ReadonlySignal<Look>;
  readonly hover: Signal<Hover | null>;
  /** What is being marked by a drag, as places. */
  readonly brush: Signal<ProfileRange | null>;
  readonly base: ReadonlySignal<Draw>;
  readonly over: ReadonlySignal<Draw>;
  /** For tests and benches: all that is to be seen was drawn from tiles of the right size. */
  readonly isSettled: ReadonlySignal<boolean>;
  resize(width: number, height: number): void;
  setLook(look: Partial<Look>): void;
  /** Shows the part that the other half of a sandwich does. */
  follow(span: ProfileRange): void;
  /** Shows all again, of another view. */
  forget(): void;
  /** When it is known what it shows, and how large it is drawn. */
  ready(): Promise<void>;
  zoom(factor: number, place: number): void;
  /** By CSS pixels. */
  pan(dx: number, dy: number): void;
  reset(): void;
  zoomTo(box: ProfileRange & { readonly row: number }): void;
  bringIntoView(box: ProfileRange & { readonly row: number }): void;
  placeAt(x: number): number;
  boxAt(x: number, y: number): DrawnBox | null;
  find(wanted: WantedBox): Promise<FlameBox | null>;
}

export interface GraphOptions {
  readonly owner: DisposableStore;
  readonly kind: GraphKind;
  readonly open: ProfileParts;
  readonly view: ReadonlySignal<FlameView | null>;
  /** Null for all. */
  readonly pale: ReadonlySignal<ProfileRange | null>;
  /** The look of the other half of a sandwich moves along. */
  readonly onLook?: (look: Look) => void;
}

const KEEP_AFTER_MS = 150;
/** So far beside a box the pointer still means it. */
const REACH_PX = 1;

export function createGraph({ owner, kind, open, view, pale, onLook }: GraphOptions): Graph {
  const { host, kept, names, failed } = open;
  const isUpward = kind === 'callers';
  const pane = signal({ width: 0, height: 0 });
  const sized = latest(owner, view, async (wanted) => ({ view: wanted, size: await host.size(wanted) }), failed);
  const size = computed(() => sized.value?.answer.size ?? null);
  const rows = computed(() => size.value?.rows ?? 0);
  const end = computed(() => size.value?.end ?? 0);
  /** Null: all of it, from its top. */
  const chosen = signal<Look | null>(kept.peek().looks[kind] ?? null);
  const look = computed((): Look => {
    const wanted = chosen.value ?? { from: 0, to: end.value, scrollTop: isUpward ? Infinity : 0 };
    const most = rows.value * ROW_PX - pane.value.height;
    // Rows that grow upwards stand on the lower edge, also where they are few.
    const least = isUpward ? Math.min(0, most) : 0;
    return { ...clampSpan(wanted, end.value), scrollTop: Math.max(least, Math.min(most, wanted.scrollTop)) };
  });
  const hover = signal<Hover | null>(null);
  const brush = signal<ProfileRange | null>(null);
  const painter = createFlamePainter(names);

  const tiles = signal<{ readonly source: Tiles; readonly version: number } | null>(null);
  const stopTiles = effect(() => {
    const { value } = sized;
    tiles.peek()?.source.dispose();
    tiles.value = null;
    if (value === null) return;
    const source = createTiles({
      ...value.answer.size,
      ask: (request) => host.tile(value.answer.view, request),
      onTile(tile) {
        names.needTile(tile);
        const { version } = tiles.peek()!;
        tiles.value = { source, version: version + 1 };
      },
      onError: failed,
    });
    tiles.value = { source, version: 0 };
  });
  const scene = computed((): FlameScene => {
    const { scrollTop, ...span } = look.value;
    void names.version.value;
    return {
      tiles: tiles.value?.source.shown ?? [],
      span,
      scrollTop,
      rows: rows.value,
      isUpward,
      isMatch: open.matches.value?.answer.isMatch ?? null,
      range: pale.value,
    };
  });
  const window = computed(() => {
    const { from, to } = look.value;
    const [firstRow, endRow] = rowsShown({ rows: rows.value, scrollTop: look.value.scrollTop, isUpward }, pane.value.height);
    return { from, to, firstRow, endRow, width: pane.value.width };
  });
  const stopAsking = effect(() => {
    const wanted = window.value;
    if (wanted.width > 0 && wanted.to > wanted.from) tiles.value?.source.want(wanted);
  });
  const base = computed((): Draw => {
    const shown = scene.value;
    return (surface) => painter.draw(surface, shown);
  });
  const selected = computed(() => {
    const { selection } = kept.value;
    return selection?.graph === kind ? selection.box : null;
  });
  const over = computed((): Draw => {
    const [shown, box, at, marked] = [scene.value, selected.value, hover.value, brush.value];
    return (surface) => drawOver(surface, painter.palette(surface), shown, { selected: box, hover: at?.box ?? null, brush: marked });
  });

  let keepTimer: ReturnType<typeof setTimeout> | undefined;
  const setLook = (change: Partial<Look>, isOwn = true): void => {
    const next = { ...look.peek(), ...change };
    chosen.value = next;
    if (isOwn) onLook?.(look.peek());
    clearTimeout(keepTimer);
    keepTimer = setTimeout(() => open.keep({ looks: { ...kept.peek().looks, [kind]: chosen.peek() ?? undefined } }), KEEP_AFTER_MS);
  };

  let animation = 0;
  const moveTo = (target: Look): void => {
    cancelAnimationFrame(animation);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches || pane.peek().width === 0) return setLook(target);
    const start = look.peek();
    const startedAt = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - startedAt) / MOVE_MS));
      const eased = 1 - (1 - share) ** 3;
      const between = (a: number, b: number) => a + (b - a) * eased;
      setLook({
        from: between(start.from, target.from),
        to: between(start.to, target.to),
        scrollTop: between(start.scrollTop, target.scrollTop),
      });
      if (share < 1) animation = requestAnimationFrame(step);
    };
    animation = requestAnimationFrame(step);
  };
  /** By hand: what moves by itself stops. */
  const byHand = (change: Partial<Look>): void => {
    cancelAnimationFrame(animation);
    setLook(change);
  };

  owner.add(
    toDisposable(() => {
      cancelAnimationFrame(animation);
      clearTimeout(keepTimer);
      stopTiles();
      stopAsking();
      tiles.peek()?.source.dispose();
    }),
  );

  const rowIntoView = (row: number): number => {
    const { height } = pane.peek();
    const top = topOf({ rows: rows.peek(), scrollTop: 0, isUpward }, row);
    const { scrollTop } = look.peek();
    // With a row above and below it where there is one.
    if (top - ROW_PX < scrollTop) return Math.max(0, top - ROW_PX);
    return top + 2 * ROW_PX > scrollTop + height ? top + 2 * ROW_PX - height : scrollTop;
  };

  return {
    kind,
    isUpward,
    view,
    size,
    look,
    hover,
    brush,
    base,
    over,
    isSettled: computed(() => {
      const shown = tiles.value;
      void window.value;
      return shown !== null && shown.source.isSettled;
    }),
    resize(width, height) {
      const before = pane.peek();
      if (before.width !== width || before.height !== height) pane.value = { width, height };
    },
    setLook: byHand,
    follow: (span) => setLook(span, false),
    forget() {
      clearTimeout(keepTimer);
      cancelAnimationFrame(animation);
      chosen.value = null;
    },
    ready: () =>
      new Promise((resolve) => {
        const stop = effect(() => {
          if (size.value === null || pane.value.width === 0) return;
          resolve();
          // It is not there yet while the effect runs for the first time.
          queueMicrotask(() => stop());
        });
      }),
    zoom: (factor, place) => byHand(zoomAround(look.peek(), end.peek(), place, factor)),
    pan(dx, dy) {
      const { from, to, scrollTop } = look.peek();
      const width = Math.max(1, pane.peek().width);
      byHand({ ...panBy({ from, to }, end.peek(), (dx / width) * (to - from)), scrollTop: scrollTop + dy });
    },
    reset: () => moveTo({ from: 0, to: end.peek(), scrollTop: look.peek().scrollTop }),
    zoomTo: (box) => moveTo({ ...clampSpan(box, end.peek()), scrollTop: rowIntoView(box.row) }),
    bringIntoView(box) {
      const span = spanWith(look.peek(), end.peek(), box, Math.max(1, pane.peek().width));
      batch(() => setLook({ ...span, scrollTop: rowIntoView(box.row) }));
    },
    placeAt(x) {
      const { from, to } = look.peek();
      return from + (x / Math.max(1, pane.peek().width)) * (to - from);
    },
    boxAt(x, y) {
      const { from, to } = look.peek();
      const shown = scene.peek();
      const line = Math.floor((y + shown.scrollTop) / ROW_PX);
      const row = isUpward ? shown.rows - 1 - line : line;
      const perPx = (to - from) / Math.max(1, pane.peek().width);
      return drawnAt(shown.tiles, row, from + x * perPx, REACH_PX * perPx);
    },
    find(wanted) {
      const current = view.peek();
      return current === null ? Promise.resolve(null) : host.box(current, wanted);
    },
  };
}

const MOVE_MS = 160;
