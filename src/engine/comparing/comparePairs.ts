import { shuffled } from '../../base/shuffled.ts';
import type { ChildFailure } from '../benchmarks/index.ts';
import type { PairAnswer, PairedDesign } from './pairAnswer.ts';
import { measurePair, toPairedBlock } from './pairBlock.ts';
import { addPairedBlock, forgetBlocks, isDone, look, reopen, type PairState } from './pairState.ts';
import type { ComparePlan } from './plan.ts';

export interface PairHooks {
  readonly onStarted: (state: PairState) => void;
  readonly onBlock: (state: PairState) => void;
}

/**
 * Measures pairs, one block at a time. Those of one file take turns, in an order drawn anew for each round, so that whatever
 * the machine does in the meantime hits all of them alike.
 */
export async function comparePairs(states: readonly PairState[], plan: ComparePlan, hooks: PairHooks, signal: AbortSignal): Promise<void> {
  for (const file of new Set(states.map(({ benchmark }) => benchmark.file))) {
    await measure(
      states.filter(({ benchmark }) => benchmark.file === file),
      plan,
      hooks,
      signal,
    );
  }
  for (let open = await reopen(states, plan); open.length > 0; open = await reopen(states, plan)) {
    await measure(open, plan, hooks, signal);
  }
}

async function measure(states: readonly PairState[], plan: ComparePlan, hooks: PairHooks, signal: AbortSignal): Promise<void> {
  let open = states.filter((state) => !isDone(state, plan));
  while (open.length > 0) {
    for (const state of shuffled(open)) {
      if (state.spentMs === 0) hooks.onStarted(state);
      await addBlock(state, plan, signal);
      look(state, plan);
      hooks.onBlock(state);
    }
    open = open.filter((state) => !isDone(state, plan));
  }
}

async function addBlock(state: PairState, plan: ComparePlan, signal: AbortSignal): Promise<void> {
  const startMs = performance.now();
  let answer = await block(state, state.design, plan, signal);
  if (answer.state === 'failed' && state.design === 'one-process') {
    // What fails beside the other revision may run by itself; and where it fails by itself, it is known on which side.
    const whyApart = reasonOf(answer.failure);
    answer = await block(state, 'two-processes', plan, signal);
    if (answer.state === 'done') {
      state.design = 'two-processes';
      state.whyApart = whyApart;
      forgetBlocks(state);
    }
  }
  state.spentMs += performance.now() - startMs;
  if (answer.state === 'done') addPairedBlock(state, toPairedBlock(state.blocks.length, answer.value, state.design));
  else state.failure = { side: answer.side ?? 'candidate', failure: answer.failure };
}

const block = ({ benchmark, sides }: PairState, design: PairedDesign, plan: ComparePlan, signal: AbortSignal): Promise<PairAnswer> =>
  measurePair(benchmark, sides, design, plan.block, signal);

const reasonOf = ({ message }: ChildFailure): string => message.split('\n', 1)[0] ?? '';
