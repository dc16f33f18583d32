import { benchmarkId, type BenchNode } from '../../model/benchmark.ts';
import { rangeBetween, type ts } from '../syntax/index.ts';
import type { Draft, GroupDraft } from './values.ts';

interface Placed {
  readonly draft: Draft;
  readonly path: readonly string[];
  readonly dynamic: boolean;
  readonly children: readonly Placed[];
  /** Without its ordinal until `tellApart`. */
  id: string;
}

/** The tree of a file with its ids, siblings in order of their lines. */
export function benchNodes(file: string, root: GroupDraft, source: ts.SourceFile): readonly BenchNode[] {
  const placed = place(file, root, [], false);
  tellApart(file, placed.flatMap(withDescendants));
  const toNodes = (siblings: readonly Placed[]): readonly BenchNode[] =>
    siblings
      .toSorted((a, b) => a.draft.start - b.draft.start)
      .map(({ draft, path, dynamic, children, id }) => ({
        kind: draft.kind,
        id,
        name: draft.name.text,
        path,
        dynamic,
        mode: draft.mode,
        range: rangeBetween(source, draft.start, draft.end),
        children: toNodes(children),
      }));
  return toNodes(placed);
}

/** Without groups that hold no benchmark. */
function place(file: string, group: GroupDraft, outer: readonly string[], outerDynamic: boolean): readonly Placed[] {
  return group.children.flatMap((draft) => {
    const path = [...outer, draft.name.text];
    const dynamic = outerDynamic || draft.dynamic;
    const children = draft.kind === 'group' ? place(file, draft, path, dynamic) : [];
    if (draft.kind === 'group' && children.length === 0 && !draft.keep) return [];
    return [{ draft, path, dynamic, children, id: benchmarkId(file, path) }];
  });
}

/**
 * Ordinals tell equal paths apart as a run does: in order of registration. What only a run can tell comes after what is
 * known, and groups after benchmarks, so that neither takes the id of a benchmark that is known.
 */
function tellApart(file: string, all: readonly Placed[]): void {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  const rank = ({ draft, dynamic }: Placed) => (draft.kind === 'group' ? 2 : 0) + (dynamic ? 1 : 0);
  for (const placed of all.toSorted((a, b) => rank(a) - rank(b))) {
    const plain = placed.id;
    let ordinal = next.get(plain) ?? 1;
    // A name may look like an ordinal: `sort #2`.
    while (taken.has(benchmarkId(file, placed.path, ordinal))) ordinal += 1;
    placed.id = benchmarkId(file, placed.path, ordinal);
    taken.add(placed.id);
    next.set(plain, ordinal + 1);
  }
}

function withDescendants(placed: Placed): readonly Placed[] {
  return [placed, ...placed.children.flatMap(withDescendants)];
}
