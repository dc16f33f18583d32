import type { BisectPurpose } from '../../model/bisection.ts';
import type { Interval } from '../../model/measurement.ts';
import { binaryEntropy, informationAmong, type ValueLevel } from './answerInformation.ts';
import { bisectionPosterior, valuesOf, type BisectionEvidence, type BisectionPosterior, type PossiblePlace } from './bisection.ts';
import { apartDeviations, endRunsFor, FIRST_END_RUNS, MOST_END_RUNS, PROVING_RUNS, searchRunsFor, SURE } from './bisectionForecast.ts';
import { clippedLevel, deviationsOf, meanInterval, type ClippedLevel } from './clippedLevel.ts';

/** Positions between which there is none that can be measured: they cannot be told apart. */
export interface BisectionBlock {
  readonly first: number;
  readonly last: number;
  /** The last position before the block that can be measured. */
  readonly before: number;
  readonly chance: number;
}

/** The last position against the first one, in the unit of the values. */
export interface EndsDifference {
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
}

interface Known {
  /** Null until both ends were measured a few times. */
  readonly posterior: BisectionPosterior | null;
  /** Null where one of the ends has no values yet, or all its runs timed out. */
  readonly ends: EndsDifference | null;
  /** In the order of the positions. */
  readonly blocks: readonly BisectionBlock[];
}

export type BisectionStep = Known &
  (
    | { readonly kind: 'measure'; readonly position: number; readonly purpose: BisectPurpose; readonly runsLeft: number }
    | { readonly kind: 'found'; readonly block: BisectionBlock }
    /** The ends differ by less than the threshold, or not at all. */
    | { readonly kind: 'no-effect' }
    /** The last position is faster than the first. */
    | { readonly kind: 'reversed' }
    /** Neither a change of the threshold's size nor its absence will be seen in a sensible number of runs. */
    | { readonly kind: 'too-noisy'; readonly smallestVisible: number }
  );

export interface BisectionRules {
  /** The smallest change that is looked for, in the unit of the values. */
  readonly threshold: number;
  /** What it takes to measure a position, in runs: 1 where all is ready. */
  readonly costOf: (position: number) => number;
}

/** Standard errors that are enough once the search has begun: who looks often sees the ends draw near by chance. */
const STILL_APART = 3;
/** Below this ratio of effect to noise even `MOST_END_RUNS` do not tell the ends apart: 4 sqrt(2 / 96). */
const LEAST_RATIO = 4 * Math.sqrt(2 / MOST_END_RUNS);
/** Ends that were far apart by chance show when no place is left for even this share of the threshold; other changes may hide the rest. */
const LUCKY_SHARE = 0.5;
const RUNS_TO_CALL_NOISY = 6;
/** Places with a smaller chance do not decide what to measure next. */
const LEAST_CHANCE = 1e-3;
/** The search goes on where the levels came out equal or the wrong way round. */
const LEAST_SEPARATION = 0.5;

/**
 * What to do next, from the evidence and nothing else, so that a search can be stopped and taken up at any time. The ends come
 * first, until they differ by 4 standard errors; then the position whose answer tells most about the place (mutual
 * information) for its cost; then the position with the change and the one before it, until each has 3 runs and the chance is
 * at least 99 %. Ends that come to look alike are measured again.
 */
