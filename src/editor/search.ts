import type { BisectEvent } from '../model/bisection.ts';
import type { PanelBisection } from '../protocol/panelBisection.ts';

/** A search that has begun, and knows nothing yet. */
export function beginSearch(benchmark: PanelBisection['benchmark'], threshold: number): PanelBisection {
  return {
    benchmark,
    threshold,
    state: 'running',
    preparing: null,
    commits: [],
    candidates: 0,
    runs: [],
    measuring: null,
    progress: null,
    outcome: null,
  };
}

/** A search after one more of its events. */
export function followSearch(search: PanelBisection, event: BisectEvent): PanelBisection {
  switch (event.kind) {
    case 'preparing':
      return { ...search, preparing: event.message };
    case 'started':
      return { ...search, commits: event.commits, candidates: event.candidates, progress: event.progress, preparing: null };
    case 'measuring':
      return {
        ...search,
        measuring: { hash: event.commit.hash, purpose: event.purpose },
        progress: event.progress,
        preparing: null,
      };
    case 'measured':
      return { ...search, runs: [...search.runs, event.run], measuring: null, preparing: null };
  }
}
