import { benchmarkId, type BenchMode, type BenchNode, type CollectedBenchmark, type SourceRange } from '../../model/benchmark.ts';
import type { Selection } from '../../model/run.ts';

/** What the Testing view shows of a bench file, as data: items are made and changed to match it. */
export interface Shape {
  readonly id: string;
  readonly label: string;
  readonly mode: BenchMode;
  readonly range: SourceRange | null;
  /** What to ask the engine for when this item is run. */
  readonly selection: Selection;
  /** True for one benchmark with results of its own; false for groups and for nodes that stand for several. */
  readonly isBenchmark: boolean;
  readonly children: readonly Shape[];
}

/** Whether there is anything to run: not in a benchmark that is to do, nor in a group of such. One that is skipped says so when run. */
export function isRunnable({ mode, children }: Pick<BenchNode | Shape, 'mode' | 'children'>): boolean {
  if (mode === 'todo') return false;
  return children.length === 0 || children.some(isRunnable);
}

/** A benchmark that execution registered and the syntax tree could not name, with the node that stands for it. */
export interface Completion {
  readonly benchmark: CollectedBenchmark;
  /** Id of the dynamic node; null when none of them holds its line: it then gets groups after its path. */
  readonly ownerId: string | null;
}

function* everyNode(nodes: readonly BenchNode[]): Generator<BenchNode> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(node.children);
  }
}

const holdsLine = (range: SourceRange, line: number) => line >= range.startLine && line <= range.endLine;

function ownerOf(nodes: readonly BenchNode[], { line }: CollectedBenchmark): string | null {
  if (line === null) return null;
  // Parents come before their children, so the last one found is the innermost.
  const holders = [...everyNode(nodes)].filter((node) => node.dynamic && holdsLine(node.range, line));
  return holders.at(-1)?.id ?? null;
}

/** The benchmarks that the tree does not name, each with its owner by line: call it with the nodes of the text that was executed. */
export function completionsOf(nodes: readonly BenchNode[], collected: readonly CollectedBenchmark[]): Completion[] {
  const named = new Set([...everyNode(nodes)].filter((node) => node.kind === 'benchmark' && !node.dynamic).map((node) => node.id));
  return collected.filter(({ id }) => !named.has(id)).map((benchmark) => ({ benchmark, ownerId: ownerOf(nodes, benchmark) }));
}

/**
 * New completions over earlier ones. An owner that was executed again has only its new children, except where just a
 * part of them was asked for (`partial`).
 */
export function mergeCompletions(before: readonly Completion[], after: readonly Completion[], partial: boolean): Completion[] {
  const ids = new Set(after.map(({ benchmark }) => benchmark.id));
  const owners = new Set(after.map(({ ownerId }) => ownerId));
  return [...before.filter(({ benchmark, ownerId }) => !ids.has(benchmark.id) && (partial || !owners.has(ownerId))), ...after];
}

/** Several nodes may have one path; then only their lines tell them apart. */
function selectionOf(file: string, node: BenchNode): Selection {
  if (node.dynamic) return { file, range: node.range };
  const isFirst = node.id === benchmarkId(file, node.path);
  return isFirst ? { file, path: node.path } : { file, path: node.path, range: node.range };
}

function completionShape({ benchmark }: Completion, owner: BenchNode | null): Shape {
  const { file, path } = benchmark;
  const shared = owner ? owner.path.findIndex((part, index) => part !== path[index]) : path.length - 1;
  const differing = shared < 0 ? path.slice(-1) : path.slice(Math.min(shared, path.length - 1));
  return {
    id: benchmark.id,
    label: differing.join(' › '),
    mode: benchmark.mode,
    range: owner?.range ?? lineRange(benchmark.line),
    selection: { file, path },
    isBenchmark: true,
    children: [],
  };
}

const lineRange = (line: number | null): SourceRange | null =>
  line === null ? null : { startLine: line, startColumn: 1, endLine: line, endColumn: 1 };

function nodeShape(file: string, node: BenchNode, completions: readonly Completion[]): Shape {
  const own = completions.filter(({ ownerId }) => ownerId === node.id).map((completion) => completionShape(completion, node));
  return {
    id: node.id,
    label: node.name,
    mode: node.mode,
    range: node.range,
    selection: selectionOf(file, node),
    isBenchmark: node.kind === 'benchmark' && !node.dynamic,
    children: [...node.children.map((child) => nodeShape(file, child, completions)), ...own],
  };
}

/** Puts a benchmark without an owner under the groups of its path, making those that are missing. */
function insert(shapes: readonly Shape[], completion: Completion, depth: number): Shape[] {
  const { file, path } = completion.benchmark;
  if (depth >= path.length - 1) return [...shapes, completionShape(completion, null)];
  const prefix = path.slice(0, depth + 1);
  const id = benchmarkId(file, prefix);
  const group: Shape = shapes.find((shape) => shape.id === id && !shape.isBenchmark) ?? {
    id,
    label: path[depth]!,
    mode: 'run',
    range: null,
    selection: { file, path: prefix },
    isBenchmark: false,
    children: [],
  };
  const filled = { ...group, children: insert(group.children, completion, depth + 1) };
  return shapes.includes(group) ? shapes.map((shape) => (shape === group ? filled : shape)) : [...shapes, filled];
}

/** All items below a bench file: its nodes as the tree shows them, completed by what execution registered. */
export function shapesOf(file: string, nodes: readonly BenchNode[], completions: readonly Completion[]): readonly Shape[] {
  const ids = new Set([...everyNode(nodes)].map((node) => node.id));
  const present = completions.filter(({ ownerId, benchmark }) => (ownerId === null || ids.has(ownerId)) && !ids.has(benchmark.id));
  const shapes: readonly Shape[] = nodes.map((node) => nodeShape(file, node, present));
  return present.filter(({ ownerId }) => ownerId === null).reduce((grown, completion) => insert(grown, completion, 0), shapes);
}
