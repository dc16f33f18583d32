import type { CollectedBenchmark } from './benchmark.ts';

const names = new Intl.Collator('en', { numeric: true });

/**
 * Files by name, benchmarks as their file declares them: blocks take turns, so that the order in which measurements end says
 * nothing. What does not tell its place keeps the order that it has.
 */
export function inSourceOrder<M extends { readonly benchmark: Pick<CollectedBenchmark, 'file' | 'place'> }>(
  measurements: readonly M[],
): M[] {
  return measurements.toSorted(
    ({ benchmark: a }, { benchmark: b }) =>
      names.compare(a.file, b.file) || (a.place === undefined || b.place === undefined ? 0 : a.place - b.place),
  );
}
