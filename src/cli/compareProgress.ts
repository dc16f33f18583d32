import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/lifecycle.ts';
import { visibleText } from '../base/text.ts';
import type { CompareEvent } from '../model/comparison.ts';
import { createLiveLine, formatTimeLeft, place } from './liveLine.ts';
import type { Terminal } from './terminal.ts';

export interface CompareProgress extends Disposable {
  show(event: CompareEvent): void;
  /** Instead of the time left, until the comparison has ended. */
  cancelling(): void;
}

/** One live line where somebody watches; elsewhere what is prepared, how long it will take, and each tenth of the way. */
export function createCompareProgress(terminal: Terminal, clock: Clock): CompareProgress {
  return terminal.liveProgress ? liveProgress(terminal, clock) : plainProgress(terminal);
}

const nameOf = ({ path }: { readonly path: readonly string[] }) => visibleText(path.join(' > '));

function plainProgress({ err }: Terminal): CompareProgress {
  const write = (line: string) => void err.write(`${line}\n`);
  let told = -1;
  return {
    show(event) {
      if (event.kind === 'preparing') write(visibleText(event.message));
      if (event.kind !== 'progress' || event.done <= told) return;
      if (told === -1) {
        const count = event.total === 1 ? '1 benchmark' : `${event.total} benchmarks`;
        write(`Comparing ${count}, about ${formatTimeLeft(event.remainingMs)}`);
        told = 0;
      }
      if (event.done > told) {
        told = event.done;
        write(`${place(event.done, event.total)} ${nameOf(event.benchmark)}  ${soFar(event)}`);
      }
    },
    cancelling: () => write('Interrupted: ending the benchmark that runs'),
    dispose() {},
  };
}

function liveProgress(terminal: Terminal, clock: Clock): CompareProgress {
  const line = createLiveLine(terminal, clock);
  return {
    show(event) {
      switch (event.kind) {
        case 'preparing':
          line.show({ head: '', name: visibleText(event.message), tail: '' });
          break;
        case 'loading':
          line.show({ head: 'loading', name: visibleText(event.file), tail: '' });
          break;
        case 'started':
          line.show({ head: line.parts?.head.startsWith('[') ? line.parts.head : '', name: nameOf(event.benchmark), tail: 'first block' });
          break;
        case 'progress':
          line.show({ head: place(event.done + 1, event.total), name: nameOf(event.benchmark), tail: soFar(event) }, event.remainingMs);
          break;
        case 'planned':
      }
    },
    cancelling: () => line.cancelling(),
    dispose: () => line.dispose(),
  };
}

function soFar({ blocks, ratio }: Extract<CompareEvent, { kind: 'progress' }>): string {
  const count = blocks === 1 ? '1 block' : `${blocks} blocks`;
  return ratio === null ? count : `${count}  ${ratio >= 1 ? '+' : '-'}${(Math.abs(ratio - 1) * 100).toFixed(1)} %`;
}
