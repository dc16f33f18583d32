import type { ProfiledFunction } from './profile.ts';

/** One reference of a retaining path: who holds what by which name. */
export interface RetainingStep {
  /** How the object before it holds it: `.cache`, `[12]`, `cache (variable)`, `table (internal)`; empty for the first one. */
  readonly edge: string;
  /** Constructor, or what V8 calls it. */
  readonly name: string;
  /** V8's number of the object, the same in all snapshots of a process. */
  readonly id: number;
}

/** From a root of the garbage collector to an object; the shortest there is. */
export type RetainingPath = readonly RetainingStep[];

/** All objects of one constructor. */
export interface HeapClass {
  /** Constructor, or what V8 calls it: `Map`, `(string)`, `(closure)`. */
  readonly name: string;
  readonly count: number;
  /** Of the objects themselves. */
  readonly shallowBytes: number;
  /** Of all that would go with them. */
  readonly retainedBytes: number;
}

/** A heap snapshot in few words. */
export interface HeapSummary {
  readonly file: string;
  readonly objects: number;
  readonly references: number;
  readonly totalBytes: number;
  /** Those that retain most come first. */
  readonly classes: readonly HeapClass[];
}

/** What became of a constructor from one snapshot of a process to a later one. */
export interface HeapClassChange extends HeapClass {
  /** In the candidate, less those of the baseline. */
  readonly countChange: number;
  readonly shallowChange: number;
  readonly retainedChange: number;
  /** Objects that only the candidate has, and that only the baseline has, by V8's numbers. */
  readonly added: number;
  readonly removed: number;
  /** Of one of the added ones; null where it did not grow. */
  readonly path: RetainingPath | null;
}

export interface HeapComparison {
  readonly baseline: Omit<HeapSummary, 'classes'>;
  readonly candidate: Omit<HeapSummary, 'classes'>;
  /** False where objects cannot be told to be the same, as in two processes, or two connections to one: `added` and `removed` are 0 then. */
  readonly sameNumbers: boolean;
  /** Those that changed; what retains more comes first. */
  readonly classes: readonly HeapClassChange[];
}

/** Where objects were allocated. */
export interface AllocationPlace {
  /** The innermost function that is neither Node's nor Laptime's. Its line is that of the allocation where the source tells it. */
  readonly at: ProfiledFunction;
  /** Whether `at` has the line of the allocation; else it has that of the function. */
  readonly isExact: boolean;
  /** Share of the objects whose place is known. */
  readonly share: number;
  /** From the innermost function outwards. */
  readonly stack: readonly ProfiledFunction[];
}

/** Objects that pile up. */
export interface Leak {
  /** Constructor, or what V8 calls it; of a container that grows by itself, the container's. */
  readonly name: string;
  /** `objects`: ever more of them; `container`: one that takes ever more room for what are no objects. */
  readonly kind: 'objects' | 'container';
  /** Left over in all rounds. Of a container: 1. */
  readonly count: number;
  /** For one iteration, or for one second of a process. */
  readonly countPerUnit: number;
  readonly bytesPerUnit: number;
  /** Of all that were left over, with what only they hold. */
  readonly retainedBytes: number;
  /** Objects left over in each round, or bytes of a container. */
  readonly rounds: readonly number[];
  /** What else they hold, that piles up with them. */
  readonly holds: readonly string[];
  readonly path: RetainingPath;
  /** Most often first; empty where it could not be seen. */
  readonly places: readonly AllocationPlace[];
}

export interface LeakRound {
  /** Iterations, or seconds. */
  readonly work: number;
  /** Of the heap at its end, after garbage collection. */
  readonly heapBytes: number;
}

/** What the search for leaks found in one benchmark or process. */
export interface LeakReport {
  /** The benchmark's id, or the command line of the process. */
  readonly title: string;
  readonly unit: 'iteration' | 'second';
  readonly warmup: LeakRound;
  readonly rounds: readonly LeakRound[];
  /** Those that retain most first. */
  readonly leaks: readonly Leak[];
  /** What the user should know of the search, in full sentences. */
  readonly notices: readonly string[];
}
