import { formatDuration, formatInterval } from '../../base/units.ts';
import { benchmarkId } from '../../model/benchmark.ts';
import type { Interval, Summary } from '../../model/measurement.ts';
import type { Expectation, ExpectationSide } from '../../protocol/harness.ts';

interface Time {
  readonly name: string;
  readonly ns: number;
  readonly interval: Pick<Interval, 'low' | 'high'>;
}

export type ExpectationVerdict =
  | { readonly kind: 'holds' }
  /** Not both sides were measured. */
  | { readonly kind: 'not-judged' }
  | { readonly kind: 'unclear'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string };

/** The id of the benchmark that an expectation is about; null for a result from elsewhere. */
export function sideId(file: string, side: ExpectationSide): string | null {
  return side.kind === 'benchmark' ? benchmarkId(file, side.path, side.ordinal) : null;
}

/**
 * Judges `expect(a).toBeFasterThan(b, { delta })` as vitest words it: the time of `a` is below that of `b` times 1 - delta
 * (slower: above it times 1 + delta). Broken only when the intervals of both leave no doubt; where they overlap and the
 * medians are on the wrong side the answer is `unclear`.
 */
export function judgeExpectation(
  expectation: Expectation,
  file: string,
  summaryOf: (id: string) => Summary | undefined,
): ExpectationVerdict {
  const actual = timeOf(expectation.actual, file, summaryOf);
  const expected = timeOf(expectation.expected, file, summaryOf);
  if (!actual || !expected) return { kind: 'not-judged' };

  const { relation, negated, delta } = expectation;
  const faster = relation === 'faster';
  const factor = faster ? 1 - delta : 1 + delta;
  const limit = { ns: expected.ns * factor, low: expected.interval.low * factor, high: expected.interval.high * factor };
  const surelyBelow = actual.interval.high < limit.low;
  const surelyAbove = actual.interval.low > limit.high;
  const contrary = faster === negated ? surelyBelow : surelyAbove;
  const pointHolds = (faster ? actual.ns < limit.ns : actual.ns > limit.ns) !== negated;
  if (pointHolds) return { kind: 'holds' };

  const by = delta > 0 ? ` by at least ${Math.round(delta * 100)} %` : '';
  const wanted = `'${actual.name}' was expected ${negated ? 'not ' : ''}to be ${relation} than '${expected.name}'${by}`;
  const found = `${describe(actual)} against ${describe(expected)}`;
  if (contrary) return { kind: 'broken', message: `${wanted}: ${found}.` };
  return { kind: 'unclear', message: `${wanted}, but the intervals overlap: ${found}. Measure longer to settle it.` };
}

function timeOf(side: ExpectationSide, file: string, summaryOf: (id: string) => Summary | undefined): Time | undefined {
  if (side.kind === 'stored') return { name: side.name, ns: side.meanNs, interval: { low: side.meanNs, high: side.meanNs } };
  const summary = summaryOf(benchmarkId(file, side.path, side.ordinal));
  if (!summary) return undefined;
  // Without an interval nothing is sure: it reaches from nothing to everything.
  const interval = summary.intervalNs ?? { low: 0, high: Infinity };
  return { name: side.path.at(-1) ?? file, ns: summary.medianNs, interval };
}

function describe({ ns, interval }: Time): string {
  const range = interval.low < interval.high && Number.isFinite(interval.high) ? ` (${formatInterval(interval)})` : '';
  return `${formatDuration(ns)}${range}`;
}
