import type { BlockReport } from '../../../protocol/harness.ts';
import type { HeapPhase } from './garbage.ts';
import type { Phase, TimedPhase } from './phase.ts';
import type { WarmBlock } from './warmBlock.ts';

/** Reads the heap around each timed call: the reading is outside of the timed stretch, and long calls need not be repeated. */
export function readingHeap(heap: HeapPhase, timed: Phase): Phase {
  return {
    next: timed.next,
    start() {
      heap.start();
      timed.start();
    },
    stop(ownNs) {
      timed.stop(ownNs);
      heap.stop();
    },
  };
}

/** What was seen beside the samples. */
interface Seen {
  readonly heap: HeapPhase;
  readonly otherLoad: number | null;
  readonly eventLoopUtilization: number | null;
}

/** Processor time cannot tell sleeping from waiting, so it says nothing about async work. */
export function isWaitingKnown({ stopwatch, runner }: WarmBlock): boolean {
  return stopwatch.waiting === 'run-delay' || (stopwatch.waiting === 'processor-time' && !runner.isAsync);
}

/** Describes a block whose timed part is over, with all its samples. Times an empty function of the same kind. */
export async function reportBlock(
  warm: WarmBlock,
  timed: TimedPhase,
  { heap, otherLoad, eventLoopUtilization }: Seen,
): Promise<BlockReport> {
  const { work, runner, size, warmup, garbage, timerResolutionNs } = warm;
  await garbage.settle();
  const collected = garbage.during(timed.stretches);
  return {
    samplesNs: timed.samplesNs,
    sampleAtMs: timed.sampleAtMs,
    iterationsPerSample: size.iterations,
    timing: runner.timing,
    warmupMs: warmup.elapsedMs,
    warmupEnd: warmup.end,
    waitedShare: isWaitingKnown(warm) && timed.wallNs > 0 ? Math.min(1, timed.allWaitedNs / timed.wallNs) : null,
    otherLoad,
    gcCount: collected.count,
    gcMs: collected.durationMs,
    heapBytesPerIteration: heap.bytesPerIteration(garbage),
    eventLoopUtilization,
    emptyNs: await runner.emptyNs(),
    timerResolutionNs,
    async: runner.isAsync,
    concurrency: work.concurrency,
  };
}
