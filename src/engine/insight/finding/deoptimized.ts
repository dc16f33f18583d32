import type { DeoptReason, Insight } from '../../../model/insight.ts';
import type { LoggedDeopt, LoggedFunction, V8Log } from '../log/v8Log.ts';
import { deoptReason } from './deoptReason.ts';
import { insightAt, lineOf, type View } from './view.ts';

/** V8 learns from one deoptimization, sometimes from two: more of them in the measured part are a loop. */
const LOOP_COUNT = 3;
/** Of code that has not been everywhere yet, or whose objects prove to live long: V8 starts with little, and learns it by the way. */
const ORDINARY: ReadonlySet<DeoptReason> = new Set(['no-feedback', 'changed-assumption', 'other-deopt']);

/** Places where optimized code was thrown away although there was something that the code could do about it. */
export function findDeoptimized(view: View): Insight[] {
  const insights: Insight[] = [];
  const severalShapes = linesOfSeveralShapes(view);
  for (const { reason, deopts } of groupsOf(view.log.deopts)) {
    const [first] = deopts as [LoggedDeopt];
    const measured = deopts.reduce((all, { counts }) => all + counts.measured, 0);
    const warmUp = deopts.reduce((all, { counts }) => all + counts['warm-up'], 0);
    const isLoop = measured >= LOOP_COUNT;
    if (ORDINARY.has(reason) && !isLoop) continue;
    const { inFunction } = first;
    const placed = view.placeOf(first.place, inFunction?.name ?? '');
    if (!placed) continue;
    // V8 itself replaces shapes as it learns what their properties hold: objects then have one shape as before.
    if (reason === 'wrong-shape' && !isLoop && !severalShapes.has(lineOf(placed))) continue;
    insights.push(
      insightAt(placed, {
        kind: 'deoptimized',
        reason,
        v8: first.reason,
        property: null,
        phase: measured > 0 ? 'measured' : 'warm-up',
        count: measured > 0 ? measured : warmUp,
        isLoop,
        // Code that is thrown away takes all of its function along.
        share: Math.max(view.shareOfLine(placed), inFunction ? view.shareOf(inFunction) : 0),
      }),
    );
  }
  return insights;
}

/** Lines with accesses that saw more than one shape. */
function linesOfSeveralShapes(view: View): ReadonlySet<string> {
  const lines = new Set<string>();
  for (const { state, place } of view.log.sites) {
    const placed = state === 'P' || state === 'N' || state === 'G' ? view.placeOf(place, '') : null;
    if (placed) lines.add(lineOf(placed));
  }
  return lines;
}

/** Those of one place and meaning are one thing, whatever compiler made the code, and whatever the words. */
function groupsOf(deopts: readonly LoggedDeopt[]): { readonly reason: DeoptReason; readonly deopts: LoggedDeopt[] }[] {
  const groups = new Map<string, { readonly reason: DeoptReason; readonly deopts: LoggedDeopt[] }>();
  for (const deopt of deopts) {
    const reason = deoptReason(deopt.reason);
    if (reason === null) continue;
    const key = JSON.stringify([deopt.place, reason]);
    const group = groups.get(key);
    if (group) group.deopts.push(deopt);
    else groups.set(key, { reason, deopts: [deopt] });
  }
  return [...groups.values()];
}

/** How often code of a function was thrown away since the warm-up began, but for what is how V8 moves from one tier to the next. */
export function deoptCounts({ deopts }: V8Log): ReadonlyMap<LoggedFunction, { readonly all: number; readonly measured: number }> {
  const counts = new Map<LoggedFunction, { readonly all: number; readonly measured: number }>();
  for (const { codeOf, reason, counts: own } of deopts) {
    if (!codeOf || deoptReason(reason) === null) continue;
    const { all, measured } = counts.get(codeOf) ?? { all: 0, measured: 0 };
    counts.set(codeOf, { all: all + own['warm-up'] + own.measured, measured: measured + own.measured });
  }
  return counts;
}

export const isLoopCount = (measured: number): boolean => measured >= LOOP_COUNT;
