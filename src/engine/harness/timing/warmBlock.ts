import type { BlockPlan } from '../../../protocol/harness.ts';
import { isThenable, type HookMode, type OpenWork } from '../work.ts';
import { createBatchRunner } from './batchRunner.ts';
import { watchGarbage, type GarbageWatch } from './garbage.ts';
import { createLoopRunner } from './loopRunner.ts';
import { correctedNs, createWarmup, type BatchSize, type WarmupPhase } from './phase.ts';
import type { Runner } from './runner.ts';
import { createSingleRunner } from './singleRunner.ts';
import { createStopwatch, measureTimerResolutionNs, nowMs, type Stopwatch } from './stopwatch.ts';

const BATCH_NS = 1e6;
const LEAST_RESOLUTIONS = 1000;
/** Prepared inputs are all alive at once. */
const MOST_PREPARED = 4096;
const MOST_ITERATIONS = 2 ** 30;
/** A call that took so long is not tried again only to see whether it can be short. */
const LONG_CALL_NS = 50e6;

/**
 * Calls once or a few times to learn how the function behaves: whether it returns a promise, whether one call is longer
 * than a batch, whether it tells its own duration. The fastest call counts: the first one compiles and loads.
 */
async function probe(work: OpenWork, stopwatch: Stopwatch, targetNs: number): Promise<{ isAsync: boolean; single: boolean }> {
  const fn = work.fn as (...args: unknown[]) => unknown;
  let isAsync = false;
  for (let call = 0; call < 3; call++) {
    const inputs: unknown[] = [];
    for (const make of work.inputs) inputs.push(await make());
    stopwatch.start();
    let result = fn(...work.constants, ...inputs);
    if (isThenable(result)) {
      isAsync = true;
      result = await result;
    }
    stopwatch.stop();
    if (work.mayOverrideDuration && typeof result === 'object' && result !== null && 'overriddenDuration' in result)
      return { isAsync, single: true };
    if (correctedNs(stopwatch) < targetNs) return { isAsync, single: false };
    if (correctedNs(stopwatch) > LONG_CALL_NS) break;
  }
  return { isAsync, single: true };
}

async function createRunner(work: OpenWork, size: BatchSize, stopwatch: Stopwatch, targetNs: number, alive: () => void): Promise<Runner> {
  if (work.style === 'loop') return createLoopRunner(work, size, alive);
  if (work.style === 'own-duration' || work.callHooks) return createSingleRunner(work, alive);
  const { isAsync, single } = await probe(work, stopwatch, targetNs);
  return single ? createSingleRunner(work, alive) : createBatchRunner(work, isAsync, size, alive);
}

/** Runs something between the hooks of a phase. */
export async function inPhase<T>(work: OpenWork, mode: HookMode, run: () => Promise<T>): Promise<T> {
  await work.phaseHooks?.before(mode);
  const result = await run();
  await work.phaseHooks?.after(mode);
  return result;
}

/** A benchmark that is ready to be timed in this process: its batch has its size, and it was run until it was steady. */
export interface WarmBlock {
  readonly work: OpenWork;
  readonly runner: Runner;
  readonly size: BatchSize;
  readonly warmup: WarmupPhase;
  readonly stopwatch: Stopwatch;
  readonly garbage: GarbageWatch;
  readonly timerResolutionNs: number;
  dispose(): void;
}

/** `alive` is called about ten times a second, then and later. */
export async function warmBlock(work: OpenWork, plan: BlockPlan, alive: () => void): Promise<WarmBlock> {
  const stopwatch = createStopwatch();
  const garbage = watchGarbage();
  const dispose = () => {
    garbage.dispose();
    stopwatch.dispose();
  };
  try {
    const timerResolutionNs = measureTimerResolutionNs();
    const targetNs = Math.max(BATCH_NS, LEAST_RESOLUTIONS * timerResolutionNs);
    const { concurrency, minimum } = work;
    const size: BatchSize = {
      iterations: concurrency,
      limit: Math.max(concurrency, work.inputs.length > 0 ? MOST_PREPARED : MOST_ITERATIONS),
      step: concurrency,
    };
    const { runner, warmup } = await inPhase(work, 'warmup', async () => {
      const beganMs = nowMs();
      const runner = await createRunner(work, size, stopwatch, targetNs, alive);
      if (runner.timing === 'single') size.limit = concurrency;
      const warmup = createWarmup({
        stopwatch,
        size,
        targetNs,
        beganMs,
        limitMs: Math.max(plan.warmupMs, Math.min(minimum.warmupMs, plan.mostMs)),
        mostMs: Math.max(plan.warmupMs, plan.mostMs),
        minIterations: minimum.warmupIterations,
      });
      await runner.run(warmup, 'warmup');
      return { runner, warmup };
    });
    return { work, runner, size, warmup, stopwatch, garbage, timerResolutionNs, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
