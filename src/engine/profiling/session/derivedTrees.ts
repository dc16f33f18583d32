import type { CallTree } from '../tree/callTree.ts';
import { Float64List } from '../tree/numberList.ts';
import { TreeCollector } from '../tree/treeCollector.ts';

/** Calls of functions, as they are put together for a view. Nodes come after their parents, the root first. */
export interface FunctionTree {
  readonly count: number;
  readonly functionOf: Int32Array;
  /** -1 for the root. */
  readonly parentOf: Int32Array;
  readonly depthOf: Int32Array;
  readonly total: Float64Array;
  /** Sums of what else nodes have, as `also` of the source has them. */
  readonly also: readonly Float64Array[];
}

interface Source {
  readonly tree: Pick<CallTree, 'count' | 'frameOf' | 'parentOf' | 'endOf' | 'depthOf'>;
  /** Of the whole profile, or of a part of it. */
  readonly values: Pick<CallTree, 'total'>;
  /** More totals of nodes, which are summed up in the same way. */
  readonly also?: readonly Float64Array[];
  /** The function of each frame. */
  readonly functionOf: Int32Array;
}

/** Who called a function: the function is the root, below it those that called it, below those who called them. */
export function callersOf(source: Source, wanted: number): FunctionTree {
  const { tree, functionOf } = source;
  const collector = new Collector(wanted, columnsOf(source));
  const most = mostCallers(source, wanted);
  for (const node of outermost(source, wanted)) {
    let place = 0;
    collector.add(place, node);
    const last = tree.depthOf[node]! - most;
    for (let at = tree.parentOf[node]!; at > 0 && tree.depthOf[at]! >= last; at = tree.parentOf[at]!) {
      place = collector.callOf(place, functionOf[tree.frameOf[at]!]!);
      collector.add(place, node);
    }
  }
  return collector.toTree();
}

/** Of real profiles there are some million steps at most. What is farther away is left out where there are more. */
const MOST_STEPS = 2 ** 25;

/** How far above each of its nodes it is looked for callers. */
function mostCallers(source: Source, wanted: number): number {
  let [steps, nodes] = [0, 0];
  for (const node of outermost(source, wanted)) {
    steps += source.tree.depthOf[node]!;
    nodes += 1;
  }
  return steps <= MOST_STEPS ? Infinity : Math.ceil(MOST_STEPS / nodes);
}

/** What a function called, wherever it was called itself; calls of itself are below it. */
export function calleesOf(source: Source, wanted: number): FunctionTree {
  const { tree, functionOf } = source;
  const columns = columnsOf(source);
  const collector = new Collector(wanted, columns);
  // Of the node at hand, the place of each of the calls above it.
  const placeOf: number[] = [];
  for (const top of outermost(source, wanted)) {
    const above = tree.depthOf[top]!;
    for (let node = top; node < tree.endOf[top]!; node += 1) {
      if (!hasValue(columns, node)) continue;
      const depth = tree.depthOf[node]! - above;
      placeOf[depth] = depth === 0 ? 0 : collector.callOf(placeOf[depth - 1]!, functionOf[tree.frameOf[node]!]!);
      collector.add(placeOf[depth], node);
    }
  }
  return collector.toTree();
}

/** Nodes of a function that are not below another one of it, and have a value. */
function* outermost(source: Source, wanted: number): Generator<number> {
  const { tree, functionOf } = source;
  const columns = columnsOf(source);
  for (let node = 0; node < tree.count;) {
    const isIt = functionOf[tree.frameOf[node]!] === wanted;
    if (isIt && hasValue(columns, node)) yield node;
    node = isIt ? tree.endOf[node]! : node + 1;
  }
}

const columnsOf = ({ values, also = [] }: Source): readonly Float64Array[] => [values.total, ...also];

const hasValue = (columns: readonly Float64Array[], node: number): boolean => columns.some((column) => column[node]! > 0);

class Collector {
  readonly #tree: TreeCollector;
  readonly #columns: readonly Float64Array[];
  readonly #sums: readonly Float64List[];

  constructor(root: number, columns: readonly Float64Array[]) {
    this.#tree = new TreeCollector(root);
    this.#columns = columns;
    this.#sums = columns.map(() => new Float64List());
    for (const sums of this.#sums) sums.push(0);
  }

  callOf(parent: number, functionId: number): number {
    const place = this.#tree.callOf(parent, functionId);
    if (place === this.#sums[0]!.length) for (const sums of this.#sums) sums.push(0);
    return place;
  }

  /** Adds what a node of the profile has. */
  add(place: number, node: number): void {
    for (let column = 0; column < this.#columns.length; column += 1) {
      const sums = this.#sums[column]!;
      sums.set(place, sums.at(place) + this.#columns[column]![node]!);
    }
  }

  toTree(): FunctionTree {
    const { count } = this.#tree;
    const parentOf = this.#tree.parents().slice();
    const depthOf = new Int32Array(count);
    for (let node = 1; node < count; node += 1) depthOf[node] = depthOf[parentOf[node]!]! + 1;
    const [total, ...also] = this.#sums.map((sums) => sums.toArray().slice());
    return { count, functionOf: this.#tree.frames().slice(), parentOf, depthOf, total: total!, also };
  }
}
