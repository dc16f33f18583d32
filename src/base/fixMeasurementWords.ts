import { formatTimes } from './times.ts';

/** What a fix was measured to do to a benchmark, as far as these words need it. */
interface FixedBenchmark {
  readonly verdict: 'faster' | 'slower' | 'same' | 'inconclusive';
  /** With the fix over without. */
  readonly ratio: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly margin: number;
}

type FixTests =
  | { readonly state: 'run'; readonly passed: number; readonly failedBefore: readonly unknown[] }
  | { readonly state: 'none' | 'failed' };

interface FixOutputs {
  readonly state: 'equal' | 'differ' | 'not-compared';
}

interface FixMeasurement {
  readonly outcome: 'faster' | 'slower' | 'mixed' | 'no-difference' | 'inconclusive' | 'refused' | 'unreached';
  readonly reason: string | null;
  readonly benchmarks: readonly FixedBenchmark[];
  readonly failures: readonly { readonly failure: { readonly message: string } }[];
  readonly tests: FixTests | null;
  readonly outputs: FixOutputs | null;
}

/** `1.8 times faster (1.7 to 1.9), 14 tests pass, outputs equal`: what measuring a fix came to, in one line. */
export function fixMeasurementText(measurement: FixMeasurement): string {
  const { outcome, reason, tests, outputs } = measurement;
  if (outcome === 'refused') return `Refused. ${reason ?? ''}`.trimEnd();
  if (outcome === 'unreached') return `Not measured. ${reason ?? ''}`.trimEnd();
  return [speedText(measurement), tests && testsText(tests), outputs && outputsText(outputs)].filter((part) => part !== null).join(', ');
}

/** `1.8 times faster (1.7 to 1.9)` of one benchmark. */
export function fixedBenchmarkText({ verdict, ratio, interval, margin }: FixedBenchmark): string {
  switch (verdict) {
    case 'faster':
      return `${formatTimes(1 / ratio)} times faster${rangeText(interval && [1 / interval.high, 1 / interval.low])}`;
    case 'slower':
      return `${formatTimes(ratio)} times slower${rangeText(interval && [interval.low, interval.high])}`;
    case 'same':
      return `no difference (within ${Number((margin * 100).toPrecision(2))} %)`;
    case 'inconclusive':
      return interval === null
        ? 'inconclusive'
        : `inconclusive: ${formatTimes(1 / interval.high)} to ${formatTimes(1 / interval.low)} times as fast`;
  }
}

function speedText({ outcome, benchmarks, failures }: FixMeasurement): string {
  const [only, ...others] = benchmarks;
  if (only === undefined) return failures[0] ? `could not be measured: ${failures[0].failure.message}` : 'could not be measured';
  if (others.length === 0) return fixedBenchmarkText(only);
  const all = benchmarks.length;
  if (outcome === 'no-difference') return `no difference in ${all} benchmarks`;
  if (outcome === 'inconclusive') return `inconclusive in ${inVerdict(benchmarks, 'inconclusive').length} of ${all} benchmarks`;
  const parts = (['faster', 'slower'] as const).flatMap((verdict) => {
    const some = inVerdict(benchmarks, verdict);
    const most = some.toSorted((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)))[0];
    return most === undefined ? [] : [`${some.length} of ${all} benchmarks ${verdict}, the most ${fixedBenchmarkText(most)}`];
  });
  return parts.join(', ');
}

const inVerdict = (benchmarks: readonly FixedBenchmark[], verdict: FixedBenchmark['verdict']): readonly FixedBenchmark[] =>
  benchmarks.filter((each) => each.verdict === verdict);

function testsText(tests: FixTests): string {
  if (tests.state !== 'run') return tests.state === 'none' ? 'no tests ran' : 'tests could not be run';
  const passed = tests.passed === 1 ? '1 test passes' : `${tests.passed} tests pass`;
  return tests.failedBefore.length === 0 ? passed : `${passed} and ${tests.failedBefore.length} failed before, too`;
}

function outputsText(outputs: FixOutputs): string {
  return outputs.state === 'equal' ? 'outputs equal' : outputs.state === 'differ' ? 'outputs differ' : 'outputs not compared';
}

const rangeText = (range: readonly [number, number] | null): string =>
  range === null ? '' : ` (${formatTimes(range[0])} to ${formatTimes(range[1])})`;
