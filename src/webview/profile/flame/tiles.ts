import type { FlameTile, ProfileRange, TileRequest } from '../../../protocol/profile.ts';

/** What is to be seen. */
export interface Window extends ProfileRange {
  readonly firstRow: number;
  readonly endRow: number;
  /** CSS pixels. */
  readonly width: number;
}

export interface Tiles {
  /** To be drawn one over the other, the coarse one first. */
  readonly shown: readonly FlameTile[];
  /** Asks for what is missing. */
  want(window: Window): void;
  /** Whether all that was wanted last is there. */
  readonly isSettled: boolean;
  dispose(): void;
}

export interface TilesOptions {
  readonly rows: number;
  readonly end: number;
  readonly ask: (request: TileRequest) => Promise<FlameTile>;
  readonly onTile: (tile: FlameTile) => void;
  readonly onError: (error: unknown) => void;
}

const MOST_IN_FLIGHT = 2;
/** As much again on each side, so that a small move finds what it shows. */
const MARGIN = 0.5;
/** A tile that is closer than it is drawn has more boxes than pixels. */
const CLOSEST = 2.5;

/**
 * Keeps what is needed to draw a part of a flame graph: one tile of its whole width, and one of what is looked at with some room around
 * it. Old ones are drawn, stretched, until new ones are there.
 */
export function createTiles({ rows, end, ask, onTile, onError }: TilesOptions): Tiles {
  let whole: FlameTile | null = null;
  let near: FlameTile | null = null;
  let wanted: Window | null = null;
  let isDisposed = false;
  const inFlight = new Set<TileRequest>();

  const request = (made: TileRequest, take: (tile: FlameTile) => void): void => {
    inFlight.add(made);
    const run = async () => {
      try {
        const tile = await ask(made);
        if (isDisposed) return;
        inFlight.delete(made);
        take(tile);
        onTile(tile);
      } catch (error) {
        inFlight.delete(made);
        // What is wanted is not asked again, or it would fail again at once.
        if (!isDisposed) onError(error);
        return;
      }
      fill();
    };
    void run();
  };

  const fill = (): void => {
    if (wanted === null || isDisposed || rows === 0 || !(end > 0)) return;
    const missing = missingOf(wanted);
    const isAsked = (made: TileRequest) => [...inFlight].some((each) => isSame(each, made));
    for (const { made, take } of missing) {
      if (inFlight.size >= MOST_IN_FLIGHT) return;
      if (!isAsked(made)) request(made, take);
    }
  };

  const missingOf = (window: Window): { readonly made: TileRequest; readonly take: (tile: FlameTile) => void }[] => {
    const isNear = window.to - window.from < end * 0.999;
    const missing = [];
    if (whole === null || !hasRows(whole.request, window, rows) || whole.request.columns < window.width * 0.66) {
      missing.push({
        made: { from: 0, to: end, ...rowsAround(window, rows), columns: columnsOf(window.width) },
        take: (tile: FlameTile) => (whole = tile),
      });
    }
    if (isNear && !(near && fits(near.request, window, rows))) {
      missing.push({ made: around(window, rows, end), take: (tile: FlameTile) => (near = tile) });
    }
    // What is looked at first, once there is anything to draw at all.
    return whole === null ? missing : missing.toReversed();
  };

  return {
    get shown() {
      return [whole, near].filter((tile) => tile !== null);
    },
    want(window) {
      wanted = window;
      fill();
    },
    get isSettled() {
      return wanted === null || missingOf(wanted).length === 0 || rows === 0;
    },
    dispose() {
      isDisposed = true;
    },
  };
}

/** Whole hundreds, so that a pane that is dragged wider does not ask at each step. */
const columnsOf = (width: number): number => Math.max(100, Math.ceil(width / 100) * 100);

function rowsAround({ firstRow, endRow }: Window, rows: number): { readonly firstRow: number; readonly endRow: number } {
  const room = Math.ceil((endRow - firstRow) * MARGIN);
  return { firstRow: Math.max(0, firstRow - room), endRow: Math.min(rows, endRow + room) };
}

function around(window: Window, rows: number, end: number): TileRequest {
  const width = window.to - window.from;
  const from = Math.max(0, window.from - width * MARGIN);
  const to = Math.min(end, window.to + width * MARGIN);
  return { from, to, ...rowsAround(window, rows), columns: Math.round(columnsOf(window.width) * ((to - from) / width)) };
}

const hasRows = (tile: TileRequest, { firstRow, endRow }: Window, rows: number): boolean =>
  tile.firstRow <= firstRow && tile.endRow >= Math.min(endRow, rows);

function fits(tile: TileRequest, window: Window, rows: number): boolean {
  if (tile.from > window.from || tile.to < window.to || !hasRows(tile, window, rows)) return false;
  const own = (tile.to - tile.from) / tile.columns;
  const needed = (window.to - window.from) / columnsOf(window.width);
  return own <= needed * 1.02 && own * CLOSEST >= needed;
}

const isSame = (a: TileRequest, b: TileRequest): boolean =>
  a.from === b.from && a.to === b.to && a.firstRow === b.firstRow && a.endRow === b.endRow && a.columns === b.columns;
