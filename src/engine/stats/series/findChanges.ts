import type { ChangePoint, SeriesChanges } from '../../../model/series.ts';
import { findDrifts, type Drift } from './findDrifts.ts';
import { findLevels, type LevelChange } from './findLevels.ts';
import { findSpikes } from './findSpikes.ts';
import { findSuspects } from './findSuspects.ts';
import { findTwoModes } from './findTwoModes.ts';
import type { IndexRange } from './seededIntervals.ts';
import { smallestDetectable } from './smallestDetectable.ts';
import { medianOf, robustSpread } from './spread.ts';

const LEAST_LEVEL = 3;
/** Spreads take more values to tell than levels; half a spread of the logarithms of residuals is a ratio of about 1.7. */
const SPREAD_LIMITS = { leastSide: 10, leastSpreads: 0.5, leastDifference: 0 };
/** Of the shorter of two drifts: a level between them that is longer is one of its own. */
const MOST_PAUSE = 0.75;
/** Newest values from which the noise is told. */
const CONTEXT = 100;

export interface FindChangesOptions {
  /** Changes below are not told: the spread of this benchmark on this machine where nothing changed, as a share; 0 unless given. */
  readonly noiseFloor?: number;
}

/**
 * What became of a series over time: one value a commit, from one machine and runtime. Works on logarithms where all values are positive.
 * @throws RangeError when there are no values, or one is not finite
 */
export function findChanges(values: readonly number[], options: FindChangesOptions = {}): SeriesChanges {
  const n = values.length;
  const noiseFloor = options.noiseFloor ?? 0;
  const isRatio = values.every((value) => value > 0);
  const scaled = isRatio ? values.map(Math.log) : values.slice();
  const { changes, residuals, rho } = findLevels(scaled, { leastSide: LEAST_LEVEL, leastSpreads: 1, leastDifference: noiseFloor });

  const shapes = shapesOf(scaled, changes);
  const changePoints = shapes.map((shape, which): ChangePoint => {
    const before = medianOf(between(values, shapes[which - 1]?.end ?? 0, shape.start));
    const after = medianOf(between(values, shape.end, shapes[which + 1]?.start ?? n));
    return { kind: shape.kind, index: shape.index, range: shape.range, ...moved(before, after, isRatio), confidence: 1 - shape.p };
  });

  const lastStart = shapes.at(-1)?.end ?? 0;
  const newest = scaled.slice(lastStart);
  const twoModes = findTwoModes(newest);
  const recent = residuals.subarray(lastStart).subarray(-CONTEXT);
  const noise = Math.max(robustSpread(recent, medianOf(recent)), noiseFloor);
  const detectable = smallestDetectable(newest.length, n, noise, rho);
  const unscaled = (value: number) => (isRatio ? Math.exp(value) : value);
  return {
    scale: isRatio ? 'ratio' : 'difference',
    changePoints,
    spikes: twoModes ? [] : spikesOf(values, residuals, isRatio),
    varianceChanges: varianceChangesOf(residuals),
    suspects: twoModes ? [] : findSuspects(newest, lastStart),
    twoModes: twoModes && { ...twoModes, lower: unscaled(twoModes.lower), upper: unscaled(twoModes.upper) },
    level: medianOf(values.slice(lastStart)),
    noise,
    smallestDetectable: detectable === null || !isRatio ? detectable : Math.expm1(detectable),
  };
}

/** A change of the level: `end` is the first index of the level after it, `start` for a step. */
interface Shape extends IndexRange {
  readonly kind: 'step' | 'drift' | 'reversal';
  readonly index: number;
  readonly range: readonly [number, number];
  readonly p: number;
}

function shapesOf(scaled: readonly number[], changes: readonly LevelChange[]): Shape[] {
  const drifts = turningBack(findDrifts(scaled, changes));
  const shapes: Shape[] = [];
  for (let which = 0; which < changes.length;) {
    const drift = drifts.find(({ changes: [first] }) => first === which);
    if (drift) {
      const { kind, start, end } = drift;
      const index = kind === 'reversal' ? start : changes[which]!.index;
      shapes.push({ kind, index, start, end, range: [start, end - 1], p: smallestP(changes.slice(...drift.changes)) });
      which = drift.changes[1];
    } else {
      const { index, range, p } = changes[which]!;
      shapes.push({ kind: 'step', index, start: index, end: index, range, p });
      which += 1;
    }
  }
  return shapes;
}

const smallestP = (changes: readonly LevelChange[]) => Math.min(...changes.map(({ p }) => p));

/** Two drifts in opposite directions without much of a level between them are a trend that turned back in the middle of it. */
function turningBack(drifts: readonly Drift[]): (Drift & { readonly kind: 'drift' | 'reversal' })[] {
  const turned = drifts.map((drift) => ({ ...drift, kind: 'drift' as 'drift' | 'reversal' }));
  for (const [which, drift] of turned.entries()) {
    const earlier = turned[which - 1];
    // Runs of steps of one sign follow each other with opposite signs.
    if (!earlier || earlier.changes[1] !== drift.changes[0]) continue;
    const pause = drift.start - earlier.end;
    const shorter = Math.min(earlier.end - earlier.start, drift.end - drift.start);
    if (pause > Math.max(LEAST_LEVEL, MOST_PAUSE * shorter)) continue;
    const turn = Math.round((earlier.end + drift.start) / 2);
    turned[which - 1] = { ...earlier, end: turn };
    turned[which] = { ...drift, start: turn, kind: 'reversal' };
  }
  return turned;
}

/** The values from `start` to before `end`, but at least as many as make a level: two drifts may leave none between them. */
function between(values: readonly number[], start: number, end: number): readonly number[] {
  const missing = Math.max(0, LEAST_LEVEL - (end - start));
  return values.slice(Math.max(0, start - Math.ceil(missing / 2)), end + Math.floor(missing / 2));
}

function moved(before: number, after: number, isRatio: boolean): Pick<ChangePoint, 'direction' | 'size' | 'before' | 'after'> {
  return { direction: after > before ? 'up' : 'down', size: isRatio ? after / before : after - before, before, after };
}

function spikesOf(values: readonly number[], residuals: Float64Array, isRatio: boolean): ChangePoint[] {
  return findSpikes(residuals).map(({ first, last, confidence }) => {
    const after = medianOf(values.slice(first, last + 1));
    const distance = medianOf(residuals.slice(first, last + 1));
    const before = isRatio ? after / Math.exp(distance) : after - distance;
    return { kind: 'spike', index: first, range: [first, last], ...moved(before, after, isRatio), confidence };
  });
}

/** Where the absolute residuals have another level, on the scale of logarithms: around the same level the values spread otherwise. */
function varianceChangesOf(residuals: Float64Array): ChangePoint[] {
  const usual = robustSpread(residuals, 0);
  if (usual === 0) return [];
  // Residuals near 0 would be far out on the scale of logarithms; the ranks stay as they are.
  const { changes } = findLevels(
    Array.from(residuals, (residual) => Math.log(Math.abs(residual) + usual / 20)),
    SPREAD_LIMITS,
  );
  const edges = [0, ...changes.map(({ index }) => index), residuals.length];
  const spreads = edges.slice(1).map((end, which) => robustSpread(residuals.subarray(edges[which], end), 0));
  return changes.flatMap(({ index, range, p }, which): ChangePoint[] => {
    const [before, after] = [spreads[which]!, spreads[which + 1]!];
    // Where half of the values are equal there is no ratio.
    return before > 0 && after > 0 ? [{ kind: 'variance', index, range, ...moved(before, after, true), confidence: 1 - p }] : [];
  });
}
