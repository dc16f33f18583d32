import type { Clock } from '../base/clock.ts';
import { visibleText } from '../base/text.ts';
import { formatDuration, formatError } from '../base/units.ts';
import type { CollectedBenchmark } from '../model/benchmark.ts';
import type { Measurement } from '../model/measurement.ts';
import type { RunEvent } from '../model/run.ts';
import { countOf } from './countOf.ts';
import { createLiveLine, formatTimeLeft, place } from './liveLine.ts';
import { benchmarkName } from './progressNames.ts';
import type { Terminal } from './terminal.ts';
import type { Progress } from './withProgress.ts';

/** One live line where somebody watches; elsewhere how long it will take and one line for each finished benchmark, as a log wants it. */
export function createProgress(terminal: Terminal, clock: Clock): Progress<RunEvent> {
  return terminal.liveProgress ? liveProgress(terminal, clock) : plainProgress(terminal);
}

function plainProgress({ err, unicode }: Terminal): Progress<RunEvent> {
  const write = (line: string) => void err.write(`${line}\n`);
  let hasBegun = false;
  return {
    show(event) {
      // The benchmarks of a file are done at about the same time: without this a log is silent for long.
      if (event.kind === 'progress' && !hasBegun) {
        hasBegun = true;
        write(`Measuring ${countOf(event.total - event.done, 'benchmark')}, about ${formatTimeLeft(event.remainingMs)}`);
      }
      if (event.kind === 'file-failed') write(`${visibleText(event.failure.file)}: failed to load`);
      if (event.kind === 'finished')
        write(`${place(event.done, event.total)} ${label(event.measurement.benchmark)}  ${outcome(event.measurement, unicode)}`);
    },
    cancelling: () => write('Interrupted: ending the benchmark that runs; finished results are kept'),
    dispose() {},
  };
}

function liveProgress(terminal: Terminal, clock: Clock): Progress<RunEvent> {
  const { unicode } = terminal;
  const line = createLiveLine(terminal, clock);
  return {
    show(event) {
      switch (event.kind) {
        case 'loading':
          line.show({ head: 'loading', name: visibleText(event.file), tail: '' });
          break;
        case 'started': {
          const head = line.parts?.head.startsWith('[') ? line.parts.head : '';
          line.show({ head, name: benchmarkName(event.benchmark), tail: 'first block' });
          break;
        }
        case 'progress': {
          const parts = { head: place(event.done + 1, event.total), name: benchmarkName(event.benchmark), tail: blocks(event, unicode) };
          line.show(parts, event.remainingMs);
          break;
        }
        case 'finished':
          line.show({
            head: place(event.done, event.total),
            name: benchmarkName(event.measurement.benchmark),
            tail: outcome(event.measurement, unicode),
          });
          break;
        case 'collected':
        case 'file-failed':
        case 'output':
      }
    },
    cancelling: () => line.cancelling(),
    dispose: () => line.dispose(),
  };
}

const label = (benchmark: CollectedBenchmark) => visibleText(benchmark.id);

function blocks(event: Extract<RunEvent, { kind: 'progress' }>, unicode: boolean): string {
  const count = `block ${event.blocks} of at most ${event.maxBlocks}`;
  return event.medianNs === null ? count : `${count}  ${estimate(event.medianNs, event.relativeError, unicode)}`;
}

function outcome(measurement: Measurement, unicode: boolean): string {
  switch (measurement.state) {
    case 'measured':
      return estimate(measurement.summary.medianNs, measurement.summary.relativeError, unicode);
    case 'failed':
      return `failed: ${visibleText(measurement.failure.message.split('\n', 1)[0] ?? '')}`;
    case 'skipped':
      return measurement.reason === 'only-elsewhere' ? 'skipped: others are marked only' : `skipped: marked ${measurement.reason}`;
  }
}

function estimate(medianNs: number, relativeError: number | null, unicode: boolean): string {
  const duration = formatDuration(medianNs);
  const text = relativeError === null ? duration : `${duration} ${formatError(relativeError)}`;
  return unicode ? text : text.replace('±', '+/-').replace('µ', 'u');
}
