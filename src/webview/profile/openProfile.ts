import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { DisposableStore, toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { ProfileSummary } from '../../model/profile.ts';
import type { FlameView, FunctionQuery, NodeFacts, PackageCost, ProfileRange } from '../../protocol/profile.ts';
import { createGraph, type Graph } from './flame/graph.ts';
import { createNames } from './functions/names.ts';
import type { GraphKind, ProfileView } from './kept.ts';
import { latest } from './latest.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import type { ProfileParts } from './parts.ts';

type Query = Omit<FunctionQuery, 'offset' | 'limit'>;

/** A profile that is looked at: all that the page shows of it. */
export interface OpenProfile extends ProfileParts, Disposable {
  /** Of each another one. */
  readonly id: number;
  /** Of the file. */
  readonly profiles: { readonly names: readonly string[]; readonly chosen: number };
  /** Of all of the profile. */
  readonly summary: ProfileSummary;
  /** Of the range that was chosen; of all before it is known. */
  readonly shownSummary: ReadonlySignal<ProfileSummary>;
  /** What shares are of: all that was not idle. */
  readonly whole: ReadonlySignal<number>;
  /** The same of all of the time. */
  readonly wholeOfAll: number;
  readonly hasTime: boolean;
  readonly graphs: Readonly<Record<GraphKind, Graph>>;
  /** The graphs of the view that is shown; empty where it has none. */
  readonly shownGraphs: ReadonlySignal<readonly Graph[]>;
  /** Of the selected box, where the view knows more of it than its size. */
  readonly facts: ReadonlySignal<NodeFacts | null>;
  readonly packages: ReadonlySignal<readonly PackageCost[] | null>;
  /** What the table asks for, but for the part of it. */
  readonly query: ReadonlySignal<Query>;
  /** Set to have the search field take the keyboard. */
  readonly wantsSearch: Signal<number>;
  readonly go: Navigation;
}

export interface OpenOptions extends Pick<OpenProfile, 'host' | 'kept' | 'keep' | 'attempt' | 'failed' | 'id' | 'profiles' | 'summary'> {}

/** Of those that led to a call, only the nearest are named. */
const MOST_NAMED = 10;

/** All that was not idle; where all was, all. */
const workOf = ({ total, idle }: ProfileSummary): number => (total - idle > 0 ? total - idle : total);

const graphsOf = (view: ProfileView): readonly GraphKind[] => {
  if (view === 'sandwich') return ['callers', 'callees'];
  return view === 'time' || view === 'heavy' ? [view] : [];
};

export function createOpenProfile({ id, host, kept, keep, attempt, failed, profiles, summary }: OpenOptions): OpenProfile {
  // Differences have two times, and heap profiles none.
  const hasTime = summary.unit === 'microseconds' && summary.samples > 0 && summary.difference === null;
  const owner = new DisposableStore();
  const names = createNames((ids) => host.functions(ids), failed);
  const range = computed(() => (hasTime ? kept.value.range : null));
  const rangeText = computed(() => JSON.stringify(range.value));
  const sideText = computed(() => (summary.difference ? kept.value.side : null));
  const focused = computed(() => kept.value.focus);
  const text = computed(() => kept.value.text.trim());

  // By their texts: what is equal is no other question.
  const rangeQuestion = computed(() => ({ range: JSON.parse(rangeText.value) as ProfileRange | null }));
  const rangeSummary = latest(
    owner,
    computed(() => (rangeText.value === 'null' ? null : rangeQuestion.value)),
    ({ range }) => host.summary(range),
    failed,
  );
  const shownSummary = computed(() => rangeSummary.value?.answer ?? summary);
  const whole = computed(() => workOf(shownSummary.value));
  const packagesOf = latest(
    owner,
    computed(() => (kept.value.view === 'packages' ? rangeQuestion.value : null)),
    ({ range }) => host.packages(range),
    failed,
  );
  const matches = latest(
    owner,
    computed(() => text.value || null),
    (wanted) => host.search(wanted),
    failed,
  );
  const queryText = computed(() => {
    const { sort, onlyIn } = kept.value;
    const { by, descending } = sort ?? { by: summary.difference ? 'selfChange' : 'self', descending: true };
    const wanted: Query = {
      range: rangeQuestion.value.range,
      sortBy: by,
      descending,
      text: text.value,
      ...(summary.difference && onlyIn && { onlyIn }),
    };
    return JSON.stringify(wanted);
  });
  const query = computed(() => JSON.parse(queryText.value) as Query);

  const side = () => (sideText.value === null ? {} : { side: sideText.value });
  const views: Readonly<Record<GraphKind, ReadonlySignal<FlameView | null>>> = {
    time: computed(() => (hasTime ? { kind: 'time' } : null)),
    heavy: computed(() => ({ kind: 'heavy', range: rangeQuestion.value.range, ...side() })),
    callers: computed(() => focusView('callers')),
    callees: computed(() => focusView('callees')),
  };
  function focusView(kind: 'callers' | 'callees'): FlameView | null {
    const functionId = focused.value;
    return functionId === null ? null : { kind, functionId, range: rangeQuestion.value.range, ...side() };
  }
  const shownKinds = computed(() => graphsOf(kept.value.view));
  // Only what is shown is asked for.
  const viewOf = (kind: GraphKind) => computed(() => (shownKinds.value.includes(kind) ? views[kind].value : null));

  const nothing = computed(() => null);
  const parts = { host, kept, keep, attempt, failed, names, matches };
  const graphs = {} as Record<GraphKind, Graph>;
  for (const kind of ['time', 'heavy', 'callers', 'callees'] as const) {
    const other = ({ callers: 'callees', callees: 'callers' } as const)[kind as 'callers' | 'callees'];
    graphs[kind] = createGraph({
      owner,
      kind,
      open: parts,
      view: viewOf(kind),
      pale: kind === 'time' ? range : nothing,
      // Both halves of a sandwich show the same part.
      ...(other && { onLook: ({ from, to }) => graphs[other].follow({ from, to }) }),
    });
  }
  const shownGraphs = computed(() => shownKinds.value.map((kind) => graphs[kind]));

  const selected = computed(() => kept.value.selection);
  const facts = latest(
    owner,
    computed(() => {
      const { value } = selected;
      const view = value && views[value.graph].value;
      return value && view && (view.kind === 'time' || view.kind === 'heavy') ? { view, node: value.box.node } : null;
    }),
    ({ view, node }) => host.node(view, node),
    failed,
  );
  const stopNaming = effect(() => {
    const ids = [selected.value?.box.functionId, kept.value.focus, ...(facts.value?.answer.functionPath.slice(-MOST_NAMED) ?? [])];
    names.need(ids.filter((id) => id != null));
  });
  owner.add(toDisposable(stopNaming));

  return {
    ...parts,
    id,
    profiles,
    summary,
    shownSummary,
    whole,
    wholeOfAll: workOf(summary),
    hasTime,
    graphs,
    shownGraphs,
    facts: computed(() => facts.value?.answer ?? null),
    packages: computed(() => packagesOf.value?.answer ?? null),
    query,
    wantsSearch: signal(0),
    go: createNavigation({ ...parts, graphs, shownGraphs, query, hasTime }),
    dispose: () => owner.dispose(),
  };
}
