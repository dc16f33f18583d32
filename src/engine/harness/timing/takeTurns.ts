import type { BlockPlan, TurnSize } from '../../../protocol/harness.ts';

/** Turns before those that count: the code of both sides runs side by side now, and what they share has to settle. */
const FEWEST_SETTLING = 2;
const SETTLING_MS = 30;
const FEWEST_ROUNDS = 4;
/** More samples tell no more about a block: its luck is drawn when it starts. */
const MOST_ROUNDS = 4000;
/** Batches of sides that are so close get the same size. */
const CLOSE = 2;

/** One side of a pair, ready to be timed for a moment at a time. */
export interface TurnTaker {
  readonly size: TurnSize;
  /** Runs one turn of this size; without `record` it leaves no sample. Resolves to the time of all recorded turns, ns. */
  turn(record: boolean, size: TurnSize): Promise<number>;
}

/** Has both sides take turns, in random balanced order, until both were timed for `plan.blockMs`. `now` is in milliseconds. */
export async function takeTurns(takers: readonly [TurnTaker, TurnTaker], plan: BlockPlan, now: () => number): Promise<void> {
  const sizes = agreedSizes(takers[0].size, takers[1].size);
  const timedNs = [0, 0];
  const turn = async (side: 0 | 1, record: boolean) => {
    timedNs[side] = await takers[side].turn(record, sizes[side]);
  };
  const beganMs = now();
  for (let round = 0; round < FEWEST_SETTLING || now() - beganMs < SETTLING_MS; round++) {
    for (const side of [0, 1] as const) await turn(side, false);
  }
  const startMs = now();
  const isOver = (rounds: number) => {
    if (rounds >= MOST_ROUNDS || now() - startMs >= plan.mostMs) return rounds > 0;
    return rounds >= FEWEST_ROUNDS && timedNs[0]! + timedNs[1]! >= 2 * plan.blockMs * 1e6;
  };
  let order: Round[] = [];
  for (let round = 0; !isOver(round); round++) {
    if (order.length === 0) order = shuffledRounds();
    for (const side of order.pop()!) await turn(side, true);
  }
}

/** The same batches on both sides, so that whatever a batch costs by itself cancels; not where one side is far faster. */
function agreedSizes(first: TurnSize, second: TurnSize): readonly [TurnSize, TurnSize] {
  // Samples are paired by their place.
  const batches = Math.max(first.batches, second.batches);
  const ratio = first.iterations / second.iterations;
  if (ratio >= CLOSE || ratio <= 1 / CLOSE) {
    return [
      { ...first, batches },
      { ...second, batches },
    ];
  }
  const size = { iterations: Math.round(Math.sqrt(first.iterations * second.iterations)), batches };
  return [size, size];
}

type Round = readonly [0 | 1, 0 | 1];

/** Two rounds, each side first in one of them. */
function shuffledRounds(): Round[] {
  const rounds: Round[] = [
    [0, 1],
    [1, 0],
  ];
  return Math.random() < 0.5 ? rounds : rounds.toReversed();
}
