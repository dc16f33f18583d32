import type { BlockPlan, SideReport } from '../../../protocol/harness.ts';
import type { OpenWork } from '../work.ts';
import { nowMs } from './stopwatch.ts';
import { createTurnTimer, type TurnTimer } from './turnTimer.ts';

/** Turns before those that count: the code of both sides runs side by side now, and what they share has to settle. */
const FEWEST_SETTLING = 2;
const SETTLING_MS = 30;
const FEWEST_ROUNDS = 4;
/** More samples tell no more about a block: its luck is drawn when it starts. */
const MOST_ROUNDS = 4000;
/** Batches of sides that are so close get the same size. */
const CLOSE = 2;

/**
 * Times two benchmarks in turns, in random balanced order, after each was warmed up by itself. Both reports have the same
 * number of samples, those of one index from neighbouring turns.
 */
export async function timePair(
  works: readonly [OpenWork, OpenWork],
  plan: BlockPlan,
  on: { readonly alive: () => void; readonly turnOf: (side: 0 | 1) => void },
): Promise<[SideReport, SideReport]> {
  const timers: TurnTimer[] = [];
  try {
    for (const side of [0, 1] as const) {
      on.turnOf(side);
      timers.push(await createTurnTimer(works[side], plan, on.alive));
    }
    const [first, second] = timers as [TurnTimer, TurnTimer];
    agree(first, second);
    const run = async (side: 0 | 1, record: boolean) => {
      on.turnOf(side);
      await timers[side]!.turn(record);
    };
    for (const side of [0, 1] as const) {
      on.turnOf(side);
      await timers[side]!.begin();
    }
    const beganMs = nowMs();
    for (let round = 0; round < FEWEST_SETTLING || nowMs() - beganMs < SETTLING_MS; round++) {
      for (const side of [0, 1] as const) await run(side, false);
    }
    const startMs = nowMs();
    const isOver = (rounds: number) => {
      if (rounds >= MOST_ROUNDS || nowMs() - startMs >= plan.mostMs) return rounds > 0;
      return rounds >= FEWEST_ROUNDS && first.wallNs + second.wallNs >= 2 * plan.blockMs * 1e6;
    };
    let order = shuffledOrder();
    for (let round = 0; !isOver(round); round++) {
      if (order.length === 0) order = shuffledOrder();
      for (const side of order.pop()!) await run(side, true);
    }
    const reports: SideReport[] = [];
    for (const side of [0, 1] as const) {
      on.turnOf(side);
      reports.push(await timers[side]!.end());
    }
    return reports as [SideReport, SideReport];
  } finally {
    for (const timer of timers) timer.dispose();
  }
}

/** The same batches on both sides, so that whatever a batch costs by itself cancels; not where one is far faster. */
function agree(first: TurnTimer, second: TurnTimer): void {
  // Samples are paired by their place.
  const batches = Math.max(first.batches, second.batches);
  const ratio = first.iterations / second.iterations;
  const both = Math.round(Math.sqrt(first.iterations * second.iterations));
  const isClose = ratio < CLOSE && ratio > 1 / CLOSE;
  first.agree(isClose ? both : first.iterations, batches);
  second.agree(isClose ? both : second.iterations, batches);
}

/** Two rounds, each side first in one of them. */
function shuffledOrder(): (readonly [0 | 1, 0 | 1])[] {
  const rounds: (readonly [0 | 1, 0 | 1])[] = [
    [0, 1],
    [1, 0],
  ];
  return Math.random() < 0.5 ? rounds : rounds.toReversed();
}
