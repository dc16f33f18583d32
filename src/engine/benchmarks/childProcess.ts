import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../base/errors.ts';
import { toDisposable } from '../../base/lifecycle.ts';
import { parseStack, toPlainPath } from '../../base/stack.ts';
import { formatBytes } from '../../base/units.ts';
import type { FailureKind } from '../../model/measurement.ts';
import type { HarnessApi, HarnessHostApi, HarnessOutcome, RawFailure } from '../../protocol/harness.ts';
import { connect, type Port, type Remote } from '../../protocol/rpc.ts';
import { killGroup, type Keeper } from '../processes/index.ts';
import { createOutputCapture } from './outputCapture.ts';
import { pausedStack } from './pausedStack.ts';

export interface ChildOptions {
  readonly distFolder: string;
  readonly executable: string;
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Nothing heard for so long, once the file is loaded, means that it hangs. */
  readonly timeoutMs: number;
  /** The most that the start of Node and the loading of the file may take together. */
  readonly loadTimeoutMs: number;
  readonly memoryLimitBytes: number;
  readonly keeper: Keeper;
}

/** A failure as the child or its end tells it. */
export interface ChildFailure extends Omit<RawFailure, 'kind'> {
  readonly kind: Extract<FailureKind, 'load' | 'threw' | 'timeout' | 'exited' | 'vanished' | 'out-of-memory' | 'crashed'>;
}

export type ChildAnswer<T> =
  | { readonly state: 'done'; readonly value: T; readonly output: string }
  | { readonly state: 'failed'; readonly failure: ChildFailure; readonly output: string };

/** What the rest of a process's output is waited for after its group was ended. */
const LAST_WORDS_MS = 300;

/**
 * Starts one child process for one call, and ends it with all that it started, whatever happens. Its failures are
 * answers; it throws `AbortError` when the signal is aborted, and where the child cannot be started at all.
 */
export async function askChild<T>(
  options: ChildOptions,
  question: (child: Remote<HarnessApi>) => Promise<HarnessOutcome<T>>,
  signal: AbortSignal,
): Promise<ChildAnswer<T>> {
  signal.throwIfAborted();
  const child = startChild(options);
  const capture = createOutputCapture();
  child.stdout?.on('data', (chunk: Buffer) => capture.add(chunk));
  child.stderr?.on('data', (chunk: Buffer) => capture.add(chunk));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));

  let answer: HarnessOutcome<T> | { state: 'failed'; failure: ChildFailure };
  try {
    answer = await outcomeOf(child, options, question, () => capture.text(), signal);
  } finally {
    if (child.pid !== undefined) {
      killGroup(child.pid);
      options.keeper.remove(child.pid);
    }
    // A grandchild that left the group could hold the pipes open.
    const patience = new AbortController();
    await Promise.race([closed, sleep(LAST_WORDS_MS, undefined, { signal: patience.signal }).catch(() => {})]);
    patience.abort();
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
  return { ...answer, output: ofBenchmark(capture.text()) };
}

