import type { HeapClass, HeapSummary, RetainingPath } from '../../model/heap.ts';
import { classesOf, type Classes } from './graph/classes.ts';
import { dominators, type Dominators } from './graph/dominators.ts';
import { essentialEdges } from './graph/essentialEdges.ts';
import { pathTo, shortestPaths, type Paths } from './graph/paths.ts';
import { retainedBy, retainedBytes } from './graph/retained.ts';
import type { Snapshot } from './snapshot.ts';

/** A snapshot with what was computed for it; each part when it is asked for first. */
export class OpenSnapshot {
  readonly file: string;
  readonly snapshot: Snapshot;
  readonly classes: Classes;
  readonly #essential: Uint8Array;
  #dominators: Dominators | undefined;
  #retained: Float64Array | undefined;
  #paths: Paths | undefined;

  constructor(file: string, snapshot: Snapshot) {
    this.file = file;
    this.snapshot = snapshot;
    this.classes = classesOf(snapshot);
    this.#essential = essentialEdges(snapshot);
  }

  get dominators(): Dominators {
    return (this.#dominators ??= dominators(this.snapshot, this.#essential));
  }

  /** By node. */
  get retained(): Float64Array {
    return (this.#retained ??= retainedBytes(this.snapshot, this.dominators));
  }

  retainedBy(groupOf: Int32Array, groups: number): Float64Array {
    return retainedBy(groupOf, groups, this.retained, this.dominators);
  }

  get paths(): Paths {
    return (this.#paths ??= shortestPaths(this.snapshot, this.#essential));
  }

  pathTo(node: number): RetainingPath {
    return pathTo(this.snapshot, this.paths, node);
  }

  /** In the order of the numbers of classes. */
  heapClasses(): readonly HeapClass[] {
    const { of, names } = this.classes;
    const { selfBytes, nodeCount } = this.snapshot;
    const counts = new Float64Array(names.length);
    const shallow = new Float64Array(names.length);
    for (let node = 0; node < nodeCount; node += 1) {
      const one = of[node]!;
      counts[one]! += 1;
      shallow[one]! += selfBytes[node]!;
    }
    const retained = this.retainedBy(of, names.length);
    return names.map((name, one) => ({ name, count: counts[one]!, shallowBytes: shallow[one]!, retainedBytes: retained[one]! }));
  }

  size(): Omit<HeapSummary, 'classes'> {
    const { nodeCount, edgeCount, selfBytes } = this.snapshot;
    return { file: this.file, objects: nodeCount, references: edgeCount, totalBytes: selfBytes.reduce((sum, bytes) => sum + bytes, 0) };
  }

  summary(): HeapSummary {
    const classes = this.heapClasses().filter(({ count }) => count > 0);
    return { ...this.size(), classes: classes.toSorted((a, b) => b.retainedBytes - a.retainedBytes) };
  }
}