export function nextBisectionStep(evidence: BisectionEvidence, rules: BisectionRules): BisectionStep {
  const last = evidence.weights.length - 1;
  const counts = evidence.weights.map(() => 0);
  for (const { position } of evidence.runs) counts[position]! += 1;
  const fewest = Math.min(counts[0]!, counts[last]!);
  const weaker = counts[0]! <= counts[last]! ? 0 : last;
  if (fewest < FIRST_END_RUNS) {
    const blocks = blocksOf(evidence, priorByThen(evidence.weights));
    const runsLeft = runsLeftOf(evidence, blocks, counts, rules.threshold / evidence.expectedNoise, true);
    return { kind: 'measure', position: weaker, purpose: 'ends', runsLeft, posterior: null, ends: null, blocks };
  }
  const posterior = bisectionPosterior(evidence);
  const ends = endsDifference(evidence, posterior);
  const blocks = blocksOf(evidence, posterior.byThen);
  const known = { posterior, ends, blocks };
  const measure = (position: number, purpose: BisectPurpose): BisectionStep => {
    const effect = purpose === 'ends' ? Math.max(ends?.difference ?? 0, rules.threshold) : changeOf(posterior) * posterior.noise;
    const runsLeft = runsLeftOf(evidence, blocks, counts, effect / posterior.noise, purpose === 'ends');
    return { kind: 'measure', position, purpose, runsLeft: Math.max(runsLeft, 1), ...known };
  };

  const tooNoisy = { kind: 'too-noisy', smallestVisible: LEAST_RATIO * posterior.noise, ...known } as const;
  const verdict = judgeEnds(evidence, posterior, ends, fewest, rules.threshold);
  if (verdict === 'alike') return fewest < MOST_END_RUNS ? measure(weaker, 'ends') : tooNoisy;
  if (verdict === 'too-noisy') return tooNoisy;
  if (verdict !== 'apart') return { kind: verdict, ...known };

  const block = blocks.reduce((best, next) => (next.chance > best.chance ? next : best));
  if (block.chance < SURE) return measure(mostTelling(evidence, posterior, rules.costOf), 'search');
  const edges = [block.before, block.last].map((position) => ({ position, lacks: proofsLacking(position, counts) }));
  const [weakest] = edges.toSorted((a, b) => b.lacks - a.lacks);
  return weakest!.lacks > 0 ? measure(weakest!.position, 'proof') : { kind: 'found', block, ...known };
}

type EndsVerdict = 'apart' | 'alike' | 'no-effect' | 'reversed' | 'too-noisy';

function judgeEnds(
  { runs, weights }: BisectionEvidence,
  { noise, degreesOfFreedom, largestChange }: BisectionPosterior,
  ends: EndsDifference | null,
  fewest: number,
  threshold: number,
): EndsVerdict {
  const last = weights.length - 1;
  const timeouts = (end: number) => runs.filter(({ position, value }) => position === end && value === 'timeout').length;
  // What comes to no end is slower than any number says.
  if (timeouts(last) > timeouts(0) + 1) return 'apart';
  if (ends === null) return 'alike';
  const { difference, standardError } = ends;
  const upTo = (deviations: number) => difference + deviationsOf(deviations, degreesOfFreedom) * standardError;
  const apart = apartDeviations(degreesOfFreedom) * standardError;
  if (difference <= -apart) return 'reversed';
  const searched = runs.some(({ position }) => position !== 0 && position !== last);
  if (upTo(3) < threshold || (searched && largestChange < LUCKY_SHARE * threshold)) return 'no-effect';
  if (difference >= (searched ? STILL_APART * standardError : apart)) return 'apart';
  const visible = LEAST_RATIO * noise;
  return fewest >= RUNS_TO_CALL_NOISY && threshold < visible && upTo(2) < visible ? 'too-noisy' : 'alike';
}

function endsDifference(
  { runs, weights }: BisectionEvidence,
  { clip, noise, degreesOfFreedom }: BisectionPosterior,
): EndsDifference | null {
  const levelAt = (end: number) => clippedLevel(valuesOf(runs.filter(({ position }) => position === end)), clip);
  const [lower, upper] = [levelAt(0), levelAt(weights.length - 1)];
  if (lower.count === 0 || upper.count === 0) return null;
  const difference = upper.mean - lower.mean;
  const standardError = noise * Math.sqrt(1 / lower.count + 1 / upper.count);
  return { difference, standardError, interval: meanInterval(difference, standardError, degreesOfFreedom) };
}