function startChild({ distFolder, executable, flags, env, cwd, memoryLimitBytes, keeper }: ChildOptions): ChildProcess {
  const mark = randomUUID();
  const heapMb = Math.max(16, Math.floor(memoryLimitBytes / 2 ** 20));
  // `--inspect-port` starts no inspector; it keeps the one of `pausedStack` off the port that debuggers use.
  const args = [...flags, `--max-old-space-size=${heapMb}`, '--inspect-port=0', path.join(distFolder, 'harness', 'main.js')];
  const child = spawn(executable, args, {
    cwd,
    // The debugger of the editor starts itself in every process that sees its variable.
    env: { ...env, LAPTIME_BLOCK: mark, VSCODE_INSPECTOR_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) keeper.add(child.pid, mark);
  return child;
}

function childPort(child: ChildProcess): Port {
  return {
    post: (message) => {
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage(listener) {
      child.on('message', listener);
      return toDisposable(() => child.off('message', listener));
    },
    onClose(listener) {
      child.once('disconnect', listener);
      return toDisposable(() => child.off('disconnect', listener));
    },
  };
}

function outcomeOf<T>(
  child: ChildProcess,
  { distFolder, timeoutMs, loadTimeoutMs, memoryLimitBytes }: ChildOptions,
  question: (child: Remote<HarnessApi>) => Promise<HarnessOutcome<T>>,
  output: () => string,
  signal: AbortSignal,
): Promise<HarnessOutcome<T> | { state: 'failed'; failure: ChildFailure }> {
  return new Promise((resolve, reject) => {
    const ownFolder = toPlainPath(realpathSync(distFolder));
    let told: RawFailure | undefined;
    const fail = (failure: ChildFailure) => finish(() => resolve({ state: 'failed', failure }));

    let isLoaded = false;
    const onTimeout = async () => {
      const wasLoaded = isLoaded;
      const paused = await pausedStack(child);
      // An idle process stops in our own code, or in Node's, at the next timer.
      const stack = parseStack(paused).some(({ file }) => !file.startsWith('node:') && !file.startsWith(ownFolder)) ? paused : '';
      fail({
        kind: 'timeout',
        message: timeoutMessage(wasLoaded ? 'timing' : 'loading', stack !== '', wasLoaded ? timeoutMs : loadTimeoutMs),
        stack,
      });
    };
    let timer = setTimeout(() => void onTimeout(), loadTimeoutMs);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void onTimeout(), isLoaded ? timeoutMs : loadTimeoutMs);
    };
    const onAbort = () => finish(() => reject(signal.reason as Error));
    signal.addEventListener('abort', onAbort, { once: true });

    const local: HarnessHostApi = {
      loaded() {
        isLoaded = true;
        alive();
      },
      alive,
      failed(failure) {
        told ??= failure;
        fail(failure);
      },
    };
    const connection = connect<HarnessHostApi, HarnessApi>(childPort(child), local);

    let settled = false;
    const later: NodeJS.Timeout[] = [];
    function finish(settle: () => void): void {
      if (settled) return;
      settled = true;
      // A timer that is left would keep the command line from ending.
      for (const each of [timer, ...later]) clearTimeout(each);
      signal.removeEventListener('abort', onAbort);
      connection.dispose();
      settle();
    }

    child.once('error', (error) => finish(() => reject(error)));
    child.once('exit', (code, exitSignal) => {
      const end = () => fail(told ?? endOf(code, exitSignal, output(), memoryLimitBytes));
      // What it sent before its end is still on its way, and so is what it printed.
      child.once('close', end);
      if (!settled) later.push(setTimeout(end, LAST_WORDS_MS));
    });
    question(connection.remote).then(
      (outcome) => finish(() => resolve(outcome)),
      // The connection is closed by the end of the process, which knows more.
      (error: unknown) => {
        if (!settled)
          later.push(
            setTimeout(() => finish(() => reject(error instanceof Error ? error : new Error(messageOf(error)))), 2 * LAST_WORDS_MS + 1000),
          );
      },
    );
  });
}

function timeoutMessage(phase: 'loading' | 'timing', isBusy: boolean, limitMs: number): string {
  const seconds = limitMs / 1000;
  if (phase === 'timing') {
    const what = isBusy
      ? `It was still running after ${seconds} s without a sign of life`
      : `Nothing was heard of it for ${seconds} s: it waits for something that does not come`;
    return `${what}. The limit is "timeout" in laptime.config.json.`;
  }
  const what = isBusy
    ? `The file was still being loaded after ${seconds} s`
    : `The file was not loaded after ${seconds} s: it waits for something that does not come`;
  return `${what}. The limit is 30 s, or "timeout" in laptime.config.json where that is longer.`;
}

const OUT_OF_MEMORY = /JavaScript heap out of memory|Reached heap limit|allocation failed/i;

function endOf(code: number | null, signal: NodeJS.Signals | null, output: string, memoryLimitBytes: number): ChildFailure {
  const stack = '';
  if (OUT_OF_MEMORY.test(output) && (code === 134 || signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 133)) {
    const message = `It ran out of memory at ${formatBytes(memoryLimitBytes)} of heap. The limit is "memoryLimit" in laptime.config.json.`;
    return { kind: 'out-of-memory', message, stack };
  }
  if (signal === 'SIGKILL') {
    return {
      kind: 'crashed',
      message: 'Its process was killed from outside (SIGKILL), perhaps because the machine ran out of memory.',
      stack,
    };
  }
  if (signal !== null) return { kind: 'crashed', message: `Its process crashed with ${signal}.`, stack };
  return { kind: 'exited', message: `It ended its process with exit code ${code} before it was measured.`, stack };
}

const INSPECTOR_LINES =
  /^(Debugger (listening on|attached|ending)|For help, see: https:\/\/nodejs\.org\/|Waiting for the debugger).*\r?\n/gm;
/** V8's farewell: its collections, the message that `endOf` reads, and addresses in the Node executable. */
const OUT_OF_MEMORY_REPORT = /\r?\n<--- Last few GCs --->[\s\S]*$/;

/** What Node and V8 print is nothing that the benchmark printed. */
function ofBenchmark(output: string): string {
  return output.replace(INSPECTOR_LINES, '').replace(OUT_OF_MEMORY_REPORT, '');
}
