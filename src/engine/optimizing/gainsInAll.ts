import { groupedBy } from '../../base/groupedBy.ts';
import type { BenchmarkGain, Gain, GainsInAll } from '../../model/gain.ts';
import { geometricMean, productOfRatios } from '../stats/index.ts';

/** Adds up what fixes have gained, oldest first; null where none was written. */
export function gainsInAll(gains: readonly Gain[]): GainsInAll | null {
  const written = gains.filter(({ applied }) => applied);
  const [first] = written;
  if (!first) return null;
  const all = written.flatMap((gain) => gain.benchmarks);
  const benchmarks = [...groupedBy(all, ({ benchmarkId }) => benchmarkId)]
    .map(([benchmarkId, ofIt]: readonly [string, readonly BenchmarkGain[]]) => ({
      benchmarkId,
      ...productOfRatios(ofIt),
      count: ofIt.length,
    }))
    .toSorted((a, b) => a.ratio - b.ratio || (a.benchmarkId < b.benchmarkId ? -1 : 1));
  return {
    since: { startedAtMs: first.startedAtMs, revision: first.revision },
    fixes: written.length,
    left: gains.length - written.length,
    environments: new Set(written.map(({ environmentId }) => environmentId)).size,
    benchmarks,
    mean: benchmarks.length === 0 ? null : { ...geometricMean(benchmarks), count: benchmarks.length },
  };
}
