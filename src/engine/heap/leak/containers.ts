import { edgeTypeOf, nodeType, type Snapshot } from '../snapshot.ts';
import { isNumbered } from './watermark.ts';

const INTERNAL = edgeTypeOf('internal');
const OBJECT = nodeType('object');
/** What V8 calls the parts of an array, a map, a set, an object used as a map, and a buffer that have their contents. */
const STORAGE = ['elements', 'table', 'properties', 'backing_store'];
/** Smaller ones are of no interest, and there are many. */
const LEAST_BYTES = 512;

/** By the number of an object, the bytes of what holds its contents; without small ones. */
export function containerBytes(snapshot: Snapshot): Map<number, number> {
  const found = new Map<number, number>();
  for (const { node, storage } of containersIn(snapshot)) {
    const id = snapshot.idOf[node]!;
    const bytes = storage.reduce((sum, part) => sum + snapshot.selfBytes[part]!, 0);
    if (bytes >= LEAST_BYTES) found.set(id, bytes);
  }
  return found;
}

export function storageOf(snapshot: Snapshot, node: number): number[] {
  const { firstEdge, edgeType, edgeName, edgeTo, strings } = snapshot;
  const parts: number[] = [];
  for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1) {
    if (edgeType[edge] === INTERNAL && STORAGE.includes(strings.at(edgeName[edge]!))) parts.push(edgeTo[edge]!);
  }
  return parts;
}

function* containersIn(snapshot: Snapshot): Generator<{ readonly node: number; readonly storage: readonly number[] }> {
  const { nodeCount, typeOf, idOf } = snapshot;
  for (let node = 0; node < nodeCount; node += 1) {
    if (typeOf[node] !== OBJECT || !isNumbered(idOf[node]!)) continue;
    const storage = storageOf(snapshot, node);
    if (storage.length > 0) yield { node, storage };
  }
}
