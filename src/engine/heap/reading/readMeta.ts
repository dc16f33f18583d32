import { NO_KEY, type JsonScanner, keysOf } from '../../profiling/index.ts';
import { EDGE_TYPES, NODE_TYPES } from '../snapshot.ts';

/** How the lists of a snapshot are to be read. */
export interface SnapshotMeta {
  readonly nodeFields: readonly string[];
  /** By the file's number of a type: its place in `NODE_TYPES`. */
  readonly nodeTypes: readonly number[];
  readonly edgeFields: readonly string[];
  readonly edgeTypes: readonly number[];
  readonly functionFields: readonly string[];
  readonly traceFields: readonly string[];
  readonly locationFields: readonly string[];
  readonly nodeCount: number;
  readonly edgeCount: number;
}

const SNAPSHOT = keysOf('meta', 'node_count', 'edge_count');
const META = keysOf(
  'node_fields',
  'node_types',
  'edge_fields',
  'edge_types',
  'trace_function_info_fields',
  'trace_node_fields',
  'location_fields',
);
/** No V8 has nearly as many. */
const MOST_FIELDS = 64;

/** Reads what stands under `snapshot`. */
export function readMeta(scanner: JsonScanner): SnapshotMeta {
  const counts = [-1, -1];
  let meta: Omit<SnapshotMeta, 'nodeCount' | 'edgeCount'> | undefined;
  const start = scanner.at;
  scanner.beginObject();
  for (let key = scanner.nextKey(SNAPSHOT); key !== NO_KEY; key = scanner.nextKey(SNAPSHOT)) {
    if (key === 0) meta = readFields(scanner);
    else if (key === 1 || key === 2) counts[key - 1] = scanner.int32();
    else scanner.skip();
  }
  const [nodeCount, edgeCount] = counts as [number, number];
  if (!meta || nodeCount < 1 || edgeCount < 0) scanner.fail('meta, node_count and edge_count of a heap snapshot', start);
  // A number and a comma for each field: a file that promises more than it can have must not make us reserve the memory.
  const least = (nodeCount * meta.nodeFields.length + edgeCount * meta.edgeFields.length) * 2;
  if (least > scanner.bytes.length) scanner.fail(`${nodeCount} objects and ${edgeCount} references, for which it is too short,`, start);
  return { ...meta, nodeCount, edgeCount };
}

function readFields(scanner: JsonScanner): Omit<SnapshotMeta, 'nodeCount' | 'edgeCount'> {
  const lists: (readonly string[])[] = META.map(() => []);
  const start = scanner.at;
  scanner.beginObject();
  for (let key = scanner.nextKey(META); key !== NO_KEY; key = scanner.nextKey(META)) {
    if (key === 1 || key === 3) lists[key] = readFirstList(scanner);
    else if (key >= 0) lists[key] = readTexts(scanner);
    else scanner.skip();
  }
  const [nodeFields, nodeTypes, edgeFields, edgeTypes, functionFields, traceFields, locationFields] = lists as [
    string[],
    string[],
    string[],
    string[],
    string[],
    string[],
    string[],
  ];
  const needs = (fields: readonly string[], names: readonly string[]) => {
    for (const name of names) if (!fields.includes(name)) scanner.fail(`the field ${name} in meta`, start);
  };
  needs(nodeFields, ['type', 'name', 'id', 'self_size', 'edge_count']);
  needs(edgeFields, ['type', 'name_or_index', 'to_node']);
  return {
    nodeFields,
    nodeTypes: nodeTypes.map((type) => Math.max(0, (NODE_TYPES as readonly string[]).indexOf(type))),
    edgeFields,
    edgeTypes: edgeTypes.map((type) => {
      const place = (EDGE_TYPES as readonly string[]).indexOf(type);
      return place === -1 ? EDGE_TYPES.indexOf('hidden') : place;
    }),
    functionFields,
    traceFields,
    locationFields,
  };
}

/** `[["hidden", "array", …], "string", …]`: the names of the types stand in the first field's. */
function readFirstList(scanner: JsonScanner): string[] {
  let first: string[] | undefined;
  scanner.beginList();
  while (scanner.nextElement()) {
    if (!first && scanner.isList) first = readTexts(scanner);
    else scanner.skip();
  }
  return first ?? [];
}

function readTexts(scanner: JsonScanner): string[] {
  const texts: string[] = [];
  scanner.beginList();
  while (scanner.nextElement()) {
    if (texts.length === MOST_FIELDS) scanner.fail(`no more than ${MOST_FIELDS} fields`);
    texts.push(scanner.string());
  }
  return texts;
}
