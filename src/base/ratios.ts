import { formatChange, formatPercent, formatSpeed } from './units.ts';

/** A ratio of times in words, with as many digits as its interval gives it. */
export interface RatioText {
  /** `+3.1 %`, `-12 %`; from twofold on `2.30x slower`. */
  readonly change: string;
  /** Without a sign: `3.1 % slower`, `12 % faster`, `2.30x slower`. */
  readonly speed: string;
  /** `[+2.7 %, +3.5 %]`, `[2.25x, 2.35x]`; null without an interval. */
  readonly interval: string | null;
  /** Half the width of the interval: `± 0.4 %`; null without an interval. */
  readonly error: string | null;
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** What stands for a number that is not there or not finite. */
const NOTHING = '–';
/** From here on, and below its reciprocal, per cent are hard to read. */
const IN_TIMES = 2;
const MOST_DECIMALS = 2;
/** From here on, hundredths are no longer read. */
const LARGE = 10;

/** New time over old: 1.03 took 3 % longer. `interval` are its ends. */
export function formatRatio(ratio: number, interval: Ends | null): RatioText {
  if (![ratio, interval?.low ?? 1, interval?.high ?? 1].every((value) => Number.isFinite(value) && value > 0)) {
    return { change: NOTHING, speed: NOTHING, interval: null, error: null };
  }
  const isFar = ratio >= IN_TIMES || ratio <= 1 / IN_TIMES;
  if (interval === null) return withoutInterval(ratio, isFar);
  return isFar && (interval.low > 1 || interval.high < 1) ? inTimes(ratio, interval) : inPercent(ratio, interval);
}

const wordFor = (ratio: number): string => (ratio < 1 ? 'faster' : 'slower');

function withoutInterval(ratio: number, isFar: boolean): RatioText {
  const speed = isFar ? formatSpeed(ratio) : `${formatPercent(Math.abs(ratio - 1))} ${wordFor(ratio)}`;
  return { change: isFar ? speed : formatChange(ratio), speed, interval: null, error: null };
}

function inTimes(ratio: number, interval: Ends): RatioText {
  const times = ratio >= 1 ? ratio : 1 / ratio;
  const ends = ratio >= 1 ? interval : { low: 1 / interval.high, high: 1 / interval.low };
  const decimals = decimalsFor(ends);
  const text = (value: number) => `${value.toFixed(decimals)}x`;
  const speed = `${text(times)} ${wordFor(ratio)}`;
  return { change: speed, speed, interval: `[${text(ends.low)}, ${text(ends.high)}]`, error: `± ${text(half(ends))}` };
}

function inPercent(ratio: number, interval: Ends): RatioText {
  const percent = (ratio - 1) * 100;
  const ends = { low: (interval.low - 1) * 100, high: (interval.high - 1) * 100 };
  const decimals = decimalsFor(ends);
  return {
    change: signed(percent, decimals),
    speed: `${unsigned(percent, decimals)} % ${wordFor(ratio)}`,
    interval: `[${signed(ends.low, decimals)}, ${signed(ends.high, decimals)}]`,
    error: `± ${unsigned(half(ends), decimals)} %`,
  };
}

const half = ({ low, high }: Ends): number => Math.abs(high - low) / 2;

const unsigned = (value: number, decimals: number): string => Math.abs(value).toFixed(decimals);

/** Zero, as rounded, has no sign. */
function signed(percent: number, decimals: number): string {
  const digits = unsigned(percent, decimals);
  return `${Number(digits) === 0 ? '' : percent < 0 ? '-' : '+'}${digits} %`;
}

/**
 * Two digits of an uncertainty that begins with 1, 2 or 3 (up to 3.54), else one: the rule of the Particle Data Group
 * (Review of Particle Physics, Introduction, "Rounding"), as far as they are read. More where an end would look like no change at all.
 */
function decimalsFor(ends: Ends): number {
  const error = half(ends);
  const most = Math.max(Math.abs(ends.low), Math.abs(ends.high)) < LARGE ? MOST_DECIMALS : 1;
  if (error === 0) return most;
  const magnitude = Math.floor(Math.log10(error));
  const digits = error / 10 ** magnitude < 3.55 ? 2 : 1;
  let decimals = Math.min(Math.max(digits - 1 - magnitude, 0), most);
  const vanishes = (end: number) => end !== 0 && Number(end.toFixed(decimals)) === 0;
  while (decimals < most && (vanishes(ends.low) || vanishes(ends.high))) decimals += 1;
  return decimals;
}
