import type { Clock } from '../base/clock.ts';
import type { LeakProgress } from '../engine/engine.ts';
import { createLiveLine, place } from './liveLine.ts';
import type { Terminal } from './terminal.ts';
import type { Progress } from './withProgress.ts';

/** What a search for leaks is at, on one line; what a program prints goes on the standard error. */
export function createLeakProgress(terminal: Terminal, clock: Clock): Progress<LeakProgress> {
  const line = terminal.liveProgress ? createLiveLine(terminal, clock) : null;
  return {
    show(progress) {
      if (progress.kind === 'output') {
        if (line === null) void terminal.err.write(progress.text);
        else line.interrupt(progress.text.replace(/\r?\n$/u, ''));
      } else if (progress.kind === 'preparing') line?.show({ head: '', name: progress.message, tail: '' });
      else {
        const { round, rounds, title } = progress;
        line?.show({ head: place(round, rounds), name: title, tail: round === 0 ? 'warming up' : `round ${round}` });
      }
    },
    cancelling: () => line?.cancelling(),
    dispose: () => line?.dispose(),
  };
}
