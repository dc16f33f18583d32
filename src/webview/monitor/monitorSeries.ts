import type { PanelMetricSeries } from '../../protocol/panelMonitor.ts';

/** Lists of numbers for uPlot, in which null ends a line. */
export type PlotValues = (number | null)[];

/** One metric as it is drawn: with the band of a minute or hour where there is one. */
export interface PlotSeries {
  readonly atMs: number[];
  readonly values: PlotValues;
  readonly least: PlotValues | null;
  readonly most: PlotValues | null;
}

/** What was collected in a time, in the unit of the metric. */
export interface SeriesFigures {
  readonly latest: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** Times between values that are so much longer than usual are gaps. */
const GAP = 3.5;
const MOST_STEPS = 101;
const MINUTE_MS = 60_000;

/** Of a metric of which nothing was collected. */
export const noSeries: PanelMetricSeries = { metric: '', atMs: new Float64Array(), values: new Float64Array(), least: null, most: null };

/** Index of the first that is at least `ms`. */
function placeOf(atMs: ArrayLike<number>, ms: number): number {
  let [low, high] = [0, atMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atMs[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What there was before `fromMs`, as far as it is not too old, and all that is new. */
export function joinSeries(
  before: PanelMetricSeries | undefined,
  next: PanelMetricSeries,
  fromMs: number,
  oldestMs: number,
): PanelMetricSeries {
  if (before === undefined || next.least !== null) return next;
  const [first, end] = [placeOf(before.atMs, oldestMs), placeOf(before.atMs, fromMs)];
  const join = (a: Float64Array, b: Float64Array) => {
    const joined = new Float64Array(Math.max(end - first, 0) + b.length);
    if (end > first) joined.set(a.subarray(first, end));
    joined.set(b, joined.length - b.length);
    return joined;
  };
  const none = new Float64Array(next.values.length).fill(NaN);
  return {
    ...{ metric: next.metric, atMs: join(before.atMs, next.atMs), values: join(before.values, next.values) },
    ...{ least: before.least && join(before.least, none), most: before.most && join(before.most, none) },
  };
}

/** Of a band; null where the value is one that was collected. */
const edgeAt = (edge: Float64Array | null, index: number): number | null => {
  const value = edge?.[index];
  return value === undefined || Number.isNaN(value) ? null : value;
};

/** With a null wherever nothing was collected for a while. */
export function toPlot({ atMs, values, least, most }: PanelMetricSeries): PlotSeries {
  const plot: PlotSeries = { atMs: [], values: [], least: least && [], most: most && [] };
  // Minutes of before, and values as they were collected, have steps of their own.
  const means = least === null ? 0 : least.findLastIndex((value) => !Number.isNaN(value)) + 1;
  const isMixed = means > 0 && means < atMs.length;
  const gapMs = usualStepMs(isMixed ? atMs.subarray(means) : atMs) * GAP;
  const push = (at: number, value: number | null, low: number | null, high: number | null) => {
    plot.atMs.push(at);
    plot.values.push(value);
    plot.least?.push(low);
    plot.most?.push(high);
  };
  for (let index = 0; index < atMs.length; index += 1) {
    const at = atMs[index]!;
    const lastMs = index === 0 ? at : atMs[index - 1]!;
    if (at - lastMs > (isMixed && index <= means ? MINUTE_MS * GAP : gapMs)) push((at + lastMs) / 2, null, null, null);
    push(at, values[index]!, edgeAt(least, index), edgeAt(most, index));
  }
  return plot;
}

/** The median of some of them, all over the series; Infinity of fewer than two values. */
function usualStepMs(atMs: Float64Array): number {
  if (atMs.length < 2) return Infinity;
  const steps = new Float64Array(Math.min(atMs.length - 1, MOST_STEPS));
  for (let index = 0; index < steps.length; index += 1) {
    const place = Math.floor((index / steps.length) * (atMs.length - 1));
    steps[index] = atMs[place + 1]! - atMs[place]!;
  }
  return steps.toSorted()[steps.length >>> 1]!;
}

/** Of what was collected from `fromMs` up to and with `untilMs`; null where that is nothing. */
export function figuresOf({ atMs, values, least, most }: PanelMetricSeries, fromMs: number, untilMs: number): SeriesFigures | null {
  const [first, end] = [placeOf(atMs, fromMs), placeOf(atMs, untilMs + 1)];
  if (first >= end) return null;
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let index = first; index < end; index += 1) {
    const value = values[index]!;
    sum += value;
    min = Math.min(min, edgeAt(least, index) ?? value);
    max = Math.max(max, edgeAt(most, index) ?? value);
  }
  return { latest: values[end - 1]!, min, mean: sum / (end - first), max };
}

/** Index of the value next to a time; null where there is none, or where it is further away than `mostMs`. */
export function nearestAt(atMs: ArrayLike<number>, ms: number, mostMs = Infinity): number | null {
  const at = placeOf(atMs, ms);
  const isBefore = at > 0 && (at === atMs.length || ms - atMs[at - 1]! <= atMs[at]! - ms);
  const index = isBefore ? at - 1 : at;
  return index < atMs.length && Math.abs(atMs[index]! - ms) <= mostMs ? index : null;
}

/** When the first of all these values was collected; Infinity where there is none. */
export function firstOf(all: Iterable<PanelMetricSeries>): number {
  let first = Infinity;
  for (const { atMs } of all) first = Math.min(first, atMs[0] ?? Infinity);
  return first;
}
