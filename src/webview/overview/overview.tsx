import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import { Button } from '../controls.tsx';
import { usePanel } from '../panel.ts';
import { Banners } from './banners.tsx';
import { EmptyState } from './emptyState.tsx';
import { EnvironmentSection } from './environment.tsx';
import { FileFailures } from './fileFailures.tsx';
import { ResultsTable } from './resultsTable.tsx';
import { Toolbar } from './toolbar.tsx';

export function Overview({ snapshot }: { snapshot: PanelSnapshot }) {
  const panel = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  const { run } = snapshot;
  const isEmpty = run === null || (run.measurements.length === 0 && run.fileFailures.length === 0);

  // Once, with the first content: later the place is the user's.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = panel.restoredScrollPx;
  }, []);
  const onScroll = (event: Event) => panel.keepScroll({ overview: (event.currentTarget as Element).scrollTop });
  return (
    <section class="overview" aria-label="Results">
      {!isEmpty && <Toolbar />}
      <div class="scroller" ref={scroller} onScroll={onScroll}>
        <Banners snapshot={snapshot} />
        {isEmpty ? (
          <EmptyState snapshot={snapshot} />
        ) : (
          <>
            <FileFailures />
            <ResultsTable />
            <NoMatch />
            <EnvironmentSection run={run} />
          </>
        )}
      </div>
    </section>
  );
}

function NoMatch() {
  const panel = usePanel();
  if (panel.arranged.value.length > 0 || panel.arrangedFailures.value.length > 0) return null;
  return (
    <div class="empty">
      <h2>No benchmark matches the filter</h2>
      <div class="empty-actions">
        <Button onClick={() => panel.keep({ filter: '' })}>Clear filter</Button>
      </div>
    </div>
  );
}
