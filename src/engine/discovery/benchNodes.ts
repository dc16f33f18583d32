import { benchmarkId, type BenchNode } from '../../model/benchmark.ts';
import { rangeBetween, type ts } from '../syntax/index.ts';
import type { Draft, GroupDraft } from './values.ts';

interface Placed {
  readonly draft: Draft;
  readonly path: readonly string[];
  readonly dynamic: boolean;
  readonly children: readonly Placed[];
}

/**
 * The tree with ids, siblings in order of their lines. Ordinals tell equal paths apart as a run does: in order of
 * registration. What only a run can tell apart comes after what is known, and groups after benchmarks, so that neither
 * takes the id of a benchmark that is known.
 */
export function benchNodes(file: string, root: GroupDraft, source: ts.SourceFile): readonly BenchNode[] {
  const placed = place(root, [], false);
  const ids = new Map<Draft, string>();
  const taken = new Set<string>();
  const ordinals = new Map<string, number>();
  const all = placed.flatMap(withDescendants);
  const rank = ({ draft, dynamic }: Placed) => (draft.kind === 'group' ? 2 : 0) + (dynamic ? 1 : 0);
  for (const { draft, path } of all.toSorted((a, b) => rank(a) - rank(b))) {
    const first = benchmarkId(file, path);
    let ordinal = ordinals.get(first) ?? 1;
    // A name may look like an ordinal: `sort #2`.
    while (taken.has(benchmarkId(file, path, ordinal))) ordinal += 1;
    ordinals.set(first, ordinal + 1);
    const id = benchmarkId(file, path, ordinal);
    taken.add(id);
    ids.set(draft, id);
  }

  const toNodes = (siblings: readonly Placed[]): readonly BenchNode[] =>
    siblings
      .toSorted((a, b) => a.draft.start - b.draft.start)
      .map(({ draft, path, dynamic, children }) => ({
        kind: draft.kind,
        id: ids.get(draft) ?? '',
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
function place(group: GroupDraft, outer: readonly string[], outerDynamic: boolean): readonly Placed[] {
  return group.children.flatMap((draft) => {
    const path = [...outer, draft.name.text];
    const dynamic = outerDynamic || draft.dynamic;
    const children = draft.kind === 'group' ? place(draft, path, dynamic) : [];
    return draft.kind === 'group' && children.length === 0 && !draft.keep ? [] : [{ draft, path, dynamic, children }];
  });
}

function withDescendants(placed: Placed): readonly Placed[] {
  return [placed, ...placed.children.flatMap(withDescendants)];
}
