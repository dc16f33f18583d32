import { parseStack } from '../../base/stack.ts';
import type { BenchApi, BenchMode, Budget } from '../../model/benchmark.ts';
import type { CollectedEntry, CollectReport, Expectation, ExpectationSide } from '../../protocol/harness.ts';
import type { Work } from './work.ts';

/** A benchmark as a library declares it. */
export interface Declaration {
  readonly api: BenchApi;
  readonly path: readonly string[];
  /** Modes of the groups around it, outermost first, then its own. */
  readonly modes: readonly BenchMode[];
  readonly parameters?: Readonly<Record<string, string>> | null;
  readonly budget?: Budget | null;
  readonly baseline?: boolean;
  /** From `captureStack`. */
  readonly stack: string;
  /** Null where there is nothing to run: todo, skipped, or timed elsewhere. */
  readonly work: Work | null;
}

/** Which benchmark a block is for. */
export interface Target {
  readonly path: readonly string[];
  readonly ordinal: number;
}

/** What the libraries report to while a bench file is executed, once in the life of the process. */
export interface Session {
  readonly collecting: boolean;
  readonly target: Target | null;
  /** Returns the identity of the benchmark in the file, and whether it is the target of this block. */
  declare(declaration: Declaration): { readonly side: ExpectationSide; readonly isTarget: boolean };
  expect(expectation: Expectation): void;
  warn(message: string): void;
  /** Work to be done, in order, when the file has been executed. */
  later(task: () => unknown): void;
  /** Work to be done when nothing else is left. */
  atEnd(task: () => unknown): void;
  /** Whether a benchmark declared so far has `only` around it. */
  readonly onlyIsUsed: boolean;
  /** The bench file asked its library to run. From here on its own printing and failing count for little. */
  noteRun(): void;
  readonly runWasAsked: boolean;
  /** Times the target where it stands, for libraries that run benchmarks inside of something else. */
  time(work: Work): Promise<void>;
  /** Whether the target was timed. */
  readonly timed: boolean;
}

/** A stack that is long enough to reach the bench file from a function of the library that it calls. */
export function captureStack(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  try {
    return new Error('declared').stack ?? '';
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** What a benchmark with these modes around it does, when `only` is used somewhere in its file or not. */
export function effectiveMode(modes: readonly BenchMode[], onlyIsUsed: boolean): BenchMode {
  if (modes.includes('skip')) return 'skip';
  if (modes.includes('todo')) return 'todo';
  return onlyIsUsed && modes.includes('only') ? 'only' : 'run';
}

export interface SessionState extends Session {
  /** The target's work; null as long as it was not declared, or when it is timed where it stands. */
  readonly found: Work | null;
  /** Does what was put off, until nothing is left. */
  settle(): Promise<void>;
  report(): CollectReport;
}

export function createSession(options: {
  readonly file: string;
  readonly target: Target | null;
  readonly time: (work: Work) => Promise<void>;
  readonly onRunAsked: () => void;
}): SessionState {
  const { file, target, time } = options;
  const declared: { entry: CollectedEntry; modes: readonly BenchMode[] }[] = [];
  const counts = new Map<string, number>();
  const expectations: Expectation[] = [];
  const warnings = new Set<string>();
  const putOff: (() => unknown)[] = [];
  const last: (() => unknown)[] = [];
  let found: Work | null = null;
  let timed = false;
  let onlyIsUsed = false;
  let runWasAsked = false;

  return {
    collecting: target === null,
    target,
    declare({ api, path, modes, parameters = null, budget = null, baseline = false, stack, work }) {
      const key = JSON.stringify(path);
      const ordinal = (counts.get(key) ?? 0) + 1;
      counts.set(key, ordinal);
      onlyIsUsed ||= modes.includes('only');
      const isTarget = target !== null && target.ordinal === ordinal && JSON.stringify(target.path) === key;
      if (isTarget) found = work;
      if (target === null) {
        const frame = parseStack(stack).find((frame) => frame.file === file);
        const { line = null, column = null } = frame ?? {};
        declared.push({ entry: { path, ordinal, api, mode: 'run', line, column, parameters, budget, baseline }, modes });
      }
      return { side: { kind: 'benchmark', path, ordinal }, isTarget };
    },
    expect: (expectation) => expectations.push(expectation),
    warn: (message) => warnings.add(message),
    later: (task) => putOff.push(task),
    atEnd: (task) => last.push(task),
    get onlyIsUsed() {
      return onlyIsUsed;
    },
    noteRun() {
      if (!runWasAsked) options.onRunAsked();
      runWasAsked = true;
    },
    get runWasAsked() {
      return runWasAsked;
    },
    async time(work) {
      await time(work);
      timed = true;
    },
    get timed() {
      return timed;
    },
    get found() {
      return found;
    },
    async settle() {
      const next = () => putOff.shift() ?? last.shift();
      for (let task = next(); task; task = next()) await task();
    },
    report() {
      // In the order of the source: libraries put suites and tests off.
      const entries = declared
        .map(({ entry, modes }) => ({ ...entry, mode: effectiveMode(modes, onlyIsUsed) }))
        .toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0);
      return { entries, expectations, warnings: [...warnings] };
    },
  };
}
