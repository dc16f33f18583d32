import { normalCdf, normalQuantile } from '../normal.ts';
import { memoryBound, rankAutocorrelation, shrinkFactor } from './autocorrelation.ts';
import { findJumps } from './findJumps.ts';
import { rankScan, type RankScan } from './rankScan.ts';
import { seededIntervals, type IndexRange } from './seededIntervals.ts';
import { medianOf, robustSpread } from './spread.ts';
import { stepPlaces } from './stepPlaces.ts';

export interface LevelChange {
  /** First index of the new level. */
  readonly index: number;
  readonly range: readonly [first: number, last: number];
  /** Of a rank sum this far out by chance, times the number of values; below 0.05. */
  readonly p: number;
}

export interface Levels {
  readonly changes: readonly LevelChange[];
  /** Each value less the median of its level. */
  readonly residuals: Float64Array;
  /** Autocorrelation of the residuals, 0 to 0.95. */
  readonly rho: number;
}

export interface LevelLimits {
  /** Fewest values of a level. */
  readonly leastSide: number;
  /** Smallest difference of neighbouring medians, in spreads of the noise around. */
  readonly leastSpreads: number;
  /** The same in the unit of the values. */
  readonly leastDifference: number;
}

/** The median of the values from `start` to before `end`. */
type LevelOf = (start: number, end: number) => number;
type RhoAround = (residuals: Float64Array, levels: number) => number;

/** Share of series without a change in which one may be seen, at most; simulated it is a tenth of that. */
const ALPHA = 0.05;
/** A change stands out less in its seeded interval than between its neighbours in the end: candidates need a little less. */
const HEAD_START_Z = 0.5;
/** Values around a change from which the noise there is estimated. */
const CONTEXT = 100;

/**
 * The levels of a series, for few values with unequal noise and outliers. Candidates come from seeded intervals, the narrowest first that
 * has a rank statistic over the threshold (Baranowski, Chen and Fryzlewicz 2019, "Narrowest-over-threshold detection of multiple change
 * points and change-point-like features", JRSS B 81), and are put where the absolute deviations are least. Then the weakest is dropped
 * until each one left has a rank sum against its neighbours with p times n under 0.05, after its z was shrunk for autocorrelation,
 * and medians that differ by the noise around: that of 100 values, and that of its shorter side.
 * Jumps far beyond all other differences are candidates too, with a p of their own: where values resemble those before them, no rank sum is enough.
 */
export function findLevels(values: readonly number[], limits: LevelLimits): Levels {
  const n = values.length;
  const scan = rankScan(values);
  const levelOf = rememberedLevels(values);
  const steps = stepPlaces(values, limits.leastSide);
  const bound = memoryBound(values);
  const rhoAround: RhoAround = (residuals, levels) => Math.min(bound, rankAutocorrelation(residuals, levels));
  const jumps = findJumps(values);
  const places = withPlaces(candidates(values, scan, limits.leastSide, levelOf, rhoAround), [...jumps.keys()], limits.leastSide, n);
  const sidesOf = (which: number): IndexRange => ({ start: places[which - 1] ?? 0, end: places[which + 1] ?? n });
  const relocate = (which: number) => {
    if (places[which] !== undefined) places[which] = steps.placeIn(sidesOf(which));
  };
  for (const which of places.keys()) relocate(which);

  const zOf = remembered(scan);
  for (;;) {
    const residuals = residualsAround(values, places, levelOf);
    const shares = places.map((index, which) => differenceShare(values, residuals, sidesOf(which), index, levelOf, limits));
    // What differs too little is the weakest, whatever its p is.
    let weakest = shares.indexOf(Math.min(...shares));
    if (!(shares[weakest]! < 1)) {
      const rho = rhoAround(residuals, places.length + 1);
      const shrink = shrinkFactor(rho);
      const pOf = (index: number, which: number) =>
        Math.min(1, 2 * normalCdf(-Math.abs(zOf(sidesOf(which), index)) * shrink) * n, jumps.get(index) ?? 1);
      const ps = places.map(pOf);
      weakest = ps.indexOf(Math.max(...ps));
      if (places.length === 0 || ps[weakest]! < ALPHA) {
        const changes = places.map((index, which) => ({ index, p: ps[which]!, range: steps.rangeAround(index, sidesOf(which), rho) }));
        return { changes, residuals, rho };
      }
    }
    places.splice(weakest, 1);
    relocate(weakest - 1);
    relocate(weakest);
  }
}

