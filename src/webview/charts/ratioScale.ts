import { createScale, type Scale } from './scale.ts';

/** A ratio of times with its interval and the margin that it is judged by: 1.03 took 3 % longer, 0.02 is 2 %. */
export interface RatioEstimate {
  readonly ratio: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly margin: number;
}

/** Around the widest margin there is as much room again, and more. */
const MARGINS_SHOWN = 2.5;
/** Who reaches so many times as far as three quarters of the others must not press them together. */
const MOST_TIMES_TYPICAL = 2;
const ROOM = 1.1;

/**
 * One axis for many ratios: logarithmic and symmetric around no change. What reaches much further than most is beyond its ends.
 * Null where there are none.
 */
export function ratioScaleOf(estimates: readonly RatioEstimate[]): Scale | null {
  if (estimates.length === 0) return null;
  const least = MARGINS_SHOWN * Math.log1p(Math.max(0, ...estimates.map(({ margin }) => margin)));
  const reaches = estimates
    .map(reachOf)
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b);
  const typical = reaches[Math.floor(0.75 * (reaches.length - 1))] ?? 0;
  const most = MOST_TIMES_TYPICAL * Math.max(typical, least);
  const reach = Math.max(least, reaches.findLast((one) => one <= most) ?? 0) * ROOM || Math.log1p(0.05);
  return createScale('log', Math.exp(-reach), Math.exp(reach));
}

const reachOf = ({ ratio, interval }: RatioEstimate): number =>
  Math.max(...[ratio, interval?.low ?? ratio, interval?.high ?? ratio].map((end) => Math.abs(Math.log(end))));

/** An axis for one benchmark: no change, the margin, the interval and every block are on it. */
export function ratioScaleAround({ ratio, interval, margin }: RatioEstimate, blockRatios: readonly number[]): Scale {
  const known = [ratio, interval?.low ?? ratio, interval?.high ?? ratio, ...blockRatios, 1 + margin, 1 / (1 + margin)];
  const logs = known.map(Math.log).filter(Number.isFinite);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const room = (high - low) * 0.06 || 0.01;
  return createScale('log', Math.exp(low - room), Math.exp(high + room));
}

/** No change and one round change on either side: all that a narrow axis has room for. */
export function sideTicks({ high }: Scale): readonly RatioTick[] {
  const steps = [0.001, 0.01, 0.1].flatMap((power) => [1, 2, 5].map((factor) => Number((factor * power).toPrecision(1))));
  const step = steps.findLast((one) => -Math.log1p(-one) <= 0.9 * Math.log(high)) ?? steps[0]!;
  if (high < IN_TIMES / 2) return [-step, 0, step].map((change) => percentTick(change * 100));
  const times = [2, 5, 10, 100, 1000].findLast((one) => one <= high ** 0.9) ?? 2;
  return [1 / times, 1, times].map(timesTick);
}

export interface RatioTick {
  readonly ratio: number;
  /** `0`, `+5 %`, `-20 %`; on a wide axis `1x`, `4x`, `0.25x`. */
  readonly label: string;
}

/** An axis whose ends are so many times apart is in times: per cent are hard to read there. */
const IN_TIMES = 9;

/** Round changes inside the axis, about `count` of them, in order; no change is one of them where it is inside. */
export function ratioTicks({ low, high }: Scale, count: number): readonly RatioTick[] {
  return high / low >= IN_TIMES ? ticksInTimes(low, high, count) : ticksInPercent(low, high, count);
}

function ticksInTimes(low: number, high: number, count: number): readonly RatioTick[] {
  const step = [2, 10, 100, 1e4].find((one) => Math.log(one) >= Math.log(high / low) / count) ?? 1e8;
  return stepsInside(Math.log(low) / Math.log(step), Math.log(high) / Math.log(step)).map((index) => timesTick(step ** index));
}

const timesTick = (ratio: number): RatioTick => ({ ratio: Number(ratio.toPrecision(12)), label: `${Number(ratio.toPrecision(3))}x` });

function ticksInPercent(low: number, high: number, count: number): readonly RatioTick[] {
  const rough = ((high - low) * 100) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 5, 10].map((factor) => factor * power);
  const distance = (step: number) => Math.abs(Math.log(step / rough));
  const step = steps.reduce((nearest, one) => (distance(one) < distance(nearest) ? one : nearest));
  return stepsInside(((low - 1) * 100) / step, ((high - 1) * 100) / step).map((index) => percentTick(index * step));
}

function percentTick(change: number): RatioTick {
  const percent = Number(change.toPrecision(12));
  return { ratio: 1 + percent / 100, label: percent === 0 ? '0' : `${percent > 0 ? '+' : ''}${percent} %` };
}

/** Whole numbers from `low` to `high`, with the dust of binary fractions brushed off the ends. */
function stepsInside(low: number, high: number): readonly number[] {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
