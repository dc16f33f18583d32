import stringWidth from 'string-width';
import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import { visibleText } from '../base/text.ts';
import { formatDuration, formatError } from '../base/units.ts';
import { fitText } from '../engine/reports/index.ts';
import type { CollectedBenchmark } from '../model/benchmark.ts';
import type { Measurement } from '../model/measurement.ts';
import type { RunEvent } from '../model/run.ts';
import type { Terminal } from './terminal.ts';

export interface Progress extends Disposable {
  show(event: RunEvent): void;
  /** Instead of the time left, until the run has ended. */
  cancelling(): void;
}

const REDRAW_MS = 80;
const TICK_MS = 1000;
const ERASE_LINE = '\r\u001b[2K';

/** One live line where somebody watches; elsewhere how long it will take and one line for each finished benchmark, as a log wants it. */
export function createProgress(terminal: Terminal, clock: Clock): Progress {
  return terminal.liveProgress ? liveProgress(terminal, clock) : plainProgress(terminal);
}

function plainProgress({ err, unicode }: Terminal): Progress {
  const write = (line: string) => void err.write(`${line}\n`);
  let hasBegun = false;
  return {
    show(event) {
      // The benchmarks of a file are done at about the same time: without this a log is silent for long.
      if (event.kind === 'progress' && !hasBegun) {
        hasBegun = true;
        const waiting = event.total - event.done;
        write(`Measuring ${waiting === 1 ? '1 benchmark' : `${waiting} benchmarks`}, about ${formatTimeLeft(event.remainingMs)}`);
      }
      if (event.kind === 'file-failed') write(`${visibleText(event.failure.file)}: failed to load`);
      if (event.kind === 'finished')
        write(`${place(event.done, event.total)} ${label(event.measurement.benchmark)}  ${outcome(event.measurement, unicode)}`);
    },
    cancelling: () => write('Interrupted: ending the benchmark that runs; finished results are kept'),
    dispose() {},
  };
}

function liveProgress({ err, unicode }: Terminal, clock: Clock): Progress {
  let parts: { head: string; name: string; tail: string } | undefined;
  let endsAtMs: number | undefined;
  let isCancelling = false;
  let drawnAtMs = -Infinity;

  const draw = () => {
    drawnAtMs = clock.monotonicMs();
    const left = isCancelling ? 'cancelling' : endsAtMs === undefined ? '' : `${formatTimeLeft(endsAtMs - drawnAtMs)} left`;
    const columns = Math.max(err.width() - 1, 1);
    void err.write(ERASE_LINE + (parts ? joinLine(parts.head, left, parts.name, parts.tail, columns, unicode) : left));
  };
  const ticking = setInterval(draw, TICK_MS);
  ticking.unref();

  return {
    show(event) {
      switch (event.kind) {
        case 'loading':
          parts = { head: 'loading', name: visibleText(event.file), tail: '' };
          break;
        case 'started':
          parts = { head: parts?.head.startsWith('[') ? parts.head : '', name: shortLabel(event.benchmark), tail: 'first block' };
          break;
        case 'progress':
          endsAtMs = clock.monotonicMs() + event.remainingMs;
          parts = { head: place(event.done + 1, event.total), name: shortLabel(event.benchmark), tail: blocks(event, unicode) };
          break;
        case 'finished':
          parts = {
            head: place(event.done, event.total),
            name: shortLabel(event.measurement.benchmark),
            tail: outcome(event.measurement, unicode),
          };
          break;
        case 'collected':
        case 'file-failed':
        case 'output':
          return;
      }
      if (clock.monotonicMs() - drawnAtMs >= REDRAW_MS) draw();
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
function joinLine(head: string, left: string, name: string, tail: string, columns: number, unicode: boolean): string {
  const before = [head, left].filter((part) => part !== '').join('  ');
  const room = columns - stringWidth(before) - stringWidth(tail) - 4;
  const ellipsis = unicode ? '…' : '...';
  const line = [before, fitText(name, Math.max(room, 0), ellipsis), tail].filter((part) => part !== '').join('  ');
  return fitText(line, columns, ellipsis);
}

const place = (done: number, total: number) => `[${Math.min(done, total)}/${total}]`;
const label = (benchmark: CollectedBenchmark) => visibleText(benchmark.id);
/** Without the file: a line that is drawn over has no room for what changes least. */
const shortLabel = (benchmark: CollectedBenchmark) => visibleText(benchmark.path.join(' > '));

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

/** `1 h 2 min`, `3 min 20 s`, `45 s`. */
export function formatTimeLeft(durationMs: number): string {
  const seconds = Math.max(Math.round(durationMs / 1000), 0);
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`;
}
