import { performance } from 'node:perf_hooks';
import type { BlockPlan, BlockReport } from '../../../protocol/harness.ts';
import type { OpenWork } from '../work.ts';
import { isWaitingKnown, readingHeap, reportBlock } from './blockReport.ts';
import { createHeapPhase } from './garbage.ts';
import { otherLoadSince, processorTimes } from './otherLoad.ts';
import { createTimedPhase } from './phase.ts';
import { inPhase, warmBlock } from './warmBlock.ts';
import { placesWithoutWaiting, waitingOf } from './withoutWaiting.ts';

/**
 * Times one benchmark in this process: warm-up, timed part, then a look at the heap and at an empty function of the same
 * kind. `alive` is called about ten times a second.
 */
export async function timeBlock(work: OpenWork, plan: BlockPlan, alive: () => void): Promise<BlockReport> {
  const warm = await warmBlock(work, plan, alive);
  try {
    const { runner, size, stopwatch } = warm;
    const { minimum } = work;
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
      await runner.run(runner.timing === 'single' ? readingHeap(heap, timed) : timed, 'run');
      if (runner.isAsync) eventLoopUtilization = performance.eventLoopUtilization(loopBefore).utilization;
      otherLoad = otherLoadSince(loadBefore);
      if (runner.timing === 'batch') await runner.run(heap, 'run');
    });
    const report = await reportBlock(warm, timed, { heap, otherLoad, eventLoopUtilization });
    const { waiting } = stopwatch;
    if (waiting === 'unknown' || !isWaitingKnown(warm)) return report;
    const places = placesWithoutWaiting(waitingOf(timed, size.iterations, waiting));
    const at = (values: readonly number[]) => places.map((place) => values[place]!);
    return { ...report, samplesNs: at(timed.samplesNs), sampleAtMs: at(timed.sampleAtMs) };
  } finally {
    warm.dispose();
  }
}
