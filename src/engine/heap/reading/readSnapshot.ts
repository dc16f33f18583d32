import { UserError } from '../../../base/errors.ts';
import { JsonScanner, keysOf, NO_KEY } from '../../profiling/index.ts';
import { lazyStrings, type ObjectLocation, type Snapshot, type SnapshotStrings } from '../snapshot.ts';
import { readMeta, type SnapshotMeta } from './readMeta.ts';
import { readNumbers } from './readNumbers.ts';
import { readTraceTree, toTraces, type TraceTree } from './readTraces.ts';

const KEYS = keysOf('snapshot', 'nodes', 'edges', 'trace_function_infos', 'trace_tree', 'locations', 'strings');
const MOST_INT = 2 ** 31 - 1;

type Nodes = Pick<Snapshot, 'typeOf' | 'nameOf' | 'idOf' | 'selfBytes' | 'traceOf' | 'firstEdge'>;
type Edges = Pick<Snapshot, 'edgeType' | 'edgeName' | 'edgeTo'>;

/**
 * Reads a heap snapshot of V8 from its bytes, without making objects of it: a heap of a gigabyte has some ten million of them.
 * @throws UserError `bad-profile` that says at which byte the file is not what it should be; `not-a-snapshot`
 */
export function readSnapshot(bytes: Uint8Array): Snapshot {
  const scanner = new JsonScanner(bytes);
  if (!scanner.isObject) throw notASnapshot();
  let meta: SnapshotMeta | undefined;
  let nodes: Nodes | undefined;
  let edges: Edges | undefined;
  let functions: readonly number[] = [];
  let tree: TraceTree | null = null;
  let locations: ReadonlyMap<number, ObjectLocation> = new Map();
  let strings: SnapshotStrings | undefined;
  let afterStrings = 0;
  scanner.beginObject();
  for (let key = scanner.nextKey(KEYS); key !== NO_KEY; key = scanner.nextKey(KEYS)) {
    if (key === 0) meta ??= readMeta(scanner);
    else if (!meta) {
      if (key > 0) scanner.fail('the snapshot with its meta before everything else');
      throw notASnapshot();
    } else if (key === 1 && !nodes) nodes = readNodes(scanner, meta);
    else if (key === 2 && !edges) edges = readEdges(scanner, meta);
    else if (key === 3) functions = readAll(scanner);
    else if (key === 4) tree = readTraceTree(scanner, meta.traceFields);
    else if (key === 5) locations = readLocations(scanner, meta);
    else if (key === 6 && !strings) {
      strings = readStrings(scanner);
      afterStrings = scanner.at;
    } else scanner.skip();
  }
  scanner.finish();
  if (!meta || !nodes || !edges || !strings) return scanner.fail('nodes, edges and strings of a heap snapshot', 0);
  const { count } = strings;
  const largest = Math.max(largestName(nodes.nameOf), largestEdgeName(edges));
  if (largest >= count) scanner.fail(`more than ${count} strings, as one is named by the number ${largest},`, afterStrings - 1);
  const { nodeCount, edgeCount } = meta;
  const traces = tree && toTraces(tree, functions, meta.functionFields, strings);
  return { nodeCount, edgeCount, ...nodes, ...edges, strings, traces, locations };
}

const notASnapshot = () =>
  new UserError('not-a-snapshot', 'This is no heap snapshot of V8: such files begin with {"snapshot":{"meta":… and end in .heapsnapshot.');

function readNodes(scanner: JsonScanner, { nodeFields, nodeTypes, nodeCount, edgeCount }: SnapshotMeta): Nodes {
  const typeOf = new Uint8Array(nodeCount);
  const nameOf = new Int32Array(nodeCount);
  const idOf = new Float64Array(nodeCount);
  const selfBytes = new Float64Array(nodeCount);
  const firstEdge = new Int32Array(nodeCount + 1);
  const tracePlace = nodeFields.indexOf('trace_node_id');
  const traceOf = tracePlace === -1 ? null : new Int32Array(nodeCount);
  const places = ['type', 'name', 'id', 'self_size', 'edge_count', 'trace_node_id'].map((name) => nodeFields.indexOf(name));
  const what = nodeFields.map((_, field) => places.indexOf(field));
  const fields = nodeFields.length;
  let [node, field, edge] = [0, 0, 0];
  const start = scanner.at;
  readNumbers(scanner, (value) => {
    if (node >= nodeCount) scanner.fail(`no more than ${nodeCount} nodes`);
    if (!(value >= 0)) scanner.fail('a number that is not negative');
    const kind = what[field];
    if (kind === 0) typeOf[node] = nodeTypes[value] ?? 0;
    else if (kind === 1) nameOf[node] = whole(scanner, value);
    else if (kind === 2) idOf[node] = value;
    else if (kind === 3) selfBytes[node] = value;
    else if (kind === 5) traceOf![node] = whole(scanner, value);
    else if (kind === 4) {
      edge += whole(scanner, value);
      if (edge > edgeCount) scanner.fail(`no more than ${edgeCount} references of all objects`);
      firstEdge[node + 1] = edge;
    }
    field += 1;
    if (field === fields) {
      field = 0;
      node += 1;
    }
  });
  if (node !== nodeCount || field !== 0) scanner.fail(`${nodeCount} nodes of ${fields} numbers each`, start);
  if (edge !== edgeCount) scanner.fail(`${edgeCount} references of all objects, not ${edge},`, start);
  return { typeOf, nameOf, idOf, selfBytes, traceOf, firstEdge };
}

