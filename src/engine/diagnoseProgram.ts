import os from 'node:os';
import { UserError } from '../base/errors.ts';
import { DisposableStore, toDisposable } from '../base/lifecycle.ts';
import type { Diagnosis } from '../model/finding.ts';
import type { Tick } from '../model/metric.ts';
import type { WatchedProgram } from '../model/watchedProgram.ts';
import { loadConfig } from './config/index.ts';
import { confirmSigns, questionsOf } from './confirming/index.ts';
import type { DiagnoseParts, DiagnoseProgress, DiagnoseRequest } from './diagnoseEngine.ts';
import { conclude, findSigns, readingOf, windowsOf } from './diagnosis/index.ts';
import type { Programs } from './watching/index.ts';
import { withHints } from './withHints.ts';

const DURATION_MS = 10_000;
const EVERY_MS = 500;
/** A program that has not reported by then is no Node program, or computes from its first line on. */
const REPORTS_WITHIN_MS = 10_000;
/** Of fewer the answer is a guess. */
const ENOUGH = 8;

/** A program that is there, and how to leave it. */
interface Held {
  readonly id: string;
  /** Why it cannot be asked; null where it can. */
  readonly problem: string | null;
  leave(): Promise<void>;
}

export async function diagnoseProgram(
  request: DiagnoseRequest,
  parts: DiagnoseParts,
  onProgress: (progress: DiagnoseProgress) => void,
  signal: AbortSignal,
): Promise<Diagnosis> {
  signal.throwIfAborted();
  const { monitor, clock } = parts;
  const programs = await parts.programs();
  const held = await ('pid' in request ? hold(request.pid, programs, signal) : start(request, parts, programs, signal));
  try {
    const durationMs = request.durationMs ?? DURATION_MS;
    const program = () => programs.all().find(({ id }) => id === held.id) ?? null;
    onProgress({ kind: 'watching', title: program()?.title ?? '', durationMs });
    const ticks = await gather(held.id, durationMs, parts, programs, signal);
    const windows = windowsOf(ticks, monitor.prefixOf(held.id));
    const [first, last] = [windows[0], windows.at(-1)];
    if (!first || !last) {
      throw new UserError(
        'too-short',
        'The program ended before anything was known of it. Have it work for longer: some seconds are enough.',
      );
    }
    const problems = held.problem === null ? [] : [held.problem];
    if (windows.length < ENOUGH)
      problems.push(`Only ${((windows.length * EVERY_MS) / 1000).toFixed(1)} s of the program were seen, which makes this a guess.`);
    const reading = readingOf(windows, os.availableParallelism());
    if (!reading.isWithin && held.problem === null) problems.push(OUTSIDE);
    const signs = findSigns(reading);
    const now = program();
    const confirmation =
      held.problem !== null
        ? { answers: [], problems: [] }
        : now === null || now.ended !== null
          ? { answers: [], problems: questionsOf(signs).map((question) => `It could not be found out ${question}: the program has ended.`) }
          : await confirmSigns(
              signs,
              now,
              { ...parts, programs, nowMs: () => clock.nowMs() },
              (question) => onProgress({ kind: 'asking', question }),
              signal,
            );
    const diagnosis = conclude(reading, {
      signs,
      answers: confirmation.answers,
      fromMs: first.atMs - first.durationMs,
      untilMs: last.atMs,
      problems: [...problems, ...confirmation.problems],
    });
    return await withHints(diagnosis, parts, signal);
  } finally {
    await held.leave();
  }
}

const OUTSIDE =
  'The program did not report from within: it is no Node program, or it never came to its event loop. Only its processor time was looked at.';

async function start(
  request: Exclude<DiagnoseRequest, { readonly pid: number }>,
  { root, distFolder, nodeLookup }: DiagnoseParts,
  programs: Programs,
  signal: AbortSignal,
): Promise<Held> {
  const { nodeExecutable, durationMs: _, ...command } = request;
  const { config } = await loadConfig(root);
  const node = await nodeLookup.findNode(root, nodeExecutable ?? config.node.executable, signal);
  const options = command.env?.['NODE_OPTIONS'] ?? node.env['NODE_OPTIONS'] ?? '';
  // Its inspector, when it is opened to ask it, finds a free port, whoever has the usual one.
  const env = { ...command.env, NODE_OPTIONS: `${options} --inspect-port=0`.trim() };
  const started = await programs.start({ ...command, env }, { distFolder, node });
  return {
    id: started.id,
    problem: null,
    leave: async () => {
      await started.askToEnd();
      await started.ended;
    },
  };
}

async function hold(pid: number, programs: Programs, signal: AbortSignal): Promise<Held> {
  const before = programs.all().find((each) => each.pid === pid && each.ended === null);
  let problem: string | null = null;
  let program: WatchedProgram;
  try {
    program = await programs.attach(pid, 'within', signal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    program = await programs.attach(pid, 'outside', signal);
    problem = `The program could not be asked, only looked at from outside: ${error.message}`;
  }
  const { id } = program;
  return {
    id,
    problem,
    // Somebody else may still watch what was watched before.
    leave: () => Promise.resolve(before?.id === id ? undefined : programs.leave(id)),
  };
}

/** What is collected from the first report of a program on, for so long or until it ends. */
function gather(
  id: string,
  durationMs: number,
  { monitor, clock }: DiagnoseParts,
  programs: Programs,
  signal: AbortSignal,
): Promise<readonly Tick[]> {
  const owned = new DisposableStore();
  const ticks: Tick[] = [];
  return new Promise<readonly Tick[]>((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    owned.add(toDisposable(() => signal.removeEventListener('abort', onAbort)));
    if (signal.aborted) return onAbort();
    const beganMs = clock.monotonicMs();
    let reportedMs: number | null = null;
    owned.add(
      monitor.onTick((tick) => {
        ticks.push(tick);
        const nowMs = clock.monotonicMs();
        if (tick.values.has(`${monitor.prefixOf(id)}.eventLoop.utilization`)) reportedMs ??= nowMs;
        const isOutside = reportedMs === null;
        if (nowMs - (reportedMs ?? beganMs) >= durationMs + (isOutside ? REPORTS_WITHIN_MS : 0)) resolve(ticks);
      }),
    );
    owned.add(
      programs.onProgram((program) => {
        if (program.id === id && program.ended) resolve(ticks);
      }),
    );
    owned.add(monitor.need({ everyMs: EVERY_MS, subjects: ['machine', 'program'] }));
    programs.reportEvery(EVERY_MS);
    if (programs.all().find((each) => each.id === id)?.ended) resolve(ticks);
  }).finally(() => owned.dispose());
}
