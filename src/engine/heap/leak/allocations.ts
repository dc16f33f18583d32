import type { AllocationPlace } from '../../../model/heap.ts';
import type { ProfiledFunction } from '../../../model/profile.ts';
import type { AllocationTraces, Snapshot, TracedFunction } from '../snapshot.ts';
import type { MadeObject } from './allocationLine.ts';

/** Tells a function as its source was written; null for what is ours or Node's. */
export type ReadFunction = (traced: TracedFunction) => ProfiledFunction | null;
/** The line on which a function makes an object; null where it cannot be told. */
export type FindLine = (at: ProfiledFunction, made: MadeObject) => { readonly line: number; readonly column: number } | null;

/** How functions and lines are found in their sources. */
export interface SourceReaders {
  readonly read: ReadFunction;
  readonly findLine: FindLine;
}

const MOST_PLACES = 3;
const MOST_FRAMES = 20;

interface Trace {
  readonly stack: readonly ProfiledFunction[];
  /** The first function that is the workspace's, else the first that has a source. */
  readonly at: ProfiledFunction;
  /** The name of what it called, in which the object was made; empty where it made it itself. */
  readonly through: string;
}

/** Where objects of a kind were allocated, as far as that was tracked, most often first. */
export function allocationPlaces(
  snapshot: Snapshot,
  nodes: readonly number[],
  name: string,
  { read, findLine }: SourceReaders,
): AllocationPlace[] {
  const { traces, traceOf } = snapshot;
  if (!traces || !traceOf) return [];
  const byTrace = new Map<number, number>();
  for (const node of nodes) {
    const trace = traceOf[node]!;
    if (trace !== 0) byTrace.set(trace, (byTrace.get(trace) ?? 0) + 1);
  }
  const found = new Map<string, { trace: Trace; count: number }>();
  let known = 0;
  for (const [number, count] of [...byTrace].toSorted((a, b) => b[1] - a[1])) {
    known += count;
    const trace = readTrace(traces, number, read);
    if (!trace) continue;
    const { at, through } = trace;
    const key = JSON.stringify([at.file, at.line, at.column, at.name, through]);
    const place = found.get(key);
    if (place) place.count += count;
    else found.set(key, { trace, count });
  }
  return [...found.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_PLACES)
    .map(({ trace: { at, through, stack }, count }) => {
      const exact = findLine(at, { name, through });
      return { at: { ...at, ...exact }, isExact: exact !== null, stack, share: count / known };
    });
}

function readTrace(traces: AllocationTraces, trace: number, read: ReadFunction): Trace | null {
  const stack: ProfiledFunction[] = [];
  let chosen: Omit<Trace, 'stack'> | null = null;
  let through = '';
  for (let at = trace; at !== 0 && stack.length < MOST_FRAMES; at = traces.parentOf.get(at) ?? 0) {
    const traced = traces.functions[traces.functionOf.get(at) ?? -1];
    const one = traced && read(traced);
    if (one) {
      stack.push(one);
      if (!chosen || (chosen.at.owner !== 'workspace' && one.owner === 'workspace')) chosen = { at: one, through };
    }
    through = traced?.name ?? '';
  }
  return chosen && { ...chosen, stack };
}
