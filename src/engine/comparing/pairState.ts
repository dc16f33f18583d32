import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { PairedBlock, Side } from '../../model/comparison.ts';
import type { ChildFailure } from '../benchmarks/index.ts';
import {
  decideTogether,
  estimatePaired,
  isLook,
  isSettled,
  median,
  sorted,
  type EstimateAlone,
  type PairedValues,
} from '../stats/index.ts';
import type { PairedDesign } from './pairAnswer.ts';
import { FEWEST_BLOCKS, usualBlockMs, type ComparePlan } from './plan.ts';
import type { Sides } from './sides.ts';

/** A benchmark on its way through a comparison. */
export interface PairState {
  readonly benchmark: CollectedBenchmark;
  readonly sides: Sides;
  readonly margin: number;
  readonly blocks: PairedBlock[];
  design: PairedDesign;
  /** Why one process could not have both sides; null where it could. */
  whyApart: string | null;
  /** Of an earlier comparison: they count, and took no time of this one. */
  earlierBlocks: number;
  /** Nothing is added to its earlier blocks: it is there to be judged with the others. */
  readonly closed: boolean;
  /** Wall time of its own blocks so far, process starts included, ms. */
  spentMs: number;
  /** Its own verdict is reached; what it is together with the others is seen at the end. */
  settled: boolean;
  failure: { readonly side: Side; readonly failure: ChildFailure } | null;
  output: string;
}

/** What an earlier comparison measured of a benchmark. */
export interface EarlierBlocks {
  readonly design: PairedDesign;
  readonly blocks: readonly PairedBlock[];
  /** False: nothing is added. */
  readonly open: boolean;
}

export function newPairState(benchmark: CollectedBenchmark, sides: Sides, margin: number, earlier: EarlierBlocks | undefined): PairState {
  return {
    benchmark,
    sides,
    margin,
    blocks: [...(earlier?.blocks ?? [])],
    earlierBlocks: earlier?.blocks.length ?? 0,
    closed: earlier?.open === false,
    design: earlier?.design ?? 'one-process',
    whyApart: null,
    spentMs: 0,
    settled: false,
    failure: null,
    output: '',
  };
}

const medianOf = (values: readonly number[]): number => median(sorted(values));

function valuesOf({ baseline, candidate }: PairedBlock): PairedValues {
  const logRatios = candidate.samplesNs.map((ns, index) => Math.log(ns / baseline.samplesNs[index]!)).filter(Number.isFinite);
  return { logRatios, baselineNs: medianOf(baseline.samplesNs), candidateNs: medianOf(candidate.samplesNs) };
}

/** Blocks in which something was measured: a function that takes no time leaves no ratio. */
const measured = (state: PairState): PairedValues[] =>
  state.blocks.map(valuesOf).filter(({ logRatios, baselineNs, candidateNs }) => logRatios.length > 0 && baselineNs > 0 && candidateNs > 0);

/** Measuring so many times as long as was allowed is advice that nobody follows. */
const MOST_TIMES_AS_LONG = 6;

/** What the blocks so far say; null without any. */
export function estimateOf(state: PairState, plan: ComparePlan, ended: boolean): EstimateAlone | null {
  const blocks = measured(state);
  if (blocks.length === 0) return null;
  const secondsPerBlock = perBlockMs(state, plan) / 1000;
  return estimatePaired(blocks, {
    margin: state.margin,
    ended,
    mostBlocks: state.earlierBlocks + MOST_TIMES_AS_LONG * plan.mostBlocks,
    secondsPerBlock,
  });
}

/** Candidate over baseline so far, for progress; null before the first block. */
export function ratioSoFar(state: PairState): number | null {
  const ratios = measured(state).map(({ logRatios }) => medianOf(logRatios));
  return ratios.length === 0 ? null : Math.exp(medianOf(ratios));
}

/** After each block: looks whether there is a verdict, at the few numbers of blocks at which it may. */
export function look(state: PairState, plan: ComparePlan): void {
  const { length } = state.blocks;
  if (length < FEWEST_BLOCKS || !isLook(length)) return;
  const estimate = estimateOf(state, plan, false);
  state.settled = estimate !== null && isSettled(estimate);
}

const ownBlocks = ({ blocks, earlierBlocks }: PairState): number => blocks.length - earlierBlocks;

const perBlockMs = (state: PairState, plan: ComparePlan): number =>
  ownBlocks(state) > 0 ? state.spentMs / ownBlocks(state) : usualBlockMs(plan);

/** The time or the number of blocks is spent, or there is no use in going on. */
function isSpent(state: PairState, plan: ComparePlan): boolean {
  const { blocks, spentMs, failure, closed } = state;
  const own = ownBlocks(state);
  if (closed || failure !== null || own >= plan.mostBlocks) return true;
  if (own === 0) return false;
  const afterNextMs = spentMs + perBlockMs(state, plan) / 2;
  // With too few blocks there is no verdict at all: a slow benchmark gets them where that takes no more than twice the time.
  return afterNextMs > (blocks.length < FEWEST_BLOCKS ? 2 : 1) * plan.budgetMs;
}

export const isDone = (state: PairState, plan: ComparePlan): boolean => state.settled || isSpent(state, plan);

/** Estimate of the time that is left for this benchmark, ms. */
export function remainingMs(state: PairState, plan: ComparePlan): number {
  return isDone(state, plan) ? 0 : Math.max(perBlockMs(state, plan), plan.budgetMs - state.spentMs);
}

/**
 * Judges the benchmarks together: of many, some are different by luck. Those whose verdict does not stand among the others
 * are open again, as long as they have time.
 */
export function reopen(states: readonly PairState[], plan: ComparePlan): PairState[] {
  const judged = states.flatMap((state) => {
    const estimate = estimateOf(state, plan, true);
    return estimate === null || state.failure ? [] : [{ state, estimate }];
  });
  const together = decideTogether(judged.map(({ estimate }) => estimate));
  return judged.flatMap(({ state, estimate }, index) => {
    const isDemoted = estimate.verdict !== 'inconclusive' && together[index]!.verdict === 'inconclusive';
    if (!isDemoted || isSpent(state, plan)) return [];
    state.settled = false;
    return [state];
  });
}