/** The smallest |z| that can stand among `n` values. */
export const criticalZ = (n: number): number => -normalQuantile(ALPHA / 2 / n);

/**
 * Splits of seeded intervals that stand out, narrowest first, none within the interval of another. A series that wanders has many that stand
 * out from independent noise: its autocorrelation around the first ones raises the bar for the next choice, until it stays.
 */
function candidates(values: readonly number[], scan: RankScan, leastSide: number, levelOf: LevelOf, rhoAround: RhoAround): number[] {
  const n = values.length;
  const leastZ = criticalZ(n) - HEAD_START_Z;
  const splits = seededIntervals(n, 2 * leastSide).flatMap((range) => {
    const split = scan.best(range, leastSide);
    return split && split.z >= leastZ ? [{ range, ...split }] : [];
  });
  const choose = (threshold: number) => {
    const places: number[] = [];
    for (const { range, at, z } of splits) {
      if (z >= threshold && !places.some((place) => place > range.start && place < range.end)) places.push(at);
    }
    return places.toSorted((a, b) => a - b);
  };
  for (let shrink = 1; ;) {
    const places = choose(leastZ / shrink);
    const next = shrinkFactor(rhoAround(residualsAround(values, places, levelOf), places.length + 1));
    if (next > 0.99 * shrink) return places;
    shrink = next;
  }
}

/** Adds those of the places, best first, that leave each side its values, instead of what they are too near to. */
function withPlaces(places: readonly number[], added: readonly number[], leastSide: number, n: number): number[] {
  const fitting: number[] = [];
  for (const place of added) if ([0, n, ...fitting].every((edge) => Math.abs(place - edge) >= leastSide)) fitting.push(place);
  const kept = places.filter((place) => fitting.every((other) => Math.abs(place - other) >= leastSide));
  return [...kept, ...fitting].toSorted((a, b) => a - b);
}

/** Most changes keep their neighbours when one is dropped. */
function remembered(scan: RankScan): RankScan['at'] {
  const known = new Map<string, number>();
  return (range, at) => {
    const key = `${range.start} ${at} ${range.end}`;
    const z = known.get(key) ?? scan.at(range, at);
    known.set(key, z);
    return z;
  };
}

function rememberedLevels(values: readonly number[]): LevelOf {
  const known = new Map<number, number>();
  return (start, end) => {
    const key = start * (values.length + 1) + end;
    const level = known.get(key) ?? medianOf(values.slice(start, end));
    known.set(key, level);
    return level;
  };
}

function residualsAround(values: readonly number[], places: readonly number[], levelOf: LevelOf): Float64Array {
  const residuals = new Float64Array(values.length);
  const edges = [0, ...places, values.length];
  for (let which = 1; which < edges.length; which += 1) {
    const [start, end] = [edges[which - 1]!, edges[which]!];
    const level = levelOf(start, end);
    for (let index = start; index < end; index += 1) residuals[index] = values[index]! - level;
  }
  return residuals;
}

/** The difference of the medians as a share of what it must be at least. */
function differenceShare(
  values: readonly number[],
  residuals: Float64Array,
  { start, end }: IndexRange,
  at: number,
  levelOf: LevelOf,
  { leastSpreads, leastDifference }: LevelLimits,
): number {
  const [before, after] = [levelOf(start, at), levelOf(at, end)];
  const isNearer = (value: number, own: number, other: number) => Math.abs(value - own) <= Math.abs(value - other);
  // The least deviation is nearer to an end of the series than a level may be: too few values show this change.
  if (end === values.length && !isNearer(values[at]!, after, before)) return 0;
  if (start === 0 && !isNearer(values[at - 1]!, before, after)) return 0;
  const around = residuals.subarray(Math.max(0, at - CONTEXT / 2), at + CONTEXT / 2);
  const shorter = at - start < end - at ? residuals.subarray(start, at) : residuals.subarray(at, end);
  const spread = Math.max(robustSpread(around, 0), robustSpread(shorter, 0));
  const wanted = Math.max(leastSpreads * spread, leastDifference);
  return wanted > 0 ? Math.abs(after - before) / wanted : Infinity;
}
