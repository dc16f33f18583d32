import { isThenable, type OpenWork } from '../work.ts';
import { loadGarbageCollector } from './batchRunner.ts';
import { median, type BatchSize, type Phase } from './phase.ts';
import { createBreather, type Runner } from './runner.ts';
import { nowMs } from './stopwatch.ts';

/** What mitata calls the state of an iterator benchmark: one turn of a loop over it is one iteration. */
export interface LoopState {
  get(name: string): unknown;
  [Symbol.iterator](): Iterator<undefined>;
  [Symbol.asyncIterator](): Iterator<undefined>;
}

/** Counts turns and starts and stops the batches of a phase from inside the loop. */
function createTurns(phase: Phase, betweenBatches: () => void): { iterator: Iterator<undefined>; ended(): boolean } {
  const turn: IteratorResult<undefined> = { value: undefined, done: false };
  const last: IteratorResult<undefined> = { value: undefined, done: true };
  let left = 0;
  let running = false;
  let over = false;

  function nextBatch(): IteratorResult<undefined> {
    if (running) phase.stop();
    running = false;
    betweenBatches();
    const count = phase.next();
    if (count === 0) {
      over = true;
      return last;
    }
    left = count;
    running = true;
    phase.start();
    return turn;
  }

  return {
    iterator: { next: () => (left-- > 1 ? turn : nextBatch()) },
    ended: () => over,
  };
}

/** The function runs the loop itself; it is called once a phase. */
export function createLoopRunner(work: OpenWork, size: BatchSize, alive: () => void): Runner {
  const { sign } = createBreather(alive);
  const collectGarbage = work.collectGarbageFirst ? loadGarbageCollector() : null;
  const fn = work.fn as (state: LoopState) => unknown;
  // Profiles know it by the name of a property, which minification leaves.
  const timed = { laptimeCall: (state: LoopState) => fn(state) };
  const [get = () => undefined] = work.constants as [((name: string) => unknown)?];
  let isAsync = false;

  return {
    timing: 'batch',
    get isAsync() {
      return isAsync;
    },
    async run(phase) {
      const turns = createTurns(phase, () => {
        sign();
        collectGarbage?.();
      });
      const state = { get, [Symbol.iterator]: () => turns.iterator, [Symbol.asyncIterator]: () => turns.iterator };
      const result = timed.laptimeCall(state);
      if (isThenable(result)) {
        isAsync = true;
        await result;
      }
      if (!turns.ended()) throw new Error('The benchmark left its loop over the state before the end: no time can be told.');
    },
    async emptyNs() {
      const perIterationNs: number[] = [];
      const counts = Array.from({ length: 24 }, () => Math.min(size.iterations, 100_000));
      let startMs = 0;
      const phase: Phase = {
        next: () => counts.pop() ?? 0,
        start: () => (startMs = nowMs()),
        stop: () => perIterationNs.push(((nowMs() - startMs) * 1e6) / Math.min(size.iterations, 100_000)),
      };
      const turns = createTurns(phase, () => {});
      // An async loop awaits each turn; its emptiness is the same loop without a body.
      if (isAsync) for await (const _ of { [Symbol.asyncIterator]: () => turns.iterator } as unknown as AsyncIterable<undefined>);
      else for (const _ of { [Symbol.iterator]: () => turns.iterator });
      return median(perIterationNs.slice(4));
    },
  };
}
