import type { ObserveReport, ObserveRequest } from '../../../protocol/harness.ts';
import { createTimedPhase, type Phase } from '../timing/phase.ts';
import { inPhase, warmBlock } from '../timing/warmBlock.ts';
import type { OpenWork } from '../work.ts';
import { createAllocationWatch } from './allocations.ts';
import { markLog } from './mark.ts';

type Observed = Pick<ObserveRequest, 'plan' | 'token' | 'allocations'>;

/**
 * Runs one benchmark as a block does, for V8's log: marks in it tell where the warm-up and the measured part begin, and where that ends.
 * `alive` is called about ten times a second.
 */
export async function observeBlock(work: OpenWork, { plan, token, allocations }: Observed, alive: () => void): Promise<ObserveReport> {
  markLog(`${token}:warm-up`);
  const warm = await warmBlock(work, plan, alive);
  try {
    const { runner, size, stopwatch, garbage } = warm;
    const timed = createTimedPhase({ stopwatch, size, durationMs: plan.blockMs, minIterations: 0, mostMs: plan.mostMs });
    const watch = allocations ? createAllocationWatch() : null;
    let iterations = 0;
    const phase: Phase = {
      next: timed.next,
      start() {
        iterations += size.iterations;
        timed.start();
      },
      stop: timed.stop,
    };
    const allocating = await inPhase(work, 'run', async () => {
      watch?.start();
      markLog(`${token}:measured`);
      await runner.run(phase, 'run');
      markLog(`${token}:end`);
      return watch?.stop() ?? [];
    });
    await garbage.settle();
    const { count, durationMs } = garbage.during(timed.stretches);
    return { iterations, measuredMs: timed.wallNs / 1e6, collections: count, collectingMs: durationMs, allocating };
  } finally {
    warm.dispose();
  }
}
