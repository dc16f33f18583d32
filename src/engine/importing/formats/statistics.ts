import type { ForeignResult } from '../foreignRun.ts';
import { asList, asNumber, type JsonObject } from '../json.ts';

const NS_PER_MS = 1e6;

type Times = Pick<ForeignResult, 'valueNs' | 'statistic' | 'meanNs' | 'minNs' | 'maxNs' | 'p75Ns' | 'p99Ns' | 'samples' | 'samplesNs'>;

/**
 * What tinybench (and vitest with it) calls the statistics of latency, in milliseconds: `p50` or `median`, `mean`, `min`,
 * `max`, `p75`, `p99`, `samplesCount` or `sampleCount`, `samples`. Null when there is neither a median nor a mean above 0.
 */
export function readStatistics(statistics: JsonObject): Times | null {
  const timeNs = (name: string) => {
    const ns = (asNumber(statistics[name]) ?? 0) * NS_PER_MS;
    return ns > 0 && ns < Infinity ? ns : undefined;
  };
  const meanNs = timeNs('mean');
  const medianNs = timeNs('p50') ?? timeNs('median');
  const valueNs = medianNs ?? meanNs;
  if (valueNs === undefined) return null;
  const samplesNs = (asList(statistics['samples']) ?? [])
    .flatMap((sample) => asNumber(sample) ?? [])
    .map((ms) => ms * NS_PER_MS)
    .filter((ns) => ns > 0 && ns < Infinity);
  const count = asNumber(statistics['samplesCount']) ?? asNumber(statistics['sampleCount']);
  const samples = count !== null && Number.isInteger(count) && count > 0 ? count : samplesNs.length;
  const [minNs, maxNs, p75Ns, p99Ns] = [timeNs('min'), timeNs('max'), timeNs('p75'), timeNs('p99')];
  return {
    valueNs,
    statistic: medianNs === undefined ? 'the mean' : null,
    ...(meanNs !== undefined && { meanNs }),
    ...(minNs !== undefined && { minNs }),
    ...(maxNs !== undefined && { maxNs }),
    ...(p75Ns !== undefined && { p75Ns }),
    ...(p99Ns !== undefined && { p99Ns }),
    ...(samples > 0 && { samples }),
    ...(samplesNs.length > 0 && { samplesNs }),
  };
}
