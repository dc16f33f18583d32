import { performance } from 'node:perf_hooks';
import type { BlockPlan, SideReport, TurnSize } from '../../../protocol/harness.ts';
import type { OpenWork } from '../work.ts';
import { isWaitingKnown, readingHeap, reportBlock } from './blockReport.ts';
import { createHeapPhase } from './garbage.ts';
import { otherLoadSince, processorTimes } from './otherLoad.ts';
import { createTimedPhase, setBatchSize, type Phase } from './phase.ts';
import { warmBlock } from './warmBlock.ts';
import { waitingOf } from './withoutWaiting.ts';

/** A turn of calls that are timed one by one is about as long as a batch, and its calls no more than this. */
const TURN_NS = 1e6;
const MOST_CALLS_A_TURN = 16;

/** Times one side of a pair, a moment at a time, so that the other has its turns in between. */
export interface TurnTimer {
  /** What it would choose by itself; the sides of a pair agree about a size before the first turn. */
  readonly size: TurnSize;
  /** Begins the timed part: hooks of the phase are called. */
  begin(): Promise<void>;
  /**
   * Runs one turn. Without `record` it leaves no sample: what was optimized alone is optimized anew beside the other.
   * Resolves to the time of all recorded turns, without waiting where that is known, ns.
   */
  turn(record: boolean, size: TurnSize): Promise<number>;
  end(): Promise<SideReport>;
  dispose(): void;
}

/** Warms the benchmark up by itself. `alive` is called about ten times a second. */
export async function createTurnTimer(work: OpenWork, plan: BlockPlan, alive: () => void): Promise<TurnTimer> {
  const warm = await warmBlock(work, plan, alive);
  const { runner, size, stopwatch } = warm;
  const isSingle = runner.timing === 'single';
  // Its own idea of an end is not asked for: whoever drives the turns decides.
  const timed = createTimedPhase({ stopwatch, size, durationMs: 0, minIterations: 0, mostMs: 0 });
  const heap = createHeapPhase(size);
  const recorded = isSingle ? readingHeap(heap, timed) : timed;
  const batches = isSingle ? Math.max(1, Math.min(MOST_CALLS_A_TURN, Math.round(TURN_NS / Math.max(warm.warmup.iterationNs, 1)))) : 1;
  const loadBefore = processorTimes();
  const loop = { idle: 0, active: 0 };
  // On a busy machine most of the wall time may be waiting, which tells nothing.
  const timedNs = () => (stopwatch.waiting === 'run-delay' ? timed.wallNs - timed.allWaitedNs : timed.wallNs);

  return {
    size: { iterations: size.iterations, batches },
    async begin() {
      await work.phaseHooks?.before('run');
    },
    async turn(record, agreed) {
      if (!isSingle && size.iterations !== agreed.iterations) setBatchSize(size, agreed.iterations);
      let left = agreed.batches;
      const next = () => (left-- > 0 ? size.iterations : 0);
      const phase: Phase = record ? { next, start: recorded.start, stop: recorded.stop } : { ...stopwatchPhase(stopwatch), next };
      const before = performance.eventLoopUtilization();
      await runner.run(phase, 'run');
      if (!record) return timedNs();
      const { idle, active } = performance.eventLoopUtilization(before);
      loop.idle += idle;
      loop.active += active;
      return timedNs();
    },
    async end() {
      const otherLoad = otherLoadSince(loadBefore);
      if (!isSingle) await runner.run(heap, 'run');
      await work.phaseHooks?.after('run');
      const turned = loop.idle + loop.active;
      const eventLoopUtilization = runner.isAsync && turned > 0 ? loop.active / turned : null;
      const report = await reportBlock(warm, timed, { heap, otherLoad, eventLoopUtilization });
      const { waiting } = stopwatch;
      return {
        report,
        waiting: waiting === 'unknown' || !isWaitingKnown(warm) ? null : waitingOf(timed, size.iterations, waiting),
        collectingNs: warm.garbage.during(timed.stretches).eachMs.map((ms) => ms * 1e6),
      };
    },
    dispose: warm.dispose,
  };
}

const stopwatchPhase = ({ start, stop }: { start(): void; stop(): void }): Pick<Phase, 'start' | 'stop'> => ({ start, stop: () => stop() });
