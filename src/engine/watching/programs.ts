import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Event } from '../../base/emitter.ts';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { WATCH_VARIABLE, type StackSample, type WatchReport, type WatchSettings } from '../../protocol/watching.ts';
import { startKeeper, startProgram, type Keeper, type Program, type ProgramPlaces } from '../processes/index.ts';
import { attachPreload } from './attachPreload.ts';
import { describeProcess, isThere } from './outsideProcess.ts';
import { titleOf } from './titleOf.ts';
import { openWatchServer, type Hello, type Reporting, type ReportListener, type WatchServer } from './watchServer.ts';

/** What whoever starts a Node program himself adds to it. */
export interface WatchPreload {
  /** Before the script: of a debug session, `runtimeArgs`. */
  readonly nodeArgs: readonly string[];
  /** As `NODE_OPTIONS` has it: of a task or terminal, where all that is started in it is to be watched. */
  readonly nodeOptions: string;
  readonly env: Readonly<Record<string, string>>;
}

export type CommandToWatch = Parameters<typeof startProgram>[0];

/** A command that was started to be watched. It ends with Laptime. */
export interface WatchedCommand extends Program {
  /** Of the program that its first Node process is; of the command itself as long as there is none. */
  readonly id: string;
}

/** The programs that are watched. */
export interface Programs extends Disposable {
  all(): readonly WatchedProgram[];
  /** One began, is known better, or has ended. */
  readonly onProgram: Event<WatchedProgram>;
  /** One has reported of itself. */
  readonly onReport: Event<{ readonly id: string; readonly report: WatchReport }>;
  /** How often they report; they do every second unless told. */
  reportEvery(ms: number): void;
  /** `children`: whether what it starts is to be watched, too. */
  preload(options: { readonly children: boolean }): Promise<WatchPreload>;
  /** @throws UserError `program-missing` */
  start(command: CommandToWatch, places: ProgramPlaces): Promise<WatchedCommand>;
  /**
   * Watches a process that runs. `from: 'within'` opens its inspector for a moment, which the user has to have allowed: it loads a file
   * of ours into it. Throws a `UserError` where there is no such process, or where it does not let itself be asked.
   */
  attach(pid: number, from: 'within' | 'outside', signal: AbortSignal): Promise<WatchedProgram>;
  /** Watches it no more; it goes on, unless it was started to be watched. */
  leave(id: string): void;
  /**
   * Where its main thread is while it blocks the event loop for at least `leastMs`, by a profile of so long; null where it did not. Costs
   * the program some per cent meanwhile. Throws a `UserError` where the program does not report.
   */
  sampleStack(id: string, how: { readonly durationMs: number; readonly leastMs: number }, signal: AbortSignal): Promise<StackSample | null>;
}

interface Entry {
  program: WatchedProgram;
  reporting: Reporting | null;
}

/** Who was given a token. */
type Source =
  | { readonly kind: 'others' }
  | { readonly kind: 'attached'; readonly onHello: (program: WatchedProgram) => void }
  | CommandSource;

interface CommandSource {
  readonly kind: 'command';
  /** As it is while none of its processes reports; null before it is started. */
  program: WatchedProgram | null;
  readonly id: string;
  readonly title: string;
  /** The process that reports as what the command is. */
  main: Reporting | null;
  /** The last one that did. */
  last: WatchedProgram | null;
}

const EVERY_MS = 1000;
const MOST_ENDED = 20;
const LOOK_EVERY_MS = 1000;
const GREETS_WITHIN_MS = 10_000;

