import type { Clock } from '../base/clock.ts';
import type { Terminal } from './terminal.ts';

/** A terminal that keeps what is written to it, a piece for each write. */
export function fakeTerminal(options: { live: boolean; unicode?: boolean; width?: number }) {
  const written: string[] = [];
  const output = {
    isTerminal: options.live,
    color: false,
    width: () => options.width ?? 80,
    write: (text: string) => {
      written.push(text);
      return Promise.resolve(true);
    },
  };
  const terminal: Terminal = { out: output, err: output, unicode: options.unicode ?? true, liveProgress: options.live };
  return { terminal, written };
}

/** What a live line says now, without what erases the one before. */
export const lastLine = (written: readonly string[]) => written.at(-1)?.replace('\r\u001b[2K', '');

/** A clock that stands still until `nowMs` is set. */
export function fakeTime(): { time: { nowMs: number }; clock: Clock } {
  const time = { nowMs: 0 };
  return { time, clock: { nowMs: () => time.nowMs, monotonicMs: () => time.nowMs } };
}