function readEdges(scanner: JsonScanner, { edgeFields, edgeTypes, nodeFields, nodeCount, edgeCount }: SnapshotMeta): Edges {
  const edgeType = new Uint8Array(edgeCount);
  const edgeName = new Int32Array(edgeCount);
  const edgeTo = new Int32Array(edgeCount);
  const what = edgeFields.map((name) => ['type', 'name_or_index', 'to_node'].indexOf(name));
  const fields = edgeFields.length;
  const step = nodeFields.length;
  const end = nodeCount * step;
  const other = edgeTypes.length > 0 ? edgeTypes[0]! : 0;
  let [edge, field] = [0, 0];
  const start = scanner.at;
  readNumbers(scanner, (value) => {
    if (edge >= edgeCount) scanner.fail(`no more than ${edgeCount} edges`);
    const kind = what[field];
    if (kind === 0) edgeType[edge] = edgeTypes[value] ?? other;
    else if (kind === 1) edgeName[edge] = whole(scanner, value);
    else if (kind === 2) {
      const to = value / step;
      if (!(value >= 0 && value < end) || !Number.isInteger(to)) scanner.fail('the place of a node');
      edgeTo[edge] = to;
    }
    field += 1;
    if (field === fields) {
      field = 0;
      edge += 1;
    }
  });
  if (edge !== edgeCount || field !== 0) scanner.fail(`${edgeCount} edges of ${fields} numbers each`, start);
  return { edgeType, edgeName, edgeTo };
}

function whole(scanner: JsonScanner, value: number): number {
  if (!(value >= 0 && value <= MOST_INT) || !Number.isInteger(value)) scanner.fail('a whole number that is not negative');
  return value;
}

function readAll(scanner: JsonScanner): readonly number[] {
  const all: number[] = [];
  readNumbers(scanner, (value) => void all.push(value));
  return all;
}

function readLocations(scanner: JsonScanner, { locationFields, nodeFields, nodeCount }: SnapshotMeta): Map<number, ObjectLocation> {
  const locations = new Map<number, ObjectLocation>();
  const [objectAt, lineAt, columnAt] = ['object_index', 'line', 'column'].map((name) => locationFields.indexOf(name)) as [
    number,
    number,
    number,
  ];
  if (objectAt === -1 || lineAt === -1 || columnAt === -1) {
    scanner.skip();
    return locations;
  }
  const row: number[] = [];
  readNumbers(scanner, (value) => {
    row.push(value);
    if (row.length < locationFields.length) return;
    const node = row[objectAt]! / nodeFields.length;
    // V8 counts from 0 here.
    if (Number.isInteger(node) && node >= 0 && node < nodeCount)
      locations.set(node, { line: row[lineAt]! + 1, column: row[columnAt]! + 1 });
    row.length = 0;
  });
  return locations;
}

function readStrings(scanner: JsonScanner): SnapshotStrings {
  let starts = new Float64Array(1024);
  let ends = new Float64Array(1024);
  let count = 0;
  scanner.beginList();
  while (scanner.nextElement()) {
    const { start, end } = scanner.stringSlice();
    if (count === starts.length) {
      starts = doubled(starts);
      ends = doubled(ends);
    }
    starts[count] = start;
    ends[count] = end;
    count += 1;
  }
  return lazyStrings(scanner.bytes, starts.subarray(0, count), ends.subarray(0, count));
}

function doubled(list: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(list.length * 2);
  larger.set(list);
  return larger;
}

function largestName(names: Int32Array): number {
  let largest = -1;
  for (const name of names) if (name > largest) largest = name;
  return largest;
}

/** Elements and hidden references have an index instead of a name. */
export const hasIndex = (edgeType: number): boolean => edgeType === 1 || edgeType === 4;

function largestEdgeName({ edgeName, edgeType }: Edges): number {
  let largest = -1;
  for (let edge = 0; edge < edgeName.length; edge += 1) {
    const name = edgeName[edge]!;
    if (name > largest && !hasIndex(edgeType[edge]!)) largest = name;
  }
  return largest;
}
