import { groupedBy } from '../../base/groupedBy.ts';
import type { BenchmarkGain, Gain, GainsInAll } from '../../model/gain.ts';
import { geometricMean, productOfRatios } from '../stats/index.ts';

/**
 * Adds up what fixes have gained, oldest first; null where none was written. What was measured again at the same place counts once, as it
 * was measured last: a fix that is there to be measured was taken back before.
 */
export function gainsInAll(gains: readonly Gain[]): GainsInAll | null {
  const last = [...new Map(gains.map((gain) => [JSON.stringify([gain.rule, gain.file, gain.line, gain.title]), gain])).values()];
  const written = last.filter(({ applied }) => applied).toSorted((a, b) => a.startedAtMs - b.startedAtMs);
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
    left: last.length - written.length,
    environments: new Set(written.map(({ environmentId }) => environmentId)).size,
    benchmarks,
    mean: benchmarks.length === 0 ? null : { ...geometricMean(benchmarks), count: benchmarks.length },
  };
}
