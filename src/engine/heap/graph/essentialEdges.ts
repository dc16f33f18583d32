import { edgeTypeOf, type Snapshot } from '../snapshot.ts';

const [WEAK, SHORTCUT, INTERNAL] = [edgeTypeOf('weak'), edgeTypeOf('shortcut'), edgeTypeOf('internal')];
/** As V8 names the value of a WeakMap's entry, at the table and at the key. */
const IN_WEAK_MAP = /pair in WeakMap \(table @(\d+)\)/;

/**
 * By edge: 1 where it keeps what it leads to alive. Weak references do not. A value of a WeakMap is held by its key as long as that
 * lives, so V8 writes it at both, and only the one at the key counts. Shortcuts repeat other references, but for those of the root,
 * which lead to what the user knows.
 */
export function essentialEdges(snapshot: Snapshot): Uint8Array {
  const { nodeCount, edgeCount, firstEdge, edgeType, edgeName, strings, idOf } = snapshot;
  const essential = new Uint8Array(edgeCount);
  /** By name, the number of the table, -1 for none, 0 where it was not looked for: names are few, references many. */
  const tables = new Float64Array(strings.count);
  const tableOf = (name: number): number => {
    if (tables[name] === 0) tables[name] = Number(IN_WEAK_MAP.exec(strings.at(name))?.[1] ?? -1);
    return tables[name]!;
  };
  for (let node = 0; node < nodeCount; node += 1) {
    const id = idOf[node]!;
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1) {
      const type = edgeType[edge]!;
      const isWeak = type === WEAK || (type === SHORTCUT && node !== 0) || (type === INTERNAL && tableOf(edgeName[edge]!) === id);
      essential[edge] = isWeak ? 0 : 1;
    }
  }
  return essential;
}
