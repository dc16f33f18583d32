import type { RetainingPath, RetainingStep } from '../../../model/heap.ts';
import { hasIndex } from '../reading/readSnapshot.ts';
import { edgeTypeOf, nodeType, type Snapshot } from '../snapshot.ts';

/** The shortest ways from the roots to all objects. */
export interface Paths {
  /** By node, the edge that leads to it; -1 for what nothing holds. */
  readonly edgeTo: Int32Array;
  /** By node, the one before it; -1 at the beginning. */
  readonly before: Int32Array;
}

const [SHORTCUT, PROPERTY, CONTEXT] = [edgeTypeOf('shortcut'), edgeTypeOf('property'), edgeTypeOf('context')];
const [SYNTHETIC, CLOSURE, OBJECT, CODE] = [nodeType('synthetic'), nodeType('closure'), nodeType('object'), nodeType('code')];
const STRINGS = [nodeType('string'), nodeType('concatenated string'), nodeType('sliced string')];
/** Roots of what a function that runs has in its hands. */
const FLEETING: ReadonlySet<string> = new Set(['(Stack roots)', '(Handle scope)', '(Local handles)']);
/** Names longer than this are texts of the program. */
const MOST_NAME = 120;

/**
 * Ways that the user knows come first: those that begin at the global object, then those from V8's own roots. What V8 keeps for itself,
 * such as compiled code, and what is only on the stack for a moment, is gone through where there is no other way.
 */
export function shortestPaths(snapshot: Snapshot, essential: Uint8Array): Paths {
  const { nodeCount, firstEdge, edgeType, edgeTo: targets, typeOf, nameOf, strings } = snapshot;
  const edgeTo = new Int32Array(nodeCount).fill(-1);
  const before = new Int32Array(nodeCount).fill(-1);
  const seen = new Uint8Array(nodeCount);
  const queue = new Int32Array(nodeCount);
  let [head, tail] = [0, 0];
  const code: number[] = [];
  const stacks: number[] = [];
  const follow = (node: number, only = -1) => {
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1) {
      const to = targets[edge]!;
      if (seen[to] === 1 || essential[edge] === 0 || (only !== -1 && edgeType[edge] !== only)) continue;
      seen[to] = 1;
      edgeTo[to] = edge;
      before[to] = node;
      queue[tail] = to;
      tail += 1;
    }
  };
  const drain = (putsOff: boolean) => {
    while (head < tail) {
      const node = queue[head]!;
      head += 1;
      if (putsOff && typeOf[node] === CODE) code.push(node);
      else if (putsOff && typeOf[node] === SYNTHETIC && FLEETING.has(strings.at(nameOf[node]!))) stacks.push(node);
      else follow(node);
    }
  };
  seen[0] = 1;
  follow(0, SHORTCUT);
  drain(true);
  follow(0);
  drain(true);
  for (const node of code) follow(node);
  drain(false);
  for (const node of stacks) follow(node);
  drain(false);
  return { edgeTo, before };
}

/** From a root to a node. */
export function pathTo(snapshot: Snapshot, paths: Paths, node: number): RetainingPath {
  const steps: RetainingStep[] = [];
  for (let at = node; at > 0; at = paths.before[at]!) {
    const isFirst = paths.before[at]! <= 0;
    steps.push({ edge: isFirst ? '' : edgeText(snapshot, paths.edgeTo[at]!), name: nameOfNode(snapshot, at), id: snapshot.idOf[at]! });
  }
  return steps.toReversed();
}

/** How one object holds the next, as it would be written. */
function edgeText({ edgeType, edgeName, strings }: Snapshot, edge: number): string {
  if (hasIndex(edgeType[edge]!)) return `[${edgeName[edge]!}]`;
  const name = clipped(strings.at(edgeName[edge]!));
  if (edgeType[edge] === PROPERTY) return `.${name}`;
  return edgeType[edge] === CONTEXT ? `${name} (variable)` : `${name} (internal)`;
}

/** The constructor of an object, the name of a function, what V8 calls all else. */
export function nameOfNode({ typeOf, nameOf, strings }: Snapshot, node: number): string {
  const type = typeOf[node]!;
  if (STRINGS.includes(type)) return '(string)';
  const name = clipped(strings.at(nameOf[node]!));
  if (type === CLOSURE) return name === '' ? '(closure)' : `${name}()`;
  if (type === OBJECT) return name || 'Object';
  return name || '(system)';
}

const clipped = (text: string): string => (text.length > MOST_NAME ? `${text.slice(0, MOST_NAME)}…` : text);
