import { decodeString } from '../profiling/index.ts';

/** The kinds that V8 gives to what is on the heap; what is new to us is `hidden`. */
export const NODE_TYPES = [
  'hidden',
  'array',
  'string',
  'object',
  'code',
  'closure',
  'regexp',
  'number',
  'native',
  'synthetic',
  'concatenated string',
  'sliced string',
  'symbol',
  'bigint',
  'object shape',
  'wasm object',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

export const EDGE_TYPES = ['context', 'element', 'property', 'internal', 'hidden', 'shortcut', 'weak'] as const;
export type EdgeType = (typeof EDGE_TYPES)[number];

/** Strings of the file, made when they are asked for. */
export interface SnapshotStrings {
  readonly count: number;
  at(index: number): string;
}

export function lazyStrings(bytes: Uint8Array, starts: Float64Array, ends: Float64Array): SnapshotStrings {
  const made = new Map<number, string>();
  return {
    count: starts.length,
    at(index) {
      let text = made.get(index);
      if (text === undefined) made.set(index, (text = decodeString(bytes, starts[index]!, ends[index]!)));
      return text;
    },
  };
}

/** Who allocated what, where allocations were tracked. Numbers of trace nodes begin at 1; 0 is none. */
export interface AllocationTraces {
  /** By trace node: the one that called it. */
  readonly parentOf: ReadonlyMap<number, number>;
  /** By trace node: its function, as a row of `functions`. */
  readonly functionOf: ReadonlyMap<number, number>;
  readonly functions: readonly TracedFunction[];
}

export interface TracedFunction {
  readonly name: string;
  readonly url: string;
  /** Of its beginning, from 1; 0 where it is not known. */
  readonly line: number;
  readonly column: number;
}

/** Where the function of an object is written: its own of a closure, the constructor's of an object. From 1. */
export interface ObjectLocation {
  readonly line: number;
  readonly column: number;
}

/** A heap snapshot as V8 wrote it. Node 0 is the root. */
export interface Snapshot {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Places in `NODE_TYPES`. */
  readonly typeOf: Uint8Array;
  /** Places in `strings`. */
  readonly nameOf: Int32Array;
  /** V8's numbers of objects. Larger ones were first seen later. */
  readonly idOf: Float64Array;
  readonly selfBytes: Float64Array;
  /** 0 without one. */
  readonly traceOf: Int32Array | null;
  /** By node, its first edge; with one entry more. */
  readonly firstEdge: Int32Array;
  /** Places in `EDGE_TYPES`. */
  readonly edgeType: Uint8Array;
  /** A place in `strings`, or the index of an element. */
  readonly edgeName: Int32Array;
  readonly edgeTo: Int32Array;
  readonly strings: SnapshotStrings;
  readonly traces: AllocationTraces | null;
  readonly locations: ReadonlyMap<number, ObjectLocation>;
}

export const nodeType = (type: NodeType): number => NODE_TYPES.indexOf(type);
export const edgeTypeOf = (type: EdgeType): number => EDGE_TYPES.indexOf(type);
