import { Session } from 'node:inspector';
import { writeHeapSnapshot } from 'node:v8';
import type { LeakRoundRequest, LeakSize } from '../../../protocol/harness.ts';
import { sourceMapText } from '../profiling/sourceMapText.ts';
import { loadGarbageCollector } from '../timing/batchRunner.ts';
import { createLoopRunner } from '../timing/loopRunner.ts';
import type { Phase } from '../timing/phase.ts';
import { isThenable, type OpenWork } from '../work.ts';

/** Runs one benchmark for a search for leaks: nothing is timed, and nothing of ours is left over of an iteration. */
export interface LeakRounds {
  /** Runs it until a round can be sized, and one round. */
  warmUp(): Promise<LeakSize>;
  run(round: LeakRoundRequest): Promise<void>;
  /** Source maps that scripts carry with them, by the scripts' addresses. */
  sourceMaps(): Record<string, string>;
  dispose(): void;
}

const ROUND_MS = 250;
const MOST_ITERATIONS = 1000;
/** Fourteen times as much, in all rounds, is more than it takes to rule out chance. */
const LEAST_ITERATIONS = 8;
const PROBED_ITERATIONS = 200;
/** What is left over of a round: all rounds together leave fifteen times as much. */
const MOST_ROUND_BYTES = 16e6;
const SIGN_MS = 100;

/** `alive` is called about ten times a second. */
export function createLeakRounds(work: OpenWork, alive: () => void): LeakRounds {
  const session = new Session();
  session.connect();
  const collectGarbage = loadGarbageCollector();
  const usedBytes = () => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const iterate = createIterator(work, alive);

  return {
    async warmUp() {
      await iterate(LEAST_ITERATIONS);
      const beforeBytes = usedBytes();
      const startMs = performance.now();
      let probed = 0;
      do {
        await iterate(LEAST_ITERATIONS);
        probed += LEAST_ITERATIONS;
      } while (probed < PROBED_ITERATIONS && performance.now() - startMs < ROUND_MS / 4);
      const iterationMs = (performance.now() - startMs) / probed;
      const leftBytes = Math.max(0, usedBytes() - beforeBytes) / probed;
      const most = Math.min(ROUND_MS / iterationMs, MOST_ROUND_BYTES / leftBytes, MOST_ITERATIONS);
      const iterations = Math.max(LEAST_ITERATIONS, Math.floor(most));
      await iterate(iterations);
      return { iterations };
    },
    async run({ iterations, file, tracks }) {
      if (tracks) session.post('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
      await iterate(iterations);
      // V8 forgets where an object was allocated when it moves it after it was seen: it comes to rest before it is.
      collectGarbage();
      alive();
      writeHeapSnapshot(file);
      alive();
    },
    sourceMaps() {
      const found: Record<string, string> = {};
      session.on('Debugger.scriptParsed', ({ params: { url, sourceMapURL } }) => {
        const text = url === '' ? null : sourceMapText(sourceMapURL ?? '');
        if (text !== null) found[url] = text;
      });
      session.post('Debugger.enable');
      session.post('Debugger.disable');
      return found;
    },
    dispose: () => session.disconnect(),
  };
}

/** Runs so many iterations. What is not async is run without a pause: V8's own timers would only disturb. */
function createIterator(work: OpenWork, alive: () => void): (count: number) => Promise<void> {
  if (work.style === 'loop') {
    return async (count) => {
      const size = { iterations: count, limit: count, step: 1 };
      let left = 1;
      const phase: Phase = { next: () => (left-- > 0 ? count : 0), start() {}, stop() {} };
      await createLoopRunner(work, size, alive).run(phase, 'run');
    };
  }
  const call = work.fn as (...args: unknown[]) => unknown;
  let signedMs = performance.now();
  return async (count) => {
    await work.phaseHooks?.before('run');
    for (let iteration = 0; iteration < count; iteration += 1) {
      if (work.callHooks) await work.callHooks.before('run');
      const inputs: unknown[] = [];
      for (const make of work.inputs) {
        const input = make();
        inputs.push(isThenable(input) ? await input : input);
      }
      const result = call(...work.constants, ...inputs);
      if (isThenable(result)) await result;
      if (work.callHooks) await work.callHooks.after('run');
      const nowMs = performance.now();
      if (nowMs - signedMs < SIGN_MS) continue;
      signedMs = nowMs;
      alive();
    }
    await work.phaseHooks?.after('run');
  };
}
