import type { ForeignFormat, ForeignResult } from '../foreignRun.ts';
import { asNumber, asObject } from '../json.ts';
import { toNanoseconds } from '../times.ts';

/** The measures whose unit Bencher itself fixes: nanoseconds, and operations a second. */
const UNITS = { latency: 'ns', throughput: 'ops/s' } as const;

/** Bencher Metric Format: benchmark, measure, and `value` with bounds (https://bencher.dev/docs/reference/bencher-metric-format). */
export const bencher: ForeignFormat = {
  name: 'bencher',
  noun: "Bencher's metric format",
  shape: 'an object of benchmarks, each an object of measures like "latency" with a "value"',
  detect(value) {
    const benchmarks = Object.values(asObject(value) ?? {});
    return benchmarks.length > 0 && benchmarks.every(isBenchmark);
  },
  read(value, { note }) {
    const results = Object.entries(asObject(value) ?? {}).flatMap(([name, entry]): ForeignResult[] => {
      const measures = asObject(entry);
      if (measures === null) {
        note(`'${name}' is not an object of measures`);
        return [];
      }
      const found = (['latency', 'throughput'] as const).find((measure) => Object.hasOwn(measures, measure));
      for (const measure of Object.keys(measures)) {
        if (measure === found || (measure === 'throughput' && found === 'latency')) continue;
        note(`measures of '${measure}' were left out: only latency and throughput have a unit of time`);
      }
      if (found === undefined) return [];
      const number = asNumber(asObject(measures[found])?.['value']);
      const time = number === null ? null : toNanoseconds(number, UNITS[found]);
      if (time === null) {
        note(`'${name}'.${found}.value is not a number above 0`);
        return [];
      }
      return [
        { path: [name], api: 'other', valueNs: time.ns, statistic: time.inverted ? '1 / the throughput' : 'the latency in the file' },
      ];
    });
    return results.length === 0 ? [] : [{ commit: null, branch: null, measuredAtMs: null, machine: { label: '' }, results }];
  },
};

function isBenchmark(value: unknown): boolean {
  const measures = Object.values(asObject(value) ?? {});
  return measures.length > 0 && measures.every((measure) => asNumber(asObject(measure)?.['value']) !== null);
}