function priorByThen(weights: readonly number[]): number[] {
  const total = weights.slice(1).reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight, position) => (position === 0 ? 0 : (sum += weight) / total));
}

function blocksOf({ weights, broken }: BisectionEvidence, byThen: readonly number[]): BisectionBlock[] {
  const blocks: BisectionBlock[] = [];
  let before = 0;
  for (let last = 1; last < weights.length; last++) {
    if (broken.has(last) && last < weights.length - 1) continue;
    blocks.push({ first: before + 1, last, before, chance: byThen[last]! - byThen[before]! });
    before = last;
  }
  return blocks;
}

/** The difference of the levels in standard deviations of a run; as good as infinite where one side only timed out. */
const changeOf = ({ before, after, noise }: BisectionPosterior): number =>
  before === null || after === null ? Infinity : Math.max((after - before) / noise, LEAST_SEPARATION);

function mostTelling({ weights, broken }: BisectionEvidence, posterior: BisectionPosterior, costOf: BisectionRules['costOf']): number {
  const informationOf = informationOfPositions(posterior);
  let best = { position: 0, worth: 0 };
  for (let position = 0; position < weights.length; position++) {
    if (broken.has(position)) continue;
    const worth = informationOf(position) / costOf(position);
    if (worth > best.worth) best = { position, worth };
  }
  return best.position;
}

/**
 * What one more run of a position is expected to tell of the place, in bits. As the levels are only known from the runs on
 * their sides, runs of a position that is surely before or after the change tell, too: where the place is the last position,
 * its level rests on its own runs alone.
 */
function informationOfPositions({ places, byThen, noise, before, after }: BisectionPosterior): (position: number) => number {
  // The one side has times and the other has none: any answer is proof.
  if (before === null || after === null) return (position) => binaryEntropy(byThen[position]!);
  const likely = places.filter(({ chance }) => chance >= LEAST_CHANCE);
  // A level without values is none that an answer could have.
  const befores = likely.filter((place) => place.before.count > 0);
  const afters = likely.filter((place) => place.after.count > 0);
  const among = informationAmong([
    ...befores.map((place) => levelOf(place.before, noise)),
    ...afters.map((place) => levelOf(place.after, noise)),
  ]);
  return (position) => {
    const changed = ({ first, last, chance }: PossiblePlace) =>
      position < first ? 0 : position >= last ? chance : byThen[position]! - byThen[first - 1]!;
    return among([...befores.map((place) => place.chance - changed(place)), ...afters.map(changed)]);
  };
}

/** Of the next value: it deviates by the noise of a run and by what the level's mean is off. */
const levelOf = ({ count, mean }: ClippedLevel, noise: number): ValueLevel => ({ mean, deviation: noise * Math.sqrt(1 + 1 / count) });

const isEnd = (position: number, counts: readonly number[]) => position === 0 || position === counts.length - 1;

const proofsLacking = (position: number, counts: readonly number[]): number =>
  Math.max(PROVING_RUNS + (isEnd(position, counts) ? FIRST_END_RUNS : 0) - counts[position]!, 0);

/** An expectation: half of all searches take longer. */
function runsLeftOf(
  evidence: BisectionEvidence,
  blocks: readonly BisectionBlock[],
  counts: readonly number[],
  ratio: number,
  endsToo: boolean,
): number {
  const endRuns = endsToo ? endRunsFor(ratio) : 0;
  const ends = [counts[0]!, counts[counts.length - 1]!].reduce((sum, count) => sum + Math.max(endRuns - count, 0), 0);
  const search = searchRunsFor(
    blocks.map(({ chance }) => chance),
    ratio,
  );
  const likely = blocks.reduce((best, next) => (next.chance > best.chance ? next : best));
  const proofs = proofsLacking(likely.before, counts) + proofsLacking(likely.last, counts);
  // The last answers of a search are runs of the two positions that are proved.
  return Math.round(ends + Math.max(search + (evidence.runs.length > 0 ? 0 : PROVING_RUNS), proofs));
}
