import { batch, type ReadonlySignal } from '@preact/signals';
import type { FlameBox, FunctionQuery, ProfileRange, WantedBox } from '../../protocol/profile.ts';
import type { Graph } from './flame/graph.ts';
import type { GraphKind, ProfileView, Selection } from './kept.ts';
import type { ProfileParts } from './parts.ts';

/** The ways from one place of a profile to another. */
export interface Navigation {
  show(view: ProfileView): void;
  select(graph: Graph, box: FlameBox | null): void;
  /** Shows the widest box of a function; in the sandwich, the sandwich of it. */
  selectFunction(functionId: number): Promise<void>;
  selectHottest(): Promise<void>;
  /** Shows who called a function, and what it called. */
  focus(functionId: number): void;
  /** Null for all. */
  setRange(range: ProfileRange | null): void;
  step(step: Step): void;
  goToMatch(isBackward: boolean): void;
  /** Shows all of each graph again: boxes are about to lie elsewhere. */
  forgetLooks(): void;
}

type Step = (WantedBox & { readonly kind: 'beside' })['step'];

interface Parts extends ProfileParts {
  readonly graphs: Readonly<Record<GraphKind, Graph>>;
  /** The graphs of the view that is shown; empty where it has none. */
  readonly shownGraphs: ReadonlySignal<readonly Graph[]>;
  readonly query: ReadonlySignal<Omit<FunctionQuery, 'offset' | 'limit'>>;
  readonly hasTime: boolean;
}

export function createNavigation({ host, kept, keep, attempt, failed, graphs, shownGraphs, query, hasTime }: Parts): Navigation {
  const dropLooks = (...dropped: readonly GraphKind[]): void => {
    for (const kind of dropped) graphs[kind].forget();
    const looks = Object.entries(kept.peek().looks).filter(([kind]) => !dropped.includes(kind as GraphKind));
    keep({ looks: Object.fromEntries(looks) });
  };

  const select = (graph: Graph, box: FlameBox | null): void => {
    keep({ selection: box && ({ graph: graph.kind, box } satisfies Selection) });
  };

  const goTo = async (graph: Graph, box: FlameBox | null): Promise<void> => {
    if (box === null) return;
    select(graph, box);
    await graph.ready();
    graph.bringIntoView(box);
  };

  const focus = (functionId: number): void => {
    batch(() => {
      dropLooks('callers', 'callees');
      keep({ focus: functionId, view: 'sandwich', selection: null });
    });
  };

  const focusHottest = async (): Promise<void> => {
    const { rows } = await host.table({ ...query.peek(), text: '', offset: 0, limit: 1 });
    const [first] = rows;
    if (first && kept.peek().focus === null) keep({ focus: first.functionId });
  };

  /** What is selected in one graph is selected in another, as far as that has it. */
  const carry = async (graph: Graph, { graph: from, box }: Selection): Promise<void> => {
    const isNode = from === 'time' || from === 'heavy';
    const wanted = isNode ? ({ kind: 'node', node: box.node } as const) : ({ kind: 'function', functionId: box.functionId } as const);
    await goTo(graph, await graph.find(wanted));
  };

  const show = (view: ProfileView): void => {
    const { selection, focus: focused } = kept.peek();
    if (view === 'sandwich') {
      const isOfTree = selection?.graph === 'time' || selection?.graph === 'heavy';
      const wanted = isOfTree ? selection.box.functionId : focused;
      if (wanted === null) attempt(focusHottest());
      else if (wanted !== focused) return focus(wanted);
    }
    keep({ view });
    if ((view === 'time' || view === 'heavy') && selection && selection.graph !== view) attempt(carry(graphs[view], selection));
  };

  const selectFunction = async (functionId: number): Promise<void> => {
    const { view } = kept.peek();
    if (view === 'sandwich') return focus(functionId);
    const kind = view === 'time' ? 'time' : 'heavy';
    if (view !== kind) keep({ view: kind });
    await goTo(graphs[kind], await graphs[kind].find({ kind: 'function', functionId }));
  };

  const selectHottest = async (): Promise<void> => {
    const { range, view } = kept.peek();
    const node = (await host.hottestPath(hasTime ? range : null)).at(-1);
    if (node === undefined) return;
    const graph = graphs[view === 'time' ? 'time' : 'heavy'];
    await goTo(graph, await graph.find({ kind: 'node', node }));
  };

  const setRange = (range: ProfileRange | null): void => {
    if (!hasTime) return;
    const { selection } = kept.peek();
    const isElsewhere = selection !== null && selection.graph !== 'time';
    batch(() => {
      dropLooks('heavy', 'callers', 'callees');
      // Boxes lie elsewhere then, and some are gone.
      keep({ range, ...(isElsewhere && { selection: null }) });
      if (range !== null) graphs.time.setLook(range);
    });
    if (selection?.graph !== 'heavy') return;
    const again = async () => {
      const box = await graphs.heavy.find({ kind: 'node', node: selection.box.node });
      await (box === null ? selectHottest() : goTo(graphs.heavy, box));
    };
    attempt(again());
  };

  const step = async (way: Step): Promise<void> => {
    const shown = shownGraphs.peek();
    const { selection } = kept.peek();
    const own = shown.find(({ kind }) => kind === selection?.graph);
    const graph = own ?? shown.at(-1);
    if (!graph) return;
    const at = (from: Graph, place: number) => from.find({ kind: 'at', row: 0, place });
    if (!own || !selection) {
      const { from, to } = graph.look.peek();
      return goTo(graph, (await at(graph, (from + to) / 2)) ?? (await at(graph, 0)));
    }
    // Callers grow upwards: those of a box are above it.
    const seen = graph.isUpward ? (({ parent: 'child', child: 'parent' } as const)[way as 'parent' | 'child'] ?? way) : way;
    const box = await graph.find({ kind: 'beside', box: selection.box, step: seen });
    if (box !== null) return goTo(graph, box);
    // From the one half of a sandwich to the other.
    const other = shown.find((each) => each !== graph);
    if (seen === 'parent' && other) await goTo(other, await at(other, (selection.box.from + selection.box.to) / 2));
  };

  const goToMatch = async (isBackward: boolean): Promise<void> => {
    const text = kept.peek().text.trim();
    const shown = shownGraphs.peek();
    if (text === '' || shown.length === 0) return;
    const { selection } = kept.peek();
    const own = shown.findIndex(({ kind }) => kind === selection?.graph);
    // From the one that is selected on, through the other half, and from the start again.
    for (let turn = 0; turn <= shown.length; turn += 1) {
      const graph = shown[(Math.max(0, own) + turn) % shown.length]!;
      const after = turn === 0 && own !== -1 && selection ? selection.box : null;
      const box = await graph.find({ kind: 'match', text, after, isBackward });
      if (box !== null) return goTo(graph, box);
    }
  };

  // One after the other: each goes on from where the one before has led.
  let moving: Promise<void> = Promise.resolve();
  const move = (make: () => Promise<void>): void => {
    moving = moving.then(make).catch(failed);
  };

  return {
    show,
    select,
    selectFunction,
    selectHottest,
    focus,
    setRange,
    step: (way) => move(() => step(way)),
    forgetLooks() {
      batch(() => {
        dropLooks('heavy', 'callers', 'callees');
        keep({ selection: null });
      });
    },
    goToMatch: (isBackward) => move(() => goToMatch(isBackward)),
  };
}