export function createPrograms(options: { readonly distFolder: string; readonly log: Log; readonly clock: Clock }): Programs {
  const { distFolder, log, clock } = options;
  const owned = new DisposableStore();
  const onError = (error: unknown) => log.error(error instanceof Error ? error : String(error));
  const changed = owned.add(new Emitter<WatchedProgram>(onError));
  const reported = owned.add(new Emitter<{ readonly id: string; readonly report: WatchReport }>(onError));
  const preloadFile = path.join(distFolder, 'harness', 'watch.cjs');
  const entries = new Map<string, Entry>();
  const sources = new Map<string, Source>();
  const samples = new Map<number, (answer: { readonly sample: StackSample | null; readonly problem: string | null } | null) => void>();
  let lastSample = 0;
  let lastCommand = 0;
  let everyMs = EVERY_MS;
  let server: Promise<WatchServer> | undefined;
  let keeper: Keeper | undefined;
  let looking: NodeJS.Timeout | undefined;

  function show(program: WatchedProgram, reporting: Reporting | null): WatchedProgram {
    const before = entries.get(program.id);
    if (before) Object.assign(before, { program, reporting });
    else entries.set(program.id, { program, reporting });
    const ended = [...entries.values()].filter((each) => each.program.ended !== null);
    for (const each of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) entries.delete(each.program.id);
    changed.fire(program);
    return program;
  }

  function end(id: string, exitCode: number | null, signal: string | null): void {
    const entry = entries.get(id);
    if (entry && entry.program.ended === null) {
      show({ ...entry.program, ended: { atMs: clock.nowMs(), exitCode, signal } }, null);
    }
  }

  /** Numbers of processes come again. */
  function freeId(pid: number): string {
    for (let turn = 1; ; turn++) {
      const id = turn === 1 ? String(pid) : `${pid}-${turn}`;
      if (!entries.has(id)) return id;
    }
  }

  function accept(hello: Hello, reporting: Reporting): ReportListener {
    const source = sources.get(hello.token) ?? { kind: 'others' };
    // The first that reports is what the command is; when it has ended, as before a restart, the next one is.
    const command = source.kind === 'command' && source.main === null ? source : null;
    if (command) command.main = reporting;
    const program: WatchedProgram = {
      id: command?.id ?? freeId(hello.pid),
      pid: hello.pid,
      title: command?.title ?? titleOf(hello.args, hello.cwd),
      by: source.kind === 'attached' ? 'attached' : 'preload',
      nodeVersion: hello.nodeVersion,
      startedAtMs: hello.startedAtMs,
      ended: null,
    };
    if (command) command.last = program;
    show(program, reporting);
    if (everyMs !== EVERY_MS) reporting.tell({ kind: 'rate', everyMs });
    if (source.kind === 'attached') source.onHello(program);
    let exitCode: number | null = null;
    return {
      onMessage(message) {
        if (message.kind === 'report') reported.fire({ id: program.id, report: message });
        else if (message.kind === 'exit') exitCode = message.code;
        else samples.get(message.id)?.(message);
      },
      onGone() {
        if (command) command.main = null;
        if (entries.get(program.id)?.reporting !== reporting) return;
        // The command runs on, and may start another.
        if (command?.program) show(command.program, null);
        else end(program.id, exitCode, null);
      },
    };
  }

  const opened = () =>
    (server ??= openWatchServer(accept).then((made) => {
      if (owned.isDisposed) made.dispose();
      else owned.add(made);
      return made;
    }));

  async function settingsFor(children: boolean, source: Source): Promise<WatchSettings> {
    const { address, issueToken } = await opened();
    const token = issueToken();
    sources.set(token, source);
    return { socket: address, token, everyMs, children };
  }

  /** Those that do not report are looked for, as long as there are any. */
  function look(): void {
    looking ??= setInterval(() => {
      const outside = [...entries.values()].filter(({ program }) => program.by === 'outside' && program.ended === null);
      for (const { program } of outside) if (!isThere(program.pid)) end(program.id, null, null);
      if (outside.length > 0) return;
      clearInterval(looking);
      looking = undefined;
    }, LOOK_EVERY_MS).unref();
  }

  async function attachWithin(pid: number, signal: AbortSignal): Promise<WatchedProgram> {
    let onHello = (_program: WatchedProgram) => {};
    const greeted = new Promise<WatchedProgram>((resolve) => (onHello = resolve));
    const settings = await settingsFor(false, { kind: 'attached', onHello });
    await attachPreload(pid, preloadFile, settings, signal);
    return orLate(
      greeted,
      signal,
      () =>
        new UserError(
          'not-watched',
          `Process ${pid} has loaded Laptime's file and does not report: it may not open sockets. Watch it from outside.`,
        ),
    );
  }

  return {
    all: () => [...entries.values()].map(({ program }) => program),
    onProgram: changed.event,
    onReport: reported.event,
    reportEvery(ms) {
      everyMs = ms;
      for (const { reporting } of entries.values()) reporting?.tell({ kind: 'rate', everyMs });
    },
    async preload({ children }) {
      const settings = await settingsFor(children, { kind: 'others' });
      return {
        nodeArgs: ['--require', preloadFile],
        nodeOptions: `--require ${JSON.stringify(preloadFile)}`,
        env: { [WATCH_VARIABLE]: JSON.stringify(settings) },
      };
    },
    async start(command, places) {
      // What it is is shown when its number is known; it may have reported by then.
      const id = `command-${++lastCommand}`;
      const title = titleOf(command.command, command.cwd);
      const source: CommandSource = { kind: 'command', id, title, program: null, main: null, last: null };
      const settings = await settingsFor(true, source);
      const startedAtMs = clock.nowMs();
      keeper ??= owned.add(startKeeper({ distFolder, nodeExecutable: places.node.executable, log }));
      const told = { preload: 'watch.cjs', env: { [WATCH_VARIABLE]: JSON.stringify(settings) } };
      const started = await startProgram(command, places, told, keeper);
      source.program = { id, pid: started.pid, title, by: 'outside', nodeVersion: null, startedAtMs, ended: null };
      if (source.main === null) show(source.program, null);
      const ended = started.ended.then((how) => {
        source.program = null;
        // It is remembered as what it was while it told of itself.
        const entry = entries.get(id);
        if (entry && source.last) entry.program = source.last;
        end(id, how.exitCode, how.signal);
        started.end();
        return how;
      });
      return { ...started, id, ended };
    },
    async attach(pid, from, signal) {
      const known = [...entries.values()].find(({ program }) => program.pid === pid && program.ended === null);
      if (known && (from === 'outside' || known.reporting !== null)) return known.program;
      if (from === 'within') return attachWithin(pid, signal);
      const { title, startedAtMs } = await describeProcess(pid, clock);
      signal.throwIfAborted();
      look();
      return show({ id: freeId(pid), pid, title, by: 'outside', nodeVersion: null, startedAtMs, ended: null }, null);
    },
    leave(id) {
      const entry = entries.get(id);
      if (!entry) return;
      entries.delete(id);
      entry.reporting?.leave();
      if (entry.program.ended === null) changed.fire({ ...entry.program, ended: { atMs: clock.nowMs(), exitCode: null, signal: null } });
    },
    async sampleStack(id, { durationMs, leastMs }, signal) {
      signal.throwIfAborted();
      const reporting = entries.get(id)?.reporting;
      if (!reporting)
        throw new UserError('not-watched', `The program does not report, so its stack is not known. Start it with laptime watch.`);
      const number = ++lastSample;
      const answered = new Promise<{ readonly sample: StackSample | null; readonly problem: string | null } | null>((resolve) =>
        samples.set(number, resolve),
      );
      reporting.tell({ kind: 'sample', id: number, durationMs, leastMs });
      try {
        const late = () => new UserError('program-silent', `The program does not answer. It has ended, or is blocked for long.`);
        const answer = await orLate(answered, signal, late, durationMs + GREETS_WITHIN_MS);
        if (answer?.problem) throw new UserError('no-sample', `The stack of the program could not be sampled: ${answer.problem}.`);
        return answer?.sample ?? null;
      } finally {
        samples.delete(number);
      }
    },
    dispose() {
      clearInterval(looking);
      owned.dispose();
    },
  };
}

function orLate<T>(work: Promise<T>, signal: AbortSignal, late: () => Error, ms = GREETS_WITHIN_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    });
  });
}
