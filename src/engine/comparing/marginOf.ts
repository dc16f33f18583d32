import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Config } from '../../model/config.ts';
import { matchesBenchmark } from '../benchmarks/index.ts';

/** The share that does not matter for a benchmark, as the config says. */
export function marginOf(benchmark: CollectedBenchmark, { compare }: Config): number {
  return compare.margins.findLast(({ match }) => matchesBenchmark(match, benchmark))?.margin ?? compare.margin;
}
