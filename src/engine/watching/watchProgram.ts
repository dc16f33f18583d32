import { DisposableStore, toDisposable } from '../../base/lifecycle.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { WatchReport } from '../../protocol/watching.ts';
import type { ProgramEnd, ProgramPlaces } from '../processes/index.ts';
import { mergeReports } from './mergeReports.ts';
import type { CommandToWatch, Programs } from './programs.ts';
import { valuesOf } from './valuesOf.ts';

/** `pid`: of a Node process that runs, and goes on afterwards. Its inspector is opened for a moment, where it is closed. */
export type WatchRequest = { readonly command: CommandToWatch; readonly places: ProgramPlaces } | { readonly pid: number };

export type WatchEvent =
  /** One began, is known better, or has ended. */
  | { readonly kind: 'program'; readonly program: WatchedProgram }
  /** `values`: by metric, without `program.` in front. */
  | { readonly kind: 'report'; readonly program: WatchedProgram; readonly atMs: number; readonly values: ReadonlyMap<string, number> };

/** A program from the first of its reports to the last. */
export interface WatchSummary {
  readonly program: WatchedProgram;
  /** What its reports are about, in all. */
  readonly durationMs: number;
  /** By metric, without `program.` in front: of all that time; of what is a level, as at the end. */
  readonly values: ReadonlyMap<string, number>;
  readonly mostHeapBytes: number;
}

export interface WatchOutcome {
  /** Null of a process that goes on. */
  readonly end: ProgramEnd | null;
  /** Those that have reported; the first comes first. */
  readonly summaries: readonly WatchSummary[];
}

/** Watches a command until it ends, or a process until that ends; or until it is stopped, which asks the command to end. */
export async function watchProgram(
  programs: Programs,
  request: WatchRequest,
  onEvent: (event: WatchEvent) => void,
  stop: AbortSignal,
): Promise<WatchOutcome> {
  const owned = new DisposableStore();
  const known = new Map<string, WatchedProgram>();
  const sums = new Map<string, { program: WatchedProgram; report: WatchReport; mostHeapBytes: number }>();
  owned.add(
    programs.onProgram((program) => {
      known.set(program.id, program);
      onEvent({ kind: 'program', program });
    }),
  );
  owned.add(
    programs.onReport(({ id, report }) => {
      const before = sums.get(id);
      const mostHeapBytes = Math.max(before?.mostHeapBytes ?? 0, report.heap.used);
      const program = known.get(id)!;
      sums.set(id, { program, report: before ? mergeReports([before.report, report]) : report, mostHeapBytes });
      onEvent({ kind: 'report', program, atMs: report.atMs, values: valuesOf(report) });
    }),
  );
  try {
    const end = 'pid' in request ? await watchProcess(programs, request.pid, stop) : await watchCommand(programs, request, stop);
    // Of one that was started again the process that reported last, with what is known of its end.
    const summaries = [...sums].map(([id, { program, report, mostHeapBytes }]) => ({
      program: { ...program, ended: known.get(id)!.ended },
      durationMs: report.elapsedMs,
      values: valuesOf(report),
      mostHeapBytes,
    }));
    return { end, summaries };
  } finally {
    owned.dispose();
  }
}

async function watchCommand(
  programs: Programs,
  { command, places }: Extract<WatchRequest, { command: CommandToWatch }>,
  stop: AbortSignal,
): Promise<ProgramEnd> {
  stop.throwIfAborted();
  const started = await programs.start(command, places);
  const onStop = () => void started.askToEnd();
  stop.addEventListener('abort', onStop, { once: true });
  if (stop.aborted) onStop();
  try {
    return await started.ended;
  } finally {
    stop.removeEventListener('abort', onStop);
  }
}

async function watchProcess(programs: Programs, pid: number, stop: AbortSignal): Promise<null> {
  const { id } = await programs.attach(pid, 'within', stop);
  const owned = new DisposableStore();
  try {
    await new Promise<void>((resolve) => {
      owned.add(
        programs.onProgram((program) => {
          if (program.id === id && program.ended) resolve();
        }),
      );
      const onStop = () => resolve();
      stop.addEventListener('abort', onStop, { once: true });
      owned.add(toDisposable(() => stop.removeEventListener('abort', onStop)));
      if (stop.aborted || programs.all().find((each) => each.id === id)?.ended !== null) resolve();
    });
    return null;
  } finally {
    owned.dispose();
    programs.leave(id);
  }
}
