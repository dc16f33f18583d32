import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isThenable, type AnyFunction, type OpenWork } from '../work.ts';
import { compileAsyncLoop, compileSyncLoop } from './loops.ts';
import { median, setBatchSize, type BatchSize } from './phase.ts';
import { createBreather, type Runner } from './runner.ts';
import { nowMs } from './stopwatch.ts';

/** Longer preparation of one batch's inputs than this makes the batches smaller. */
const PREPARE_MS = 20;

export function loadGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** Makes the arguments of a whole batch: one array for each input. */
async function prepareInputs(work: OpenWork, count: number): Promise<unknown[][]> {
  const columns: unknown[][] = [];
  for (const make of work.inputs) {
    const column = new Array<unknown>(count);
    for (let index = 0; index < count; index++) {
      const value = make();
      column[index] = isThenable(value) ? await value : value;
    }
    columns.push(column);
  }
  return columns;
}

const doNothing = () => {};
const doNothingAsync = async () => {};

/** Calls in batches, in a loop of our own. */
export function createBatchRunner(work: OpenWork, isAsync: boolean, size: BatchSize, alive: () => void): Runner {
  const shape = { constants: work.constants, inputs: work.inputs.length };
  const compileLoop = () => (isAsync ? compileAsyncLoop(shape, work.concurrency) : compileSyncLoop(shape));
  const loop = compileLoop();
  const collectGarbage = work.collectGarbageFirst ? loadGarbageCollector() : null;
  const { breathe } = createBreather(alive);

  return {
    timing: 'batch',
    isAsync,
    async run(phase) {
      for (let count = phase.next(); count > 0; count = phase.next()) {
        const preparedMs = nowMs();
        const inputs = await prepareInputs(work, count);
        const tookMs = nowMs() - preparedMs;
        collectGarbage?.();
        phase.start();
        // A sync function does not pay for an await.
        const result = loop(work.fn, count, inputs);
        if (isAsync) await result;
        phase.stop();
        if (tookMs > PREPARE_MS) size.limit = Math.max(size.step, Math.floor((count * PREPARE_MS) / tookMs));
        await breathe();
      }
    },
    async emptyNs() {
      const emptyLoop = compileLoop();
      const empty: AnyFunction = isAsync ? doNothingAsync : doNothing;
      const emptySize = { ...size };
      const perIterationNs: number[] = [];
      for (let batch = 0; batch < 40; batch++) {
        const count = emptySize.iterations;
        const inputs = work.inputs.map(() => new Array<unknown>(count));
        const startMs = nowMs();
        const result = emptyLoop(empty, count, inputs);
        if (isAsync) await result;
        const tookMs = nowMs() - startMs;
        // Each batch grows towards a quarter of a millisecond; the later half is warm.
        if (tookMs < 0.25) setBatchSize(emptySize, count * 2);
        if (batch >= 20) perIterationNs.push((tookMs * 1e6) / count);
      }
      return median(perIterationNs);
    },
  };
}
