import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { isCancellation } from '../../base/errors.ts';
import type { PanelHostApi, PanelSnapshot } from '../../protocol/panel.ts';
import type { PanelHints, PanelHintsState } from '../../protocol/panelHints.ts';
import type { Remote } from '../../protocol/rpc.ts';
import type { Kept } from '../persisted.ts';
import { groupHints, toRows, type HintGroup, type HintRow } from './hintRows.ts';

/** What the host answered last. */
export type HintsAnswer =
  | { readonly state: 'ready'; readonly hints: PanelHints }
  | { readonly state: 'loading' | 'none' }
  | { readonly state: 'failed'; readonly message: string };

export interface HintsModel {
  /** How far looking for them is. */
  readonly state: ReadonlySignal<PanelHintsState>;
  readonly answer: ReadonlySignal<HintsAnswer>;
  /** Of those that the filter lets through. */
  readonly groups: ReadonlySignal<readonly HintGroup[]>;
  readonly rows: ReadonlySignal<readonly HintRow[]>;
  /** Files whose hints may be elsewhere by now. */
  readonly changedFiles: ReadonlySignal<ReadonlySet<string>>;
  /** Where the keyboard is in the list. */
  readonly active: Signal<number>;
  show(state: PanelHintsState): void;
  toggle(group: HintGroup): void;
  /** Asks again for what was found. */
  reload(): void;
}

const begin: PanelHintsState = { state: 'none', progress: null, version: 0, changedFiles: [] };

/** Asks for the hints whenever they are shown and there are others. */
export function createHintsModel(
  snapshot: ReadonlySignal<PanelSnapshot | null>,
  kept: ReadonlySignal<Kept>,
  host: Pick<Remote<PanelHostApi>, 'hints'>,
  failureText: (error: unknown) => string,
): HintsModel {
  const state = signal(begin);
  const answer = signal<HintsAnswer>({ state: 'none' });
  const closed = signal<ReadonlySet<string>>(new Set());
  const active = signal(0);
  const attempts = signal(0);
  const isShown = computed(() => snapshot.value?.hintsShown === true);
  const version = computed(() => state.value.version);
  let asked = '';
  effect(() => {
    const key = `${version.value} ${attempts.value}`;
    if (!isShown.value || version.value === 0 || asked === key) return;
    asked = key;
    if (answer.peek().state !== 'ready') answer.value = { state: 'loading' };
    const settle = (next: HintsAnswer) => {
      // Others may have been found since.
      if (asked === key) answer.value = next;
    };
    host.hints().then(
      (hints) => settle(hints === null ? { state: 'none' } : { state: 'ready', hints }),
      (error: unknown) => {
        if (!isCancellation(error)) settle({ state: 'failed', message: failureText(error) });
      },
    );
  });
  // One signal for each part, so that what has not changed is not arranged anew.
  const grouping = computed(() => kept.value.hintsGrouping);
  const filter = computed(() => kept.value.hintsFilter);
  const groups = computed(() => (answer.value.state === 'ready' ? groupHints(answer.value.hints, grouping.value, filter.value) : []));
  const rows = computed(() => toRows(groups.value, closed.value));
  const changedText = computed(() => JSON.stringify(state.value.changedFiles));
  return {
    state,
    answer,
    groups,
    rows,
    changedFiles: computed(() => new Set(JSON.parse(changedText.value) as readonly string[])),
    active,
    show(next) {
      state.value = next;
    },
    toggle({ key }) {
      const next = new Set(closed.peek());
      if (!next.delete(key)) next.add(key);
      batch(() => {
        closed.value = next;
        active.value = rows.value.findIndex((row) => row.kind === 'group' && row.group.key === key);
      });
    },
    reload() {
      attempts.value += 1;
    },
  };
}
