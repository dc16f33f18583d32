import { edgeTypeOf, nodeType, type Snapshot, type TracedFunction } from '../snapshot.ts';

/** Objects that are reported as one kind: of a constructor, or closures of one place in the source. */
export interface LeakKind {
  readonly name: string;
  /** Objects and closures are what a program makes; what they are made of, such as strings, is told beside them. */
  readonly isPart: boolean;
  /** Where closures are written; null of all else. */
  readonly writtenAt: TracedFunction | null;
}

export interface LeakKinds {
  /** By node; -1 for what V8 makes for itself. */
  readonly of: Int32Array;
  readonly all: readonly LeakKind[];
}

const INTERNAL = edgeTypeOf('internal');
const [OBJECT, CLOSURE, REGEXP, NATIVE] = [nodeType('object'), nodeType('closure'), nodeType('regexp'), nodeType('native')];
const PARTS: ReadonlyMap<number, string> = new Map([
  [nodeType('string'), '(string)'],
  [nodeType('concatenated string'), '(string)'],
  [nodeType('sliced string'), '(string)'],
  [nodeType('number'), '(number)'],
  [nodeType('bigint'), '(bigint)'],
  [nodeType('symbol'), '(symbol)'],
]);

/** `wanted`: nodes to look at. */
export function leakKinds(snapshot: Snapshot, wanted: (node: number) => boolean): LeakKinds {
  const { nodeCount } = snapshot;
  const of = new Int32Array(nodeCount).fill(-1);
  const all: LeakKind[] = [];
  const byKey = new Map<string, number>();
  for (let node = 1; node < nodeCount; node += 1) {
    if (!wanted(node)) continue;
    const kind = kindOf(snapshot, node);
    if (!kind) continue;
    const { name, isPart, writtenAt } = kind;
    const key = writtenAt ? `${name} ${writtenAt.line}:${writtenAt.column} ${writtenAt.url}` : name;
    let known = byKey.get(key);
    if (known === undefined) {
      byKey.set(key, (known = all.length));
      all.push({ name, isPart, writtenAt });
    }
    of[node] = known;
  }
  return { of, all };
}

function kindOf(snapshot: Snapshot, node: number): LeakKind | null {
  const { typeOf, nameOf, strings } = snapshot;
  const type = typeOf[node]!;
  const part = PARTS.get(type);
  if (part !== undefined) return { name: part, isPart: true, writtenAt: null };
  if (type === REGEXP) return { name: 'RegExp', isPart: false, writtenAt: null };
  const name = strings.at(nameOf[node]!);
  if (type === CLOSURE) {
    const writtenAt = closurePlace(snapshot, node);
    return writtenAt && { name: name === '' ? '(closure)' : `${name}()`, isPart: false, writtenAt };
  }
  if ((type !== OBJECT && type !== NATIVE) || name.startsWith('system / ') || name === 'system') return null;
  return { name: name || 'Object', isPart: type === NATIVE, writtenAt: null };
}

/** Null for functions that V8 itself makes. */
function closurePlace(snapshot: Snapshot, node: number): TracedFunction | null {
  const location = snapshot.locations.get(node);
  const shared = location && targetOf(snapshot, node, 'shared');
  if (shared === undefined) return null;
  const script = targetOf(snapshot, shared, 'script') ?? targetOf(snapshot, shared, 'script_or_debug_info');
  if (script === undefined) return null;
  const { strings, nameOf } = snapshot;
  return { name: strings.at(nameOf[node]!), url: strings.at(nameOf[script]!), ...location! };
}

function targetOf({ firstEdge, edgeType, edgeName, edgeTo, strings }: Snapshot, node: number, name: string): number | undefined {
  for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1) {
    if (edgeType[edge] === INTERNAL && strings.at(edgeName[edge]!) === name) return edgeTo[edge]!;
  }
  return undefined;
}
