import { findTrend, median, sorted } from '../stats/index.ts';
import type { Window } from './window.ts';

/** Questions to the windows. Null, or undefined, where a metric is in none of them. */
export interface Reading {
  readonly windows: readonly Window[];
  /** That may be used. */
  readonly cores: number;
  /** Whether the program told of itself. */
  readonly isWithin: boolean;
  /** By the length of the windows. */
  mean(metric: string): number | null;
  median(metric: string): number | null;
  /** Of the time that the main thread ran or had no core, how much it ran: 1 where nobody held it back, or nothing is known of that. */
  readonly ran: number;
  /** How much of the time it is so. */
  share(is: (window: Window) => boolean): number;
  /** How the least of it rises. */
  rise(valueOf: (window: Window) => number | undefined): Rise | null;
}

export interface Rise {
  readonly perSecond: number;
  /** The same of the second half alone. */
  readonly laterPerSecond: number;
  /** Of Mann and Kendall. */
  readonly z: number;
  readonly first: number;
  readonly last: number;
}

/** Places of a lower envelope: enough for a trend, few enough for all their pairs. */
const MOST_PLACES = 40;
/** Each is the least of at least so many windows, so that collections of garbage do not count. */
const LEAST_WIDTH = 3;
const LEAST_PLACES = 6;

export function readingOf(windows: readonly Window[], cores: number): Reading {
  const totalMs = windows.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const mean = (metric: string): number | null => {
    let [sum, ms] = [0, 0];
    for (const { values, durationMs } of windows) {
      const value = values.get(metric);
      if (value === undefined) continue;
      sum += value * durationMs;
      ms += durationMs;
    }
    return ms === 0 ? null : sum / ms;
  };
  const cpu = mean('program.mainThread.cpu') ?? 0;
  const delay = mean('program.mainThread.runDelay') ?? 0;
  return {
    windows,
    cores,
    isWithin: windows.some(({ values, isSilent }) => isSilent || values.has('program.eventLoop.utilization')),
    ran: cpu + delay === 0 ? 1 : cpu / (cpu + delay),
    mean,
    median(metric) {
      const all = windows.flatMap(({ values }) => values.get(metric) ?? []);
      return all.length === 0 ? null : median(sorted(all));
    },
    share: (is) => (totalMs === 0 ? 0 : windows.reduce((sum, window) => sum + (is(window) ? window.durationMs : 0), 0) / totalMs),
    rise: (valueOf) => riseOf(windows, valueOf),
  };
}

function riseOf(windows: readonly Window[], valueOf: (window: Window) => number | undefined): Rise | null {
  const points = windows.flatMap((window) => {
    const value = valueOf(window);
    return value === undefined ? [] : [{ seconds: window.atMs / 1000, value }];
  });
  const step = Math.max(1, Math.floor(points.length / MOST_PLACES));
  const width = Math.max(LEAST_WIDTH, 2 * step);
  const places: number[] = [];
  const least: number[] = [];
  for (let at = 0; at + width <= points.length; at += step) {
    const part = points.slice(at, at + width);
    places.push(part[0]!.seconds);
    least.push(Math.min(...part.map(({ value }) => value)));
  }
  if (places.length < LEAST_PLACES || places[0] === places.at(-1)) return null;
  const half = Math.floor(places.length / 2);
  const slope = (from: number) => findTrend(places.slice(from), least.slice(from), 0.95);
  const whole = slope(0);
  return {
    perSecond: whole.theilSen.slope,
    laterPerSecond: slope(half).theilSen.slope,
    z: whole.mannKendall.z,
    first: least[0]!,
    last: least.at(-1)!,
  };
}
