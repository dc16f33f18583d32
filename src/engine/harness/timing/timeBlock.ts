import os from 'node:os';
import { performance } from 'node:perf_hooks';
import type { BlockPlan, BlockReport } from '../../../protocol/harness.ts';
import { isThenable, type HookMode, type OpenWork } from '../work.ts';
import { createBatchRunner } from './batchRunner.ts';
import { createHeapPhase, watchGarbage } from './garbage.ts';
import { createLoopRunner } from './loopRunner.ts';
import { correctedNs, createTimedPhase, createWarmup, type BatchSize, type Phase } from './phase.ts';
import type { Runner } from './runner.ts';
import { createSingleRunner } from './singleRunner.ts';
import { createStopwatch, measureTimerResolutionNs, nowMs, type Stopwatch } from './stopwatch.ts';
import { withoutWaiting } from './withoutWaiting.ts';

const BATCH_NS = 1e6;
const LEAST_RESOLUTIONS = 1000;
/** Prepared inputs are all alive at once. */
const MOST_PREPARED = 4096;
const MOST_ITERATIONS = 2 ** 30;
/** A call that took so long is not tried again only to see whether it can be short. */
const LONG_CALL_NS = 50e6;
/** Busy time of all cores, and of this process, ms. */
function processorTimes(): { busyMs: number; allMs: number; ownMs: number } {
  let busyMs = 0;
  let allMs = 0;
  for (const { times } of os.cpus()) {
    const busy = times.user + times.nice + times.sys + times.irq;
    busyMs += busy;
    allMs += busy + times.idle;
  }
  const own = process.cpuUsage();
  return { busyMs, allMs, ownMs: (own.user + own.system) / 1000 };
}

/** Share of all cores used by others since `before`; null where the accounts do not move (some containers). */
function otherLoadSince(before: ReturnType<typeof processorTimes>): number | null {
  const now = processorTimes();
  const allMs = now.allMs - before.allMs;
  if (allMs <= 0) return null;
  const othersMs = now.busyMs - before.busyMs - (now.ownMs - before.ownMs);
  return Math.min(1, Math.max(0, othersMs / allMs));
}

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

/** Reads the heap around each timed call: the reading is outside of the timed stretch, and long calls need not be repeated. */
function both(outer: Phase, inner: Phase): Phase {
  return {
    next: inner.next,
    start() {
      outer.start();
      inner.start();
    },
    stop(ownNs) {
      inner.stop(ownNs);
      outer.stop();
    },
  };
}

/** Runs something between the hooks of a phase. */
async function inPhase<T>(work: OpenWork, mode: HookMode, run: () => Promise<T>): Promise<T> {
  await work.phaseHooks?.before(mode);
  const result = await run();
  await work.phaseHooks?.after(mode);
  return result;
}

/**
 * Times one benchmark in this process: warm-up, timed part, then a look at the heap and at an empty function of the same
 * kind. `alive` is called about ten times a second.
 */
export async function timeBlock(work: OpenWork, plan: BlockPlan, alive: () => void): Promise<BlockReport> {
  const stopwatch = createStopwatch();
  const garbage = watchGarbage();
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

    const timed = createTimedPhase({
      stopwatch,
      size,
      durationMs: Math.max(plan.blockMs, Math.min(minimum.timeMs / plan.minBlocks, plan.mostMs)),
      minIterations: minimum.iterations / plan.minBlocks,
      mostMs: Math.max(plan.blockMs * 5, plan.mostMs),
    });
    const heap = createHeapPhase(size);
    const loadBefore = processorTimes();
    let otherLoad: number | null = null;
    let eventLoopUtilization: number | null = null;
    await inPhase(work, 'run', async () => {
      const loopBefore = performance.eventLoopUtilization();
      await runner.run(runner.timing === 'single' ? both(heap, timed) : timed, 'run');
      if (runner.isAsync) eventLoopUtilization = performance.eventLoopUtilization(loopBefore).utilization;
      otherLoad = otherLoadSince(loadBefore);
      if (runner.timing === 'batch') await runner.run(heap, 'run');
    });
    await garbage.settle();

    const collected = garbage.during(timed.stretches);
    // Processor time cannot tell sleeping from waiting, so it says nothing about async work.
    const waitingIsKnown = stopwatch.waiting === 'run-delay' || (stopwatch.waiting === 'processor-time' && !runner.isAsync);
    const waitedNs = timed.waitedNs.reduce((sum, ns) => sum + ns, 0);
    const samples = waitingIsKnown ? withoutWaiting(timed, size.iterations, stopwatch.waiting) : timed;
    return {
      samplesNs: samples.samplesNs,
      sampleAtMs: samples.sampleAtMs,
      iterationsPerSample: size.iterations,
      timing: runner.timing,
      warmupMs: warmup.elapsedMs,
      warmupEnd: warmup.end,
      waitedShare: waitingIsKnown && timed.wallNs > 0 ? Math.min(1, waitedNs / timed.wallNs) : null,
      otherLoad,
      gcCount: collected.count,
      gcMs: collected.durationMs,
      heapBytesPerIteration: heap.bytesPerIteration(garbage),
      eventLoopUtilization,
      emptyNs: await runner.emptyNs(),
      timerResolutionNs,
      async: runner.isAsync,
      concurrency,
    };
  } finally {
    garbage.dispose();
    stopwatch.dispose();
  }
}
