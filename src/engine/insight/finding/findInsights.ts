import type { Insight, InsightFunction } from '../../../model/insight.ts';
import type { ObserveReport } from '../../../protocol/harness.ts';
import { deoptCounts, findDeoptimized } from './deoptimized.ts';
import { findGarbage } from './garbage.ts';
import { findMegamorphic } from './megamorphic.ts';
import { findNeverOptimized } from './neverOptimized.ts';
import { samplesOf, type View } from './view.ts';

/** Of the measured time: functions with less are not told. */
const LEAST_SHARE = 0.01;

/** What the child saw: in the run that V8 wrote down, and in the one that samples what is allocated where there was one. */
export interface Seen {
  readonly logged: ObserveReport;
  readonly sampled: ObserveReport | null;
}

/** What is worth a word, heaviest first, loops before all else; what was over when the measured part began comes last. */
export function findInsights(view: View, seen: Seen | null): readonly Insight[] {
  const garbage = seen?.sampled ? findGarbage(view, seen.logged, seen.sampled) : [];
  return sorted(merged([...findDeoptimized(view), ...findMegamorphic(view), ...findNeverOptimized(view), ...garbage]));
}

/** Functions of the workspace and its packages that took time, heaviest first. */
export function functionsOf(view: View): readonly InsightFunction[] {
  const deopts = deoptCounts(view.log);
  const functions = view.log.functions.flatMap((logged): InsightFunction[] => {
    const share = view.shareOf(logged);
    const placed = share < LEAST_SHARE ? null : view.beginOf(logged);
    if (!placed) return [];
    const all = samplesOf(logged);
    const { interpreter, baseline, maglev, turbofan } = logged.samples;
    const tiers = { interpreter: interpreter / all, baseline: baseline / all, maglev: maglev / all, turbofan: turbofan / all };
    return [{ ...placed, share, tiers, optimizations: logged.optimizations, deoptimizations: deopts.get(logged)?.all ?? 0 }];
  });
  return functions.toSorted((a, b) => b.share - a.share);
}

/** Places of a script that were written as one, by a compiler that copies code, are one. */
function merged(insights: readonly Insight[]): Insight[] {
  const byPlace = new Map<string, Insight>();
  for (const insight of insights) {
    const { kind, reason, file, line, column, phase } = insight;
    const key = JSON.stringify([kind, reason, file, line, column, phase]);
    const known = byPlace.get(key);
    byPlace.set(key, known ? mergedWith(known, insight) : insight);
  }
  return [...byPlace.values()];
}

function mergedWith(one: Insight, other: Insight): Insight {
  const count = one.kind === 'deoptimized' ? one.count + other.count : Math.max(one.count, other.count);
  const share = one.kind === 'garbage' ? one.share + other.share : Math.max(one.share, other.share);
  return { ...one, count, isLoop: one.isLoop || other.isLoop, share };
}

function sorted(insights: readonly Insight[]): Insight[] {
  const rank = ({ phase, isLoop }: Insight) => (phase === 'warm-up' ? 2 : isLoop ? 0 : 1);
  return insights.toSorted((a, b) => rank(a) - rank(b) || b.share - a.share || b.count - a.count);
}
