import { setImmediate } from 'node:timers/promises';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { ComparisonEstimate, PairedBlock, Side } from '../../model/comparison.ts';
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
  /** What each block says. */
  readonly values: PairedValues[];
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
}

/** What an earlier comparison measured of a benchmark. */
export interface EarlierBlocks {
  readonly design: PairedDesign;
  readonly blocks: readonly PairedBlock[];
  /** False: nothing is added. */
  readonly open: boolean;
}

export function newPairState(
  benchmark: CollectedBenchmark,
  sides: Sides,
  { margin, design, earlier }: { readonly margin: number; readonly design: PairedDesign; readonly earlier: EarlierBlocks | undefined },
): PairState {
  return {
    benchmark,
    sides,
    margin,
    blocks: [...(earlier?.blocks ?? [])],
    values: (earlier?.blocks ?? []).map(valuesOf),
    earlierBlocks: earlier?.blocks.length ?? 0,
    closed: earlier?.open === false,
    design: earlier?.design ?? design,
    whyApart: null,
    spentMs: 0,
    settled: false,
    failure: null,
  };
}

const medianOf = (values: readonly number[]): number => median(sorted(values));

function valuesOf({ baseline, candidate }: PairedBlock): PairedValues {
  const logRatios = candidate.samplesNs.map((ns, index) => Math.log(ns / baseline.samplesNs[index]!)).filter(Number.isFinite);
  return { logRatios, baselineNs: medianOf(baseline.samplesNs), candidateNs: medianOf(candidate.samplesNs) };
}

export function addPairedBlock(state: PairState, block: PairedBlock): void {
  state.blocks.push(block);
  state.values.push(valuesOf(block));
}

/** Blocks of one design are not mixed with those of another. */
export function forgetBlocks(state: PairState): void {
  state.blocks.length = 0;
  state.values.length = 0;
  state.earlierBlocks = 0;
}

/** Blocks in which something was measured: a function that takes no time leaves no ratio. */
const measured = ({ values }: PairState): PairedValues[] =>
  values.filter(({ logRatios, baselineNs, candidateNs }) => logRatios.length > 0 && baselineNs > 0 && candidateNs > 0);

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

/** Upper end of an interval by its lower one. */
const MOST_SPREAD = 2;

/** After each block: looks whether there is a verdict, at the few numbers of blocks at which it may. */
export function look(state: PairState, plan: ComparePlan): void {
  const { length } = state.blocks;
  if (length < FEWEST_BLOCKS || !isLook(length)) return;
  const estimate = estimateOf(state, plan, false);
  state.settled = estimate !== null && isSettled(estimate) && saysHowMuch(estimate);
}

/**
 * Whether the ends of the interval are of one order: "33 times faster (2 to 550)" is a verdict, and no figure. Going on for a narrower
 * one leaves the error as it is, because intervals and verdicts hold whenever one stops.
 */
function saysHowMuch({ interval }: EstimateAlone): boolean {
  return interval !== null && interval.high <= MOST_SPREAD * interval.low;
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

export interface Judged {
  readonly alone: EstimateAlone;
  readonly together: ComparisonEstimate;
}

/**
 * What is said of each benchmark by itself, and together with the others: of many, some are different by luck. Those without a
 * measurement are left out.
 */
export async function judgeTogether(states: readonly PairState[], plan: ComparePlan): Promise<ReadonlyMap<PairState, Judged>> {
  const alone: { readonly state: PairState; readonly estimate: EstimateAlone }[] = [];
  for (const state of states) {
    const estimate = state.failure ? null : estimateOf(state, plan, true);
    if (estimate) alone.push({ state, estimate });
    // Each takes some milliseconds, and the thread is the editor's.
    await setImmediate();
  }
  const together = decideTogether(alone.map(({ estimate }) => estimate));
  return new Map(alone.map(({ state, estimate }, index) => [state, { alone: estimate, together: together[index]! }]));
}

/** Opens again what has a verdict by itself that does not stand among the others, as long as there is time. */
export async function reopen(states: readonly PairState[], plan: ComparePlan): Promise<PairState[]> {
  const judged = await judgeTogether(states, plan);
  return states.filter((state) => {
    const verdicts = judged.get(state);
    const isDemoted = verdicts?.alone.verdict !== 'inconclusive' && verdicts?.together.verdict === 'inconclusive';
    if (!isDemoted || isSpent(state, plan)) return false;
    state.settled = false;
    return true;
  });
}
