import { isThenable, noMinimum, openCall, type AnyFunction, type HookMode, type Hooks, type Minimum, type Work } from '../work.ts';

type Hook = (...args: unknown[]) => unknown;

/** The options of tinybench's `Bench` that mean something here, in any of its versions and in vitest's `bench`. */
export interface BenchLikeOptions {
  readonly time?: number;
  readonly iterations?: number;
  readonly warmupTime?: number;
  readonly warmupIterations?: number;
  readonly setup?: Hook;
  readonly teardown?: Hook;
  readonly concurrency?: 'task' | 'bench' | null;
  readonly threshold?: number;
}

/** The options of one task. */
export interface TaskLikeOptions {
  readonly beforeAll?: Hook;
  readonly afterAll?: Hook;
  readonly beforeEach?: Hook;
  readonly afterEach?: Hook;
}

const atLeast = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0);

function minimumOf(options: BenchLikeOptions): Minimum {
  return {
    ...noMinimum,
    timeMs: atLeast(options.time),
    iterations: atLeast(options.iterations),
    warmupMs: atLeast(options.warmupTime),
    warmupIterations: atLeast(options.warmupIterations),
  };
}

/** Calls of a task that tinybench would have under way at once. */
function concurrencyOf({ concurrency, threshold, iterations }: BenchLikeOptions): number {
  if (concurrency !== 'task') return 1;
  const limit = threshold !== undefined && Number.isFinite(threshold) ? threshold : (iterations ?? 64);
  return Math.max(1, Math.floor(limit));
}

async function callInOrder(calls: readonly (() => unknown)[]): Promise<void> {
  for (const call of calls) {
    const result = call();
    if (isThenable(result)) await result;
  }
}

/**
 * A task with tinybench's hooks: `setup(task, mode)` and `beforeAll` before a phase, `afterAll` and `teardown` after it,
 * `beforeEach` and `afterEach` around every call, each with the task as `this`.
 */
export function tinybenchWork(fn: AnyFunction, task: object, taskOptions: TaskLikeOptions = {}, benchOptions: BenchLikeOptions = {}): Work {
  const { beforeAll, afterAll, beforeEach, afterEach } = taskOptions;
  const { setup, teardown } = benchOptions;
  const own = (hook: Hook | undefined) => (mode: HookMode) => hook?.call(task, mode);
  const phaseHooks: Hooks = {
    before: (mode) => callInOrder([() => setup?.(task, mode), () => own(beforeAll)(mode)]),
    after: (mode) => callInOrder([() => own(afterAll)(mode), () => teardown?.(task, mode)]),
  };
  return () =>
    openCall(fn, {
      concurrency: concurrencyOf(benchOptions),
      phaseHooks: setup || teardown || beforeAll || afterAll ? phaseHooks : null,
      callHooks: beforeEach || afterEach ? { before: own(beforeEach), after: own(afterEach) } : null,
      mayOverrideDuration: true,
      minimum: minimumOf(benchOptions),
    });
}

/**
 * What stands in for a result while the bench file runs: the numbers come later, from many processes, so that every one of
 * them is NaN here. With the fields of all versions of tinybench since 2.
 */
export function pendingResult(): Record<string, unknown> {
  const names = [
    'aad',
    'critical',
    'df',
    'mad',
    'max',
    'mean',
    'min',
    'moe',
    'p50',
    'p75',
    'p99',
    'p995',
    'p999',
    'rme',
    'sd',
    'sem',
    'variance',
  ];
  const numbers = Object.fromEntries(names.map((name) => [name, Number.NaN]));
  const statistics = () => ({ ...numbers, samples: [], samplesCount: 0 });
  return {
    ...statistics(),
    state: 'completed',
    latency: statistics(),
    throughput: statistics(),
    hz: Number.NaN,
    period: Number.NaN,
    totalTime: Number.NaN,
    runtime: 'node',
    runtimeVersion: process.version.slice(1),
    timestampProviderName: 'performanceNow',
  };
}
