import type { Insight, InsightReason } from '../../../model/insight.ts';
import { deoptCounts, isLoopCount } from './deoptimized.ts';
import { insightAt, samplesOf, type View } from './view.ts';

/** Of the measured time, and of samples: what a function has to have for its tier to be told. */
const LEAST_SHARE = 0.05;
const LEAST_SAMPLES = 20;
/** Of its own samples. */
const MOSTLY = 0.9;
/** V8 gives up on larger ones (`max_optimized_bytecode_size`). */
const MOST_OPTIMIZED_BYTES = 60 * 1024;

/** Functions that took time, and were hardly ever run as optimized code. */
export function findNeverOptimized(view: View): Insight[] {
  const deopts = deoptCounts(view.log);
  return view.log.functions.flatMap((logged) => {
    const { interpreter, baseline } = logged.samples;
    const [samples, share] = [samplesOf(logged), view.shareOf(logged)];
    if (share < LEAST_SHARE || samples < LEAST_SAMPLES || interpreter + baseline < MOSTLY * samples) return [];
    const placed = view.beginOf(logged);
    if (!placed) return [];
    const isLoop = isLoopCount(deopts.get(logged)?.measured ?? 0);
    const reason: InsightReason = logged.bytecodeBytes > MOST_OPTIMIZED_BYTES ? 'too-large' : isLoop ? 'deopt-loop' : 'not-optimized';
    const { optimizations } = logged;
    return [
      insightAt(placed, { kind: 'neverOptimized', reason, v8: '', property: null, phase: 'measured', count: optimizations, isLoop, share }),
    ];
  });
}
