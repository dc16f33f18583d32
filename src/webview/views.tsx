import type { ComponentChildren } from 'preact';
import type { PanelSnapshot } from '../protocol/panel.ts';
import { shownOf, usePanel } from './panel.ts';
import { Tabs } from './tabs.tsx';

export type View = 'results' | 'history' | 'search';

export function viewOf({ history, bisectionShown, bisection }: PanelSnapshot): View {
  if (bisectionShown && bisection) return 'search';
  return history ? 'history' : 'results';
}

const titles: Readonly<Record<View, string>> = { results: 'Results', history: 'History', search: 'Search' };

/** What the panel shows: the host decides, and is asked to here. */
export function Views({ snapshot, children }: { snapshot: PanelSnapshot; children: ComponentChildren }) {
  const panel = usePanel();
  const { host } = panel;
  const views: readonly View[] = snapshot.bisection ? ['results', 'history', 'search'] : ['results', 'history'];
  const show: Readonly<Record<View, () => Promise<unknown>>> = {
    results: () => host.showRun(snapshot.pinned ? (shownOf(snapshot)?.id ?? null) : null),
    history: () => host.showHistory(panel.history.lastChoice()),
    search: () => host.showBisection(),
  };
  const labelOf = (view: View) =>
    view === 'search' && snapshot.bisection?.state === 'running' ? (
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
