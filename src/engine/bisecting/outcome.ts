import type { BisectOutcome, BisectProgress, BisectSuspect } from '../../model/bisection.ts';
import type { Interval } from '../../model/measurement.ts';
import { bisectionChange, type BisectionBlock, type BisectionStep } from '../stats/index.ts';
import { evidenceOf } from './evidence.ts';
import type { Position } from './positions.ts';
import type { Search } from './search.ts';

const MOST_SUSPECTS = 5;
/** Suspects with a smaller chance are not worth a line. */
const LEAST_CHANCE = 0.001;

export function progressOf(search: Search, step: BisectionStep): BisectProgress {
  const { runs } = search;
  const runsLeft = step.kind === 'measure' ? step.runsLeft : 0;
  const spentMs = runs.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const chances = chancesOf(search.positions, step);
  return {
    runs: runs.length,
    runsLeft,
    remainingMs: runs.length === 0 ? null : Math.round((spentMs / runs.length) * runsLeft),
    chances: search.positions.flatMap(({ commits }, position) => commits.map((_, place) => (place === 0 ? chances[position]! : 0))),
    suspects: suspectsOf(search, chances).slice(0, MOST_SUSPECTS),
    endsRatio: step.ends === null ? null : Math.exp(step.ends.difference),
    noise: step.posterior === null ? null : Math.expm1(step.posterior.noise),
  };
}

/** What came out, from the last step; null where there was nothing to measure. */
export function outcomeOf(search: Search, step: BisectionStep | null): BisectOutcome {
  const { request, positions, runs } = search;
  const { path } = request;
  const base = {
    benchmark: request.benchmark,
    good: path[0]!,
    bad: path.at(-1)!,
    threshold: request.threshold,
    commits: path.length - 1,
    runs: runs.length,
    durationMs: runs.reduce((sum, { durationMs }) => sum + durationMs, 0),
    skipped: path.flatMap((commit) => {
      const run = runs.find(({ kind, commit: hash }) => kind === 'broken' && hash === commit.hash);
      return run?.kind === 'broken' ? [{ commit, message: run.message }] : [];
    }),
    endsRatio: step === null || step.ends === null ? null : Math.exp(step.ends.difference),
    endsInterval: step === null || step.ends === null ? null : toRatios(step.ends.interval),
    noise: step === null || step.posterior === null ? null : Math.expm1(step.posterior.noise),
  };
  if (step === null) return { ...base, state: 'same-code' };
  switch (step.kind) {
    case 'found':
      return { ...base, state: 'found', ...foundOf(search, step.block, step) };
    case 'too-noisy':
      return { ...base, state: 'too-noisy', smallestVisible: Math.expm1(step.smallestVisible) };
    case 'no-effect':
      return { ...base, state: 'no-effect' };
    case 'measure':
      return { ...base, state: 'unsettled', suspects: suspectsOf(search, chancesOf(positions, step)).slice(0, MOST_SUSPECTS) };
    case 'reversed':
      throw new RangeError('a search whose ends are the wrong way round has no outcome');
  }
}

function foundOf(search: Search, block: BisectionBlock, step: BisectionStep) {
  const { request, positions, runs } = search;
  const change = bisectionChange(evidenceOf(positions, runs), block, Math.log1p(request.threshold));
  const chances = chancesOf(positions, step).map((chance, position) => (position >= block.first && position <= block.last ? chance : 0));
  return {
    suspects: suspectsOf(search, chances),
    chance: block.chance,
    before: positions[block.before]!.commits.at(-1)!,
    ratio: change && Math.exp(change.difference),
    interval: change && toRatios(change.interval),
    earlierRatio: change?.earlier == null ? null : Math.exp(change.earlier),
    laterRatio: change?.later == null ? null : Math.exp(change.later),
  };
}

/** By position. Before there are runs the weights are all that is known. */
function chancesOf(positions: readonly Position[], { posterior }: BisectionStep): number[] {
  if (posterior === null) {
    const total = positions.slice(1).reduce((sum, { weight }) => sum + weight, 0);
    return positions.map(({ weight }, position) => (position === 0 ? 0 : weight / total));
  }
  return posterior.byThen.map((sum, position) => (position === 0 ? 0 : sum - posterior.byThen[position - 1]!));
}

/** Most likely first, then in the order of the history. */
function suspectsOf({ positions }: Search, chances: readonly number[]): BisectSuspect[] {
  return positions
    .map(({ commits }, position) => ({ commit: commits[0]!, chance: chances[position]! }))
    .filter(({ chance }) => chance >= LEAST_CHANCE)
    .toSorted((a, b) => rounded(b.chance) - rounded(a.chance));
}

/** So that the last bits do not decide between equal chances. */
const rounded = (chance: number) => Math.round(chance * 1e6);

const toRatios = ({ low, high, confidence }: Interval): Interval => ({ low: Math.exp(low), high: Math.exp(high), confidence });
