import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { FunctionPage, FunctionQuery } from '../../../protocol/profile.ts';

type Query = Omit<FunctionQuery, 'offset' | 'limit'>;
type FunctionRow = FunctionPage['rows'][number];

const PAGE_ROWS = 100;

/** Rows of a table of functions, of which only those in view are asked for. */
export interface FunctionRows {
  /** Null until it is known. */
  readonly count: ReadonlySignal<number | null>;
  /** First and one after the last row in view. */
  readonly view: Signal<readonly [number, number]>;
  /** Undefined where it is not there yet. */
  readonly at: (row: number) => FunctionRow | undefined;
  /** Another number whenever there are other rows. */
  readonly version: ReadonlySignal<number>;
  dispose(): void;
}

interface Found {
  readonly query: Query;
  readonly count: number;
  readonly pages: Map<number, readonly FunctionRow[]>;
}

/** One question is under way at a time; rows of the query before stay until there are some of the new one. */
export function createFunctionRows(
  query: ReadonlySignal<Query>,
  ask: (query: FunctionQuery) => Promise<FunctionPage>,
  onError: (error: unknown) => void,
): FunctionRows {
  const found = signal<Found | null>(null);
  const version = signal(0);
  const view = signal<readonly [number, number]>([0, 0]);
  let isUnderWay = false;
  let frame = 0;

  const missing = (): { readonly query: Query; readonly page: number } | null => {
    const wanted = query.peek();
    const known = found.peek();
    const [first, end] = view.peek();
    if (known?.query !== wanted) return { query: wanted, page: 0 };
    for (let page = Math.floor(first / PAGE_ROWS); page * PAGE_ROWS < Math.min(end, known.count); page += 1) {
      if (!known.pages.has(page)) return { query: wanted, page };
    }
    return null;
  };
  const next = async (): Promise<void> => {
    frame = 0;
    const wanted = missing();
    if (wanted === null || isUnderWay) return;
    isUnderWay = true;
    try {
      const { count, rows } = await ask({ ...wanted.query, offset: wanted.page * PAGE_ROWS, limit: PAGE_ROWS });
      const known = found.peek();
      if (known?.query === wanted.query) {
        known.pages.set(wanted.page, rows);
        version.value += 1;
      } else {
        found.value = { query: wanted.query, count, pages: new Map([[wanted.page, rows]]) };
        version.value += 1;
      }
    } catch (error) {
      onError(error);
      return;
    } finally {
      isUnderWay = false;
    }
    if (missing() !== null) plan();
  };
  const plan = (): void => {
    frame ||= requestAnimationFrame(() => void next());
  };
  const stop = effect(() => {
    void query.value;
    void view.value;
    plan();
  });
  return {
    count: computed(() => found.value?.count ?? null),
    view,
    at: (row) => found.peek()?.pages.get(Math.floor(row / PAGE_ROWS))?.[row % PAGE_ROWS],
    version,
    dispose() {
      cancelAnimationFrame(frame);
      stop();
    },
  };
}
