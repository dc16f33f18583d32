import { absoluteResiduals, clipLimit, clippedLevel, deviationsOf, type ClippedLevel } from './clippedLevel.ts';

/** One answer: the logarithm of a time (or of its ratio to a fixed other one) at a position, or that it came to no end. */
export interface PositionRun {
  readonly position: number;
  readonly value: number | 'timeout';
}

/** What is known while the position is searched at which times went up: the first is before the change, the last is after it. */
export interface BisectionEvidence {
  /** Prior weight, above 0, that the change came with this position. The first entry is not used. At least 2 positions. */
  readonly weights: readonly number[];
  readonly runs: readonly PositionRun[];
  /** Positions that cannot be measured. */
  readonly broken: ReadonlySet<number>;
  /** What the standard deviation of one value is thought to be before there are values, above 0. */
  readonly expectedNoise: number;
}

/** Positions that the runs do not tell apart, and the levels if the change came with one of them. */
export interface PossiblePlace {
  readonly first: number;
  readonly last: number;
  readonly chance: number;
  readonly before: ClippedLevel;
  readonly after: ClippedLevel;
}

export interface BisectionPosterior {
  /** In the order of the positions. */
  readonly places: readonly PossiblePlace[];
  /** That the change came with this position or an earlier one: from 0 for the first to 1 for the last. */
  readonly byThen: readonly number[];
  /** Levels on both sides, averaged over the places that the change may have; null where a side has most likely no values. */
  readonly before: number | null;
  readonly after: number | null;
  /** Standard deviation of one value. */
  readonly noise: number;
  readonly degreesOfFreedom: number;
  /** Values further than this from their level count as if they lay there. */
  readonly clip: number;
  /** The largest change, in the unit of the values, that any place with a chance above 1 % still allows for (3 standard errors). */
  readonly largestChange: number;
}

/** Degrees of freedom that the expected noise counts for: enough to begin with, soon outvoted. */
const PRIOR_DEGREES = 1;
/** Values that the prior of a level counts for: next to nothing, as levels lie anywhere. */
const LEVEL_PRIOR_VALUES = 1e-3;
/** How probable a timeout is before the change. */
const TIMEOUT_BEFORE = 0.01;
/** Residuals that are smaller than this share of the expected noise are luck. */
const LEAST_NOISE_SHARE = 0.25;

/** A place of the change as the runs tell places apart: all positions after one that was measured, up to the next. */
interface Split {
  readonly first: number;
  readonly last: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly timeoutsBefore: number;
  readonly timeoutsAfter: number;
}

interface Fit {
  readonly before: ClippedLevel;
  readonly after: ClippedLevel;
  readonly noise: number;
  /** Logarithm of the marginal likelihood, but for a constant that all places share. */
  readonly evidence: number;
}

/**
 * Where a single change of level is, with levels and noise unknown. For each place the values are normal around one level
 * before and another one after it; the levels and the common variance have the conjugate normal-inverse-gamma prior and are
 * integrated out (Bernardo and Smith 1994, "Bayesian Theory", appendix A; for change points Barry and Hartigan 1993). The
 * squares are those of values clipped at 4 robust standard deviations from their level, so that one wild run moves the answer
 * no more than a bad one does. A timeout is seldom before the change and tells nothing of the level after it.
 */
export function bisectionPosterior(evidence: BisectionEvidence): BisectionPosterior {
  const { weights, expectedNoise } = evidence;
  const splits = splitsOf(evidence);
  const clip = clipOf(splits, expectedNoise);
  const fits = splits.map((split) => fitOf(split, clip, expectedNoise));
  const best = Math.max(...fits.map((fit) => fit.evidence));

  const chances = new Array<number>(weights.length).fill(0);
  const masses = splits.map(({ first, last }, index) => {
    const likelihood = Math.exp(fits[index]!.evidence - best);
    let mass = 0;
    for (let position = first; position <= last; position++) mass += chances[position] = weights[position]! * likelihood;
    return mass;
  });
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  let sum = 0;
  const byThen = chances.map((chance) => (sum += chance) / total);
  byThen[byThen.length - 1] = 1;

  const count = fits[0]!.before.count + fits[0]!.after.count;
  const degreesOfFreedom = PRIOR_DEGREES + Math.max(count - 2, 0);
  const average = (of: (fit: Fit) => number | null) => weightedMean(fits.map(of), masses, total);
  return {
    places: splits.map(({ first, last }, index) => {
      const { before, after } = fits[index]!;
      return { first, last, chance: masses[index]! / total, before, after };
    }),
    byThen,
    before: average(({ before }) => (before.count > 0 ? before.mean : null)),
    after: average(({ after }) => (after.count > 0 ? after.mean : null)),
    noise: average(({ noise }) => noise)!,
    degreesOfFreedom,
    clip,
    largestChange: Math.max(...fits.filter((_, index) => masses[index]! > total / 100).map((fit) => upperEnd(fit, degreesOfFreedom))),
  };
}

