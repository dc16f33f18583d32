import type { ComponentChildren } from 'preact';
import type { PanelSnapshot } from '../protocol/panel.ts';
import { shownOf, usePanel } from './panel.ts';
import { Tabs } from './tabs.tsx';

export type View = 'results' | 'history' | 'search' | 'hints' | 'monitor';

export function viewOf({ history, bisectionShown, bisection, hintsShown, monitorShown }: PanelSnapshot): View {
  if (monitorShown) return 'monitor';
  if (hintsShown) return 'hints';
  if (bisectionShown && bisection) return 'search';
  return history ? 'history' : 'results';
}

const titles: Readonly<Record<View, string>> = {
  results: 'Results',
  history: 'History',
  search: 'Search',
  hints: 'Hints',
  monitor: 'Monitor',
};

/** What the panel shows: the host decides, and is asked to here. */
export function Views({ snapshot, children }: { snapshot: PanelSnapshot; children: ComponentChildren }) {
  const panel = usePanel();
  const { host } = panel;
  const views: readonly View[] = ['results', 'history', ...(snapshot.bisection ? (['search'] as const) : []), 'hints', 'monitor'];
  const show: Readonly<Record<View, () => Promise<unknown>>> = {
    results: () => host.showRun(snapshot.pinned ? (shownOf(snapshot)?.id ?? null) : null),
    history: () => host.showHistory(panel.history.lastChoice()),
    search: () => host.showBisection(),
    hints: () => host.showHints(),
    monitor: () => host.showMonitor(false),
  };
  const isRunning = (view: View) =>
    (view === 'search' && snapshot.bisection?.state === 'running') || (view === 'hints' && panel.hints.state.value.state === 'searching');
  const labelOf = (view: View) =>
    isRunning(view) ? (
      <>
        {titles[view]}
        <span class="muted"> · running</span>
      </>
    ) : (
      titles[view]
    );
  return (
    <Tabs
      label="What the panel shows"
      shown={viewOf(snapshot)}
      tabs={views.map((view) => ({ value: view, label: labelOf(view) }))}
      onShow={(view) => panel.attempt(show[view]())}
    >
      {children}
    </Tabs>
  );
}
