import { shuffled } from '../../base/shuffled.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { BlockReport } from '../../protocol/harness.ts';
import { isDone, newState, type BenchmarkState } from './benchmarkState.ts';
import { askChild } from './childProcess.ts';
import { ordinalOf } from './collectFile.ts';
import type { ChosenLoader } from './loader/index.ts';
import type { RunContext } from './runContext.ts';

export interface MeasureHooks {
  readonly onStarted: (state: BenchmarkState) => void;
  readonly onBlock: (state: BenchmarkState) => void;
  /** All blocks of the benchmark are in. */
  readonly onDone: (state: BenchmarkState) => void;
}

/**
 * Measures benchmarks of one file, one block at a time. Their blocks take turns, in an order drawn anew for each round, so
 * that whatever the machine does in the meantime hits all of them alike.
 */
export async function measureFile(
  file: { readonly load: ChosenLoader; readonly benchmarks: readonly CollectedBenchmark[] },
  context: RunContext,
  hooks: MeasureHooks,
  signal: AbortSignal,
): Promise<void> {
  let open = file.benchmarks.map(newState);
  while (open.length > 0) {
    for (const state of shuffled(open)) {
      if (state.blocks.length === 0) hooks.onStarted(state);
      await addBlock(state, file.load, context, signal);
      hooks.onBlock(state);
      if (isDone(state, context.preset)) hooks.onDone(state);
    }
    open = open.filter((state) => !isDone(state, context.preset));
  }
}

async function addBlock(state: BenchmarkState, load: ChosenLoader, context: RunContext, signal: AbortSignal): Promise<void> {
  const { benchmark, blocks } = state;
  const { preset } = context;
  const plan = {
    blockMs: preset.blockMs,
    warmupMs: preset.warmupMs,
    minBlocks: preset.minBlocks,
    mostMs: preset.budgetMs / preset.minBlocks,
  };
  const request = { ...context.loadRequest(benchmark.file, load), path: benchmark.path, ordinal: ordinalOf(benchmark), plan };
  const startMs = performance.now();
  const answer = await askChild<BlockReport>(context.childOptions(benchmark.file), (child) => child.measure(request), signal);
  state.spentMs += performance.now() - startMs;
  // Every block prints the same: the first that printed tells it, the one that failed tells most.
  if (answer.state === 'failed' || state.output === '') state.output = answer.output;
  if (answer.state === 'failed') state.failure = answer.failure;
  else blocks.push({ index: blocks.length, ...answer.value });
}
