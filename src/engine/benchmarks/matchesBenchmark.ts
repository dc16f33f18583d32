import picomatch from 'picomatch';
import type { CollectedBenchmark } from '../../model/benchmark.ts';

/** Whether a glob of the config means a benchmark: by its file, or by its id. */
export function matchesBenchmark(match: string, { id, file }: Pick<CollectedBenchmark, 'id' | 'file'>): boolean {
  const matches = picomatch(match, { dot: true });
  return matches(file) || matches(id) || match === id;
}