function splitsOf({ weights, runs }: BisectionEvidence): Split[] {
  const ordered = runs.toSorted((a, b) => a.position - b.position);
  const edges = [...new Set(ordered.map(({ position }) => position)), weights.length - 1];
  const splits: Split[] = [];
  let first = 1;
  for (const last of edges) {
    if (last < first) continue;
    const cut = ordered.findIndex(({ position }) => position >= first);
    const before = cut === -1 ? ordered : ordered.slice(0, cut);
    const after = cut === -1 ? [] : ordered.slice(cut);
    const [left, right] = [valuesOf(before), valuesOf(after)];
    splits.push({
      first,
      last,
      before: left,
      after: right,
      timeoutsBefore: before.length - left.length,
      timeoutsAfter: after.length - right.length,
    });
    first = last + 1;
  }
  return splits;
}

export const valuesOf = (runs: readonly PositionRun[]): number[] => runs.flatMap(({ value }) => (value === 'timeout' ? [] : [value]));

/** From the residuals of the split that fits best by least absolute deviations: no wild value has chosen it. */
function clipOf(splits: readonly Split[], expectedNoise: number): number {
  let residuals: number[] = [];
  let least = Infinity;
  for (const { before, after } of splits) {
    const candidates = [...absoluteResiduals(before), ...absoluteResiduals(after)];
    const sum = candidates.reduce((total, residual) => total + residual, 0);
    if (sum < least) [least, residuals] = [sum, candidates];
  }
  return clipLimit(residuals, residuals.length - 2, LEAST_NOISE_SHARE * expectedNoise);
}

function fitOf(split: Split, clip: number, expectedNoise: number): Fit {
  const before = clippedLevel(split.before, clip);
  const after = clippedLevel(split.after, clip);
  const shape = (PRIOR_DEGREES + before.count + after.count) / 2;
  const scale = (PRIOR_DEGREES * expectedNoise ** 2 + before.squares + after.squares) / 2;
  const levels = -(Math.log1p(before.count / LEVEL_PRIOR_VALUES) + Math.log1p(after.count / LEVEL_PRIOR_VALUES)) / 2;
  const evidence = levels - shape * Math.log(scale) + timeoutEvidence(split);
  return { before, after, noise: Math.sqrt(scale / shape), evidence };
}

/** Where any run timed out: seldom before the change; after it as often as it may be, with Jeffreys' prior of the rate. */
function timeoutEvidence({ before, after, timeoutsBefore, timeoutsAfter }: Split): number {
  if (timeoutsBefore + timeoutsAfter === 0) return 0;
  let evidence = timeoutsBefore * Math.log(TIMEOUT_BEFORE) + before.length * Math.log1p(-TIMEOUT_BEFORE);
  for (let seen = 0; seen < timeoutsAfter; seen++) evidence += Math.log((seen + 0.5) / (seen + 1));
  for (let seen = 0; seen < after.length; seen++) evidence += Math.log((seen + 0.5) / (seen + timeoutsAfter + 1));
  return evidence;
}

function upperEnd({ before, after, noise }: Fit, degreesOfFreedom: number): number {
  if (before.count === 0 || after.count === 0) return Infinity;
  const error = noise * Math.sqrt(1 / before.count + 1 / after.count);
  return after.mean - before.mean + deviationsOf(3, degreesOfFreedom) * error;
}

/** Of the values that are there; null where those have less than half of all weight. */
function weightedMean(values: readonly (number | null)[], weights: readonly number[], allWeight: number): number | null {
  let sum = 0;
  let weight = 0;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    sum += weights[index]! * value;
    weight += weights[index]!;
  }
  return weight > allWeight / 2 ? sum / weight : null;
}
