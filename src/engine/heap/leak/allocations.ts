import type { AllocationPlace } from '../../../model/heap.ts';
import type { ProfiledFunction } from '../../../model/profile.ts';
import type { Snapshot, TracedFunction } from '../snapshot.ts';

/** Tells a function as its source was written; null for what is ours or Node's. */
export type ReadFunction = (traced: TracedFunction) => ProfiledFunction | null;

const MOST_PLACES = 3;
const MOST_FRAMES = 20;

/** Where objects were allocated, as far as that was tracked, most often first. */
export function allocationPlaces({ traces, traceOf }: Snapshot, nodes: readonly number[], read: ReadFunction): AllocationPlace[] {
  if (!traces || !traceOf) return [];
  const byTrace = new Map<number, number>();
  for (const node of nodes) {
    const trace = traceOf[node]!;
    if (trace !== 0) byTrace.set(trace, (byTrace.get(trace) ?? 0) + 1);
  }
  const found = new Map<string, { place: Omit<AllocationPlace, 'share'>; count: number }>();
  let known = 0;
  for (const [trace, count] of [...byTrace].toSorted((a, b) => b[1] - a[1])) {
    const stack: ProfiledFunction[] = [];
    for (let at = trace; at !== 0 && stack.length < MOST_FRAMES; at = traces.parentOf.get(at) ?? 0) {
      const traced = traces.functions[traces.functionOf.get(at) ?? -1];
      const one = traced && read(traced);
      if (one) stack.push(one);
    }
    known += count;
    const at = stack.find(({ owner }) => owner === 'workspace') ?? stack[0];
    if (!at) continue;
    const key = JSON.stringify([at.file, at.line, at.column, at.name]);
    const place = found.get(key);
    if (place) place.count += count;
    else found.set(key, { place: { at, isExact: false, stack }, count });
  }
  return [...found.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_PLACES)
    .map(({ place, count }) => ({ ...place, share: count / known }));
}
