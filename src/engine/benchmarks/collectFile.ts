import { benchmarkId, type CollectedBenchmark } from '../../model/benchmark.ts';
import type { FileFailure } from '../../model/run.ts';
import type { Expectation } from '../../protocol/harness.ts';
import { askChild } from './childProcess.ts';
import type { ChosenLoader } from './loader/index.ts';
import type { LoadContext } from './runContext.ts';

export type CollectedFile =
  | {
      readonly state: 'collected';
      readonly file: string;
      readonly load: ChosenLoader;
      readonly benchmarks: readonly CollectedBenchmark[];
      readonly expectations: readonly Expectation[];
      readonly warnings: readonly string[];
      readonly output: string;
    }
  | { readonly state: 'failed'; readonly file: string; readonly load: ChosenLoader | null; readonly failure: FileFailure };

/** Executes a bench file once, in a child, to learn which benchmarks it declares. */
export async function collectFile(file: string, context: LoadContext, signal: AbortSignal): Promise<CollectedFile> {
  const load = await context.chooseLoader(file);
  const answer = await askChild(context.childOptions(file), (child) => child.collect(context.loadRequest(file, load)), signal);
  if (answer.state === 'failed') {
    const failure = context.readFailure(answer.failure, null);
    return { state: 'failed', file, load, failure: { file, failure, output: answer.output } };
  }
  const { entries, expectations, warnings } = answer.value;
  const benchmarks = entries.map(({ ordinal, ...entry }, place) => ({ ...entry, id: benchmarkId(file, entry.path, ordinal), file, place }));
  return { state: 'collected', file, load, benchmarks, expectations, warnings, output: answer.output };
}

/** Which of the benchmarks with the same path an id stands for, from 1. */
export function ordinalOf(benchmark: CollectedBenchmark): number {
  const plain = benchmarkId(benchmark.file, benchmark.path);
  return benchmark.id === plain ? 1 : Number(benchmark.id.slice(plain.length + 2));
}
