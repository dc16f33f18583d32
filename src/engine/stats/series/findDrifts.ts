import { normalCdf } from '../normal.ts';
import type { LevelChange } from './findLevels.ts';
import { mannKendall } from './mannKendall.ts';
import type { IndexRange } from './seededIntervals.ts';
import { medianOf } from './spread.ts';

/** A level that goes over into another: `start` is the first value that is off the old one, `end` the first on the new one. */
export interface Drift extends IndexRange {
  /** Changes of the level that it takes the place of: the first and the one after the last. */
  readonly changes: readonly [first: number, end: number];
}

/** Values that a level keeps before and after a ramp. */
const LEAST_LEVEL = 3;
/** A ramp over fewer values is a step with a value on its way. */
const FEWEST_VALUES = 5;
const ALPHA = 0.01;
/** Places that are tried for each end of a ramp. */
const PLACES = 24;

/**
 * Runs of steps of one sign that are one ramp: where a level, a ramp and a level leave less absolute deviation than the steps, by the
 * information criterion of Schwarz (1978) for errors with a Laplace distribution, and the values on the ramp have a trend by
 * Mann and Kendall.
 */
export function findDrifts(values: readonly number[], changes: readonly LevelChange[]): Drift[] {
  const edges = [0, ...changes.map(({ index }) => index), values.length];
  const levels = edges.slice(1).map((end, which) => medianOf(values.slice(edges[which], end)));
  const signs = levels.slice(1).map((level, which) => Math.sign(level - levels[which]!));
  const drifts: Drift[] = [];
  for (let first = 0; first < changes.length;) {
    let end = first + 1;
    while (end < changes.length && signs[end] === signs[first]) end += 1;
    const ramp = rampInstead(values, edges.slice(first, end + 2), signs[first]!);
    if (ramp) drifts.push({ ...ramp, changes: [first, end] });
    first = end;
  }
  return drifts;
}

/** `edges`: those of the levels of a run, from the start of the first to the end of the last. */
function rampInstead(values: readonly number[], edges: readonly number[], sign: number): IndexRange | null {
  const [from, to] = [edges[0]!, edges.at(-1)!];
  const [firstStep, lastStep] = [edges[1]!, edges.at(-2)!];
  // As far again as the run is long, and into levels that keep some values of their own.
  const reach = Math.max(40, 2 * (lastStep - firstStep));
  const starts: IndexRange = { start: Math.max(from + LEAST_LEVEL, firstStep - reach), end: firstStep };
  const ends: IndexRange = { start: lastStep, end: Math.min(to - LEAST_LEVEL, lastStep + reach) };
  const part: IndexRange = { start: from, end: to };
  const coarse = bestRamp(values, part, spaced(starts), spaced(ends));
  const near = (all: IndexRange, place: number) => {
    const gap = Math.ceil((all.end - all.start) / PLACES);
    return spaced({ start: Math.max(all.start, place - gap), end: Math.min(all.end, place + gap) });
  };
  const ramp = coarse && bestRamp(values, part, near(starts, coarse.start), near(ends, coarse.end));
  if (!ramp) return null;

  // Free are the levels and places of the steps; two levels and two places of a ramp.
  const steps = edges.length - 2;
  const stepCost = edges.slice(1).reduce((sum, end, which) => sum + levelOf(values.slice(edges[which], end)).cost, 0);
  const n = to - from;
  const criterion = (cost: number, free: number) => 2 * n * Math.log(cost) + free * Math.log(n);
  if (!(criterion(ramp.cost, 4) < criterion(stepCost, 2 * steps + 1))) return null;
  const { z } = mannKendall(values.slice(ramp.start, ramp.end));
  return normalCdf(-sign * z) < ALPHA ? { start: ramp.start, end: ramp.end } : null;
}

/** The ramp in the part that leaves the least absolute deviation, of all pairs of a start and an end. */
function bestRamp(values: readonly number[], { start: from, end: to }: IndexRange, starts: readonly number[], ends: readonly number[]) {
  let best: (IndexRange & { readonly cost: number }) | null = null;
  const rights = ends.map((end) => ({ end, ...levelOf(values.slice(end, to)) }));
  for (const start of starts) {
    const left = levelOf(values.slice(from, start));
    for (const { end, level, cost: rightCost } of rights) {
      if (end - start < FEWEST_VALUES) continue;
      let cost = left.cost + rightCost;
      const slope = (level - left.level) / (end - start + 1);
      const most = best?.cost ?? Infinity;
      for (let index = start; index < end && cost < most; index += 1)
        cost += Math.abs(values[index]! - left.level - slope * (index - start + 1));
      if (cost < most) best = { start, end, cost };
    }
  }
  return best;
}

/** At most `PLACES` indices from the first to the last, both included. */
function spaced({ start, end }: IndexRange): number[] {
  if (end < start) return [];
  const count = Math.min(PLACES, end - start + 1);
  return Array.from({ length: count }, (_, which) => Math.round(start + ((end - start) * which) / Math.max(1, count - 1)));
}

function levelOf(values: readonly number[]): { readonly level: number; readonly cost: number } {
  const level = medianOf(values);
  return { level, cost: values.reduce((sum, value) => sum + Math.abs(value - level), 0) };
}
