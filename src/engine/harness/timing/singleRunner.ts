import { Bench } from 'tinybench';
import { isThenable, type OpenWork } from '../work.ts';
import { median, type Phase } from './phase.ts';
import { createBreather, type Runner } from './runner.ts';
import { createStopwatch } from './stopwatch.ts';

type Call = (...args: unknown[]) => unknown;

/** What a call that returned this says that it took, ns. */
function ownDurationNs(work: OpenWork, result: unknown): number | undefined {
  if (work.style === 'own-duration') return Number(result);
  if (!work.mayOverrideDuration || typeof result !== 'object' || result === null || !('overriddenDuration' in result)) return undefined;
  const { overriddenDuration } = result;
  return typeof overriddenDuration === 'number' && overriddenDuration >= 0 ? overriddenDuration * 1e6 : undefined;
}

/**
 * Every call is a sample: for long calls, and where hooks run around each call. tinybench runs the loop and the hooks; the
 * time, corrected for waiting, is handed to it as the overridden duration.
 */
export function createSingleRunner(work: OpenWork, alive: () => void): Runner {
  const { breathe } = createBreather(alive);
  const call = work.fn as Call;
  let isAsync = work.concurrency > 1;
  let inputs: unknown[][] = [];

  // Profiles know it by the name of a property, which minification leaves.
  const timed = {
    async laptimeCall(phase: Phase): Promise<void> {
      phase.start();
      let result: unknown;
      if (work.concurrency > 1) result = await Promise.all(inputs.map((some) => call(...work.constants, ...some)));
      else result = call(...work.constants, ...inputs[0]!);
      if (isThenable(result)) {
        isAsync = true;
        result = await result;
      }
      phase.stop(ownDurationNs(work, result));
    },
  };

  return {
    timing: 'single',
    get isAsync() {
      return isAsync;
    },
    async run(phase, mode) {
      if (phase.next() === 0) return;
      let over = false;
      // The phase ends the loop: a cost of 1 ms fills the budget, none leaves it as it is.
      const bench = new Bench({ warmup: false, time: 1, iterations: 1, throws: true });
      bench.add(
        'work',
        async () => {
          await timed.laptimeCall(phase);
          over = phase.next() === 0;
          return { overriddenDuration: 0, overriddenIterationCost: over ? 1 : 0 };
        },
        {
          async: true,
          beforeEach: async () => {
            await breathe();
            await work.callHooks?.before(mode);
            inputs = [];
            for (let each = 0; each < work.concurrency; each++) {
              const some: unknown[] = [];
              for (const make of work.inputs) some.push(await make());
              inputs.push(some);
            }
          },
          afterEach: async () => {
            await work.callHooks?.after(mode);
          },
        },
      );
      await bench.run();
    },
    async emptyNs() {
      const stopwatch = createStopwatch();
      const empty = isAsync ? async () => {} : () => {};
      const timesNs: number[] = [];
      for (let time = 0; time < 200; time++) {
        stopwatch.start();
        const result = empty();
        if (isThenable(result)) await result;
        stopwatch.stop();
        timesNs.push(stopwatch.wallNs);
      }
      stopwatch.dispose();
      return median(timesNs.slice(100));
    },
  };
}
