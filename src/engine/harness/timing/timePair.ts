import type { BlockPlan, SideReport } from '../../../protocol/harness.ts';
import type { OpenWork } from '../work.ts';
import { nowMs } from './stopwatch.ts';
import { takeTurns, type TurnTaker } from './takeTurns.ts';
import { createTurnTimer, type TurnTimer } from './turnTimer.ts';

const SIDES = [0, 1] as const;

/**
 * Times two benchmarks in turns after each was warmed up by itself. Both reports have the same number of samples, those of
 * one index from neighbouring turns. `turnOf` is told whose code runs next.
 */
export async function timePair(
  works: readonly [OpenWork, OpenWork],
  plan: BlockPlan,
  { alive, turnOf }: { readonly alive: () => void; readonly turnOf: (side: 0 | 1) => void },
): Promise<[SideReport, SideReport]> {
  const timers: TurnTimer[] = [];
  const eachSide = async (act: (timer: TurnTimer) => Promise<void>) => {
    for (const side of SIDES) {
      turnOf(side);
      await act(timers[side]!);
    }
  };
  try {
    for (const side of SIDES) {
      turnOf(side);
      timers.push(await createTurnTimer(works[side], plan, alive));
    }
    await eachSide((timer) => timer.begin());
    const takers = SIDES.map((side): TurnTaker => ({
      size: timers[side]!.size,
      turn(record, size) {
        turnOf(side);
        return timers[side]!.turn(record, size);
      },
    }));
    await takeTurns(takers as [TurnTaker, TurnTaker], plan, nowMs);
    const reports: SideReport[] = [];
    await eachSide(async (timer) => void reports.push(await timer.end()));
    return reports as [SideReport, SideReport];
  } finally {
    for (const timer of timers) timer.dispose();
  }
}
