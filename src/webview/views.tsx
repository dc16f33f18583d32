import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { PanelSnapshot } from '../protocol/panel.ts';
import { shownOf, usePanel } from './panel.ts';

export type View = 'results' | 'history' | 'search';

export function viewOf({ history, bisectionShown, bisection }: PanelSnapshot): View {
  if (bisectionShown && bisection) return 'search';
  return history ? 'history' : 'results';
}

const titles: Readonly<Record<View, string>> = { results: 'Results', history: 'History', search: 'Search' };

/** What the panel shows: the host decides, and is asked to here. */
export function Views({ snapshot, children }: { snapshot: PanelSnapshot; children: ComponentChildren }) {
  const panel = usePanel();
  const list = useRef<HTMLDivElement>(null);
  const { host } = panel;
  const shown = viewOf(snapshot);
  const views: readonly View[] = snapshot.bisection ? ['results', 'history', 'search'] : ['results', 'history'];
  const show: Readonly<Record<View, () => Promise<unknown>>> = {
    results: () => host.showRun(snapshot.pinned ? (shownOf(snapshot)?.id ?? null) : null),
    history: () => host.showHistory(panel.history.lastChoice()),
    search: () => host.showBisection(),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const tabs = [...(list.current?.children ?? [])] as HTMLElement[];
    const at = tabs.indexOf(event.target as HTMLElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    tabs[(next + tabs.length) % tabs.length]?.focus();
  };
  return (
    <>
      <div ref={list} class="views" role="tablist" aria-label="What the panel shows" onKeyDown={onKeyDown}>
        {views.map((view) => (
          <button
            key={view}
            type="button"
            class="view-tab"
            role="tab"
            id={`view-${view}`}
            aria-selected={view === shown}
            aria-controls="view"
            tabIndex={view === shown ? 0 : -1}
            onClick={() => view === shown || panel.attempt(show[view]())}
          >
            {titles[view]}
            {view === 'search' && snapshot.bisection?.state === 'running' && <span class="muted"> · running</span>}
          </button>
        ))}
      </div>
      <div class="view" id="view" role="tabpanel" aria-labelledby={`view-${shown}`}>
        {children}
      </div>
    </>
  );
}
