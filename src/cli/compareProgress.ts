import type { Clock } from '../base/clock.ts';
import { visibleText } from '../base/text.ts';
import { formatChange } from '../base/units.ts';
import type { CompareEvent } from '../model/comparison.ts';
import { countOf } from './countOf.ts';
import { createLiveLine, formatTimeLeft, place } from './liveLine.ts';
import { benchmarkName } from './progressNames.ts';
import type { Terminal } from './terminal.ts';
import type { Progress } from './withProgress.ts';

/** One live line where somebody watches; elsewhere what is prepared, how long it will take, and a line for each benchmark that is done. */
export function createCompareProgress(terminal: Terminal, clock: Clock): Progress<CompareEvent> {
  return terminal.liveProgress ? liveProgress(terminal, clock) : plainProgress(terminal);
}

function plainProgress({ err }: Terminal): Progress<CompareEvent> {
  const write = (line: string) => void err.write(`${line}\n`);
  let told = -1;
  return {
    show(event) {
      if (event.kind === 'preparing') write(visibleText(event.message));
      if (event.kind !== 'progress' || event.done <= told) return;
      if (told === -1) {
        write(`Comparing ${countOf(event.total, 'benchmark')}, about ${formatTimeLeft(event.remainingMs)}`);
        told = 0;
      }
      if (event.done > told) {
        told = event.done;
        write(`${place(event.done, event.total)} ${benchmarkName(event.benchmark)}  ${soFar(event)}`);
      }
    },
    cancelling: () => write('Interrupted: ending the benchmark that runs'),
    dispose() {},
  };
}

function liveProgress(terminal: Terminal, clock: Clock): Progress<CompareEvent> {
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
          line.show({
            head: line.parts?.head.startsWith('[') ? line.parts.head : '',
            name: benchmarkName(event.benchmark),
            tail: 'first block',
          });
          break;
        case 'progress':
          line.show(
            { head: place(event.done + 1, event.total), name: benchmarkName(event.benchmark), tail: soFar(event) },
            event.remainingMs,
          );
          break;
        case 'planned':
      }
    },
    cancelling: () => line.cancelling(),
    dispose: () => line.dispose(),
  };
}

function soFar({ blocks, ratio }: Extract<CompareEvent, { kind: 'progress' }>): string {
  const count = countOf(blocks, 'block');
  return ratio === null ? count : `${count}  ${formatChange(ratio)}`;
}
