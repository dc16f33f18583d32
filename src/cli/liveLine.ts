import stringWidth from 'string-width';
import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import { fitText } from '../engine/reports/index.ts';
import type { Terminal } from './terminal.ts';

const REDRAW_MS = 80;
const TICK_MS = 1000;
const ERASE_LINE = '\r\u001b[2K';

/** What a live line says: how far it is, of what, and what is known of it so far. */
export interface LineParts {
  readonly head: string;
  readonly name: string;
  readonly tail: string;
}

/** One line of a terminal that is drawn over as things go on, with the time left. */
export interface LiveLine extends Disposable {
  readonly parts: LineParts | undefined;
  /** `remainingMs` stays what it was, and counts down, where it is left out. */
  show(parts: LineParts, remainingMs?: number): void;
  /** A line of its own that stays; the live one goes on under it. */
  interrupt(text: string): void;
  /** Instead of the time left, until the end. */
  cancelling(): void;
}

export function createLiveLine({ err, unicode }: Terminal, clock: Clock): LiveLine {
  let parts: LineParts | undefined;
  let endsAtMs: number | undefined;
  let isCancelling = false;
  let drawnAtMs = -Infinity;

  const draw = () => {
    drawnAtMs = clock.monotonicMs();
    const left = isCancelling ? 'cancelling' : endsAtMs === undefined ? '' : `${formatTimeLeft(endsAtMs - drawnAtMs)} left`;
    const columns = Math.max(err.width() - 1, 1);
    void err.write(ERASE_LINE + (parts ? joinLine(parts, left, columns, unicode) : left));
  };
  const ticking = setInterval(draw, TICK_MS);
  ticking.unref();

  return {
    get parts() {
      return parts;
    },
    show(next, remainingMs) {
      parts = next;
      if (remainingMs !== undefined) endsAtMs = clock.monotonicMs() + remainingMs;
      if (clock.monotonicMs() - drawnAtMs >= REDRAW_MS) draw();
    },
    interrupt(text) {
      void err.write(`${ERASE_LINE}${text}\n`);
      draw();
    },
    cancelling() {
      isCancelling = true;
      draw();
    },
    ...toDisposable(() => {
      clearInterval(ticking);
      void err.write(ERASE_LINE);
    }),
  };
}

/** The name gives way when the line is too long: the numbers are what changes. */
function joinLine({ head, name, tail }: LineParts, left: string, columns: number, unicode: boolean): string {
  const before = [head, left].filter((part) => part !== '').join('  ');
  const room = columns - stringWidth(before) - stringWidth(tail) - 4;
  const ellipsis = unicode ? '…' : '...';
  const line = [before, fitText(name, Math.max(room, 0), ellipsis), tail].filter((part) => part !== '').join('  ');
  return fitText(line, columns, ellipsis);
}

/** `[3/10]` */
export const place = (done: number, total: number) => `[${Math.min(done, total)}/${total}]`;

/** `1 h 2 min`, `3 min 20 s`, `45 s`. */
export function formatTimeLeft(durationMs: number): string {
  const seconds = Math.max(Math.round(durationMs / 1000), 0);
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`;
}
