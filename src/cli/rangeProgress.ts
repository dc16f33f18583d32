import type { Clock } from '../base/clock.ts';
import { visibleText } from '../base/text.ts';
import type { MeasuredRangeCommit, RangeEvent } from '../model/history.ts';
import { countOf } from './countOf.ts';
import { createLiveLine, formatTimeLeft, place } from './liveLine.ts';
import { commitName } from './progressNames.ts';
import type { Terminal } from './terminal.ts';
import type { Progress } from './withProgress.ts';

/** One live line where somebody watches, with a line for each commit that was skipped; elsewhere a line for each commit. */
export function createRangeProgress(terminal: Terminal, clock: Clock): Progress<RangeEvent> {
  return terminal.liveProgress ? liveProgress(terminal, clock) : plainProgress(terminal);
}

function plainProgress({ err }: Terminal): Progress<RangeEvent> {
  const write = (line: string) => void err.write(`${line}\n`);
  let at = '';
  let hasEstimate = false;
  return {
    show(event) {
      switch (event.kind) {
        case 'preparing':
          write(visibleText(event.message));
          break;
        case 'planned':
          write(plannedText(event));
          break;
        case 'started':
          at = place(event.done + 1, event.total);
          break;
        case 'measuring':
          // Once is enough for a log: whoever reads it wants to know when to come back.
          if (event.remainingMs !== null && !hasEstimate) {
            hasEstimate = true;
            write(`Measuring takes about ${formatTimeLeft(event.remainingMs)}`);
          }
          break;
        case 'measured':
          write(`${at} ${commitName(event.commit)}: ${measuredText(event)}`);
          break;
        case 'skipped':
          write(`${at} ${commitName(event.commit)}: ${skippedText(event)}`);
      }
    },
    cancelling: () => write('Interrupted: ending the benchmark that runs; finished results are kept'),
    dispose() {},
  };
}

function liveProgress(terminal: Terminal, clock: Clock): Progress<RangeEvent> {
  const line = createLiveLine(terminal, clock);
  let head = '';
  let commit = '';
  return {
    show(event) {
      switch (event.kind) {
        case 'preparing':
          line.show({ head, name: visibleText(event.message), tail: '' });
          break;
        case 'planned':
          line.interrupt(plannedText(event));
          break;
        case 'started':
          head = place(event.done + 1, event.total);
          commit = commitName(event.commit);
          line.show({ head, name: commit, tail: '' });
          break;
        case 'measuring':
          if (event.event.kind === 'progress') {
            const { done, total } = event.event;
            line.show({ head, name: commit, tail: `benchmark ${Math.min(done + 1, total)} of ${total}` }, event.remainingMs ?? undefined);
          }
          break;
        case 'skipped':
          line.interrupt(`${commitName(event.commit)}: ${skippedText(event)}`);
          break;
        case 'measured':
      }
    },
    cancelling: () => line.cancelling(),
    dispose: () => line.dispose(),
  };
}

function plannedText({ commits, known }: Extract<RangeEvent, { kind: 'planned' }>): string {
  const all = countOf(commits, 'commit');
  if (known === 0) return all;
  return `${all}, of which ${known === commits ? 'all have their results' : `${known} ${known === 1 ? 'has its' : 'have their'} results`} already: --again measures them too`;
}

const measuredText = ({ benchmarks, failures }: MeasuredRangeCommit): string =>
  `${countOf(benchmarks, 'benchmark')}${failures === 0 ? '' : `, ${failures} failed`}`;

const skippedText = ({ message }: { readonly message: string }): string => `skipped: ${visibleText(message.split('\n', 1)[0] ?? '')}`;
