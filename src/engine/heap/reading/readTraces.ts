import type { JsonScanner } from '../../profiling/index.ts';
import type { AllocationTraces, SnapshotStrings } from '../snapshot.ts';

/** By the number of a trace node. */
export interface TraceTree {
  readonly parentOf: Map<number, number>;
  readonly functionOf: Map<number, number>;
}

/** A tree of lists in lists: `[id, function, count, size, [children]]`; of a heap that was not tracked, an empty list. */
export function readTraceTree(scanner: JsonScanner, fields: readonly string[]): TraceTree | null {
  const [idAt, functionAt, childrenAt] = ['id', 'function_info_index', 'children'].map((name) => fields.indexOf(name)) as [
    number,
    number,
    number,
  ];
  if (idAt === -1 || functionAt === -1 || childrenAt !== fields.length - 1) {
    scanner.skip();
    return null;
  }
  const tree: TraceTree = { parentOf: new Map(), functionOf: new Map() };
  /** Of the lists that are open: whose children they are, and the row that is being read. */
  const open: { readonly parent: number; field: number; id: number; called: number }[] = [];
  const begin = (parent: number) => {
    scanner.beginList();
    open.push({ parent, field: 0, id: 0, called: 0 });
  };
  begin(0);
  while (open.length > 0) {
    const row = open.at(-1)!;
    if (!scanner.nextElement()) {
      if (row.field !== 0) scanner.fail(`rows of ${fields.length} values`);
      open.pop();
    } else if (row.field === childrenAt) {
      if (!scanner.isList) scanner.fail('the list of who was called');
      tree.parentOf.set(row.id, row.parent);
      tree.functionOf.set(row.id, row.called);
      row.field = 0;
      begin(row.id);
    } else {
      const value = scanner.number();
      if (row.field === idAt) {
        if (tree.parentOf.has(value) || value === row.parent) scanner.fail('each trace node once');
        row.id = value;
      } else if (row.field === functionAt) row.called = value;
      row.field += 1;
    }
  }
  return tree.parentOf.size === 0 ? null : tree;
}

export function toTraces(tree: TraceTree, infos: readonly number[], fields: readonly string[], strings: SnapshotStrings): AllocationTraces {
  const [name, url, line, column] = ['name', 'script_name', 'line', 'column'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
    number,
  ];
  const rows = fields.length === 0 ? 0 : Math.floor(infos.length / fields.length);
  const text = (index: number | undefined) =>
    index !== undefined && Number.isInteger(index) && index >= 0 && index < strings.count ? strings.at(index) : '';
  const functions = Array.from({ length: rows }, (_, row) => {
    const at = (field: number) => (field === -1 ? undefined : infos[row * fields.length + field]);
    return { name: text(at(name)), url: text(at(url)), line: positive(at(line)), column: positive(at(column)) };
  });
  return { ...tree, functions };
}

/** Where there is no line, V8 writes 0 or -1. */
const positive = (value: number | undefined): number => (value !== undefined && value > 0 ? value : 0);
