import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { isCancellation } from '../../base/errors.ts';
import type { PanelHostApi, PanelSnapshot } from '../../protocol/panel.ts';
import type { PanelHistory, PanelHistoryChoice } from '../../protocol/panelHistory.ts';
import type { Remote } from '../../protocol/rpc.ts';

/** What the host answered last. */
export type HistoryAnswer =
  /** `data` is that of before, while what was asked for since is on its way. */
  | { readonly state: 'ready'; readonly data: PanelHistory; readonly isStale: boolean }
  | { readonly state: 'loading' | 'none' }
  | { readonly state: 'failed'; readonly message: string };

export interface HistoryModel {
  readonly answer: ReadonlySignal<HistoryAnswer>;
  /** The commit that is looked at, by its hash: where the keyboard is. */
  readonly hash: Signal<string | null>;
  /** The benchmark whose chart was left for the heat map, which goes to its row. */
  readonly left: Signal<string | null>;
  /** What was shown last: what the history opens with again. */
  lastChoice(): PanelHistoryChoice;
  /** Asks again for what is shown. */
  reload(): void;
}

const allBenchmarks: PanelHistoryChoice = { benchmarkId: null, metric: 'median', environmentId: null };

/** Asks for the history whenever another is to be shown, or has other results. */
export function createHistoryModel(
  snapshot: ReadonlySignal<PanelSnapshot | null>,
  host: Pick<Remote<PanelHostApi>, 'history'>,
  failureText: (error: unknown) => string,
): HistoryModel {
  const answer = signal<HistoryAnswer>({ state: 'loading' });
  const hash = signal<string | null>(null);
  const left = signal<string | null>(null);
  const attempts = signal(0);
  let last = allBenchmarks;
  let shownId: string | null = null;
  // By its text, so that a new snapshot of the same asks for nothing.
  const wanted = computed(() => (snapshot.value?.history ? JSON.stringify(snapshot.value.history) : null));
  effect(() => {
    const text = wanted.value;
    const attempt = attempts.value;
    if (text === null) return;
    const { version: _version, ...choice } = JSON.parse(text) as NonNullable<PanelSnapshot['history']>;
    last = choice;
    const before = answer.peek();
    const isSame = before.state === 'ready' && shownId === choice.benchmarkId;
    shownId = choice.benchmarkId;
    answer.value = isSame ? { ...before, isStale: true } : { state: 'loading' };
    const settle = (next: HistoryAnswer) => {
      // Something else may have been asked for since.
      if (wanted.peek() === text && attempts.peek() === attempt) answer.value = next;
    };
    host.history(choice).then(
      (data) => settle(data === null || data.series.length === 0 ? { state: 'none' } : { state: 'ready', data, isStale: false }),
      (error: unknown) => {
        if (!isCancellation(error)) settle({ state: 'failed', message: failureText(error) });
      },
    );
  });
  return {
    answer,
    hash,
    left,
    lastChoice: () => last,
    reload() {
      attempts.value += 1;
    },
  };
}
