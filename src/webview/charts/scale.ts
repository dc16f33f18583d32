import type { Summary } from '../../model/measurement.ts';

export type ScaleKind = 'linear' | 'log';

/** Maps values to a share (0 to 1) of an axis. Values outside the domain map outside of 0 to 1. */
export interface Scale {
  readonly kind: ScaleKind;
  readonly low: number;
  readonly high: number;
  toShare(value: number): number;
  fromShare(share: number): number;
}

/** A domain without width is widened, so that a single value stands in the middle. A log scale needs `low` above 0. */
export function createScale(kind: ScaleKind, low: number, high: number): Scale {
  if (kind === 'log' && low > 0) {
    const [from, to] = high > low ? [low, high] : [low / 1.05, low * 1.05];
    const logFrom = Math.log(from);
    const width = Math.log(to) - logFrom;
    return {
      kind,
      low: from,
      high: to,
      toShare: (value) => (value > 0 ? (Math.log(value) - logFrom) / width : -Infinity),
      fromShare: (share) => Math.exp(logFrom + share * width),
    };
  }
  const margin = Math.abs(low) * 0.05 || 1;
  const [from, to] = high > low ? [low, high] : [low - margin, low + margin];
  return {
    kind: 'linear',
    low: from,
    high: to,
    toShare: (value) => (value - from) / (to - from),
    fromShare: (share) => from + share * (to - from),
  };
}

/** Round values inside the domain, about `count` of them, in order. */
export function ticksOf(scale: Scale, count: number): readonly number[] {
  const { low, high } = scale;
  if (scale.kind === 'log' && high / low >= 10) {
    const decades = Math.log10(high / low);
    const steps = decades > count ? [1] : decades > count / 2 ? [1, 3] : [1, 2, 5];
    const every = Math.max(1, Math.ceil((decades * steps.length) / (count * 1.5)));
    const ticks: number[] = [];
    for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent += every) {
      for (const step of steps) {
        // The quotient is exact where the product is not: 2 * 10 ** -1 is 0.2, but 3 * 10 ** -1 is not 0.3.
        const tick = exponent < 0 ? step / 10 ** -exponent : step * 10 ** exponent;
        if (tick >= low && tick <= high) ticks.push(tick);
      }
    }
    return ticks;
  }
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** One axis for medians and intervals that stand side by side: from zero, or, on a log scale, from just under the least. */
export function barScaleOf(summaries: readonly Pick<Summary, 'medianNs' | 'intervalNs'>[], kind: ScaleKind): Scale | null {
  if (summaries.length === 0) return null;
  const high = Math.max(...summaries.map((summary) => summary.intervalNs?.high ?? summary.medianNs));
  if (kind === 'linear') return createScale('linear', 0, high);
  const low = Math.min(...summaries.map((summary) => summary.intervalNs?.low ?? summary.medianNs));
  return createScale('log', low / 1.15, high * 1.05);
}
