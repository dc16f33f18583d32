import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { adviceInEditor } from '../../model/measureLonger.ts';
import type { MeasurementWarning } from '../../model/measurement.ts';
import { Banner, IconButton, LinkButton, Name } from '../controls.tsx';
import { FailureReport } from '../failureReport.tsx';
import type { Loaded } from '../loaded.ts';
import { usePanel } from '../panel.ts';
import type { TableRow } from '../table/rows.ts';

export interface DetailPaneProps {
  readonly row: TableRow;
  /** The samples: what is shown of them changes how far the pane can be scrolled. */
  readonly loaded: Loaded<unknown>['state'];
  /** Buttons besides those for copying and closing. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Everything about one benchmark: opened it takes the focus, closed it gives it back to the row. */
export function DetailPane({ row, loaded, actions, children }: DetailPaneProps) {
  const panel = usePanel();
  const pane = useRef<HTMLElement>(null);
  const close = () => {
    panel.openBenchmark(null);
    // The row that was left, so that the keyboard goes on from there.
    panel.reveal.value = { id: row.id, focus: true };
  };
  useDetailScroll(pane, row.id, loaded === 'ready');
  return (
    <aside
      class="detail"
      aria-label={`Details of ${row.name}`}
      ref={pane}
      onScroll={(event) => panel.keepScroll({ detail: event.currentTarget.scrollTop })}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div class="detail-header">
        <Title row={row} />
        <div class="actions">
          {actions}
          <IconButton
            icon="history"
            label="Show the history of this benchmark"
            onClick={() => panel.attempt(panel.host.showHistory({ benchmarkId: row.id, metric: 'median', environmentId: null }))}
          />
          <IconButton
            icon="copy"
            label="Copy this benchmark as Markdown"
            onClick={() => panel.attempt(panel.host.copyMarkdown([row.id]))}
          />
          <IconButton icon="close" label="Close details" onClick={close} />
        </div>
      </div>
      {row.failure && <FailureReport {...row.failure} />}
      {children}
    </aside>
  );
}

function Title({ row }: { row: TableRow }) {
  const panel = usePanel();
  const { file, line, column } = row.benchmark;
  return (
    <div class="detail-title">
      <h2 tabIndex={-1}>
        {row.groupPath.length > 0 && <bdi class="muted">{`${row.groupPath.join(' › ')} › `}</bdi>}
        <Name>{row.name}</Name>
      </h2>
      <LinkButton title="Open the source" onClick={() => panel.attempt(panel.host.openSource(file, line ?? 1, column ?? 1))}>
        <bdi>{line === null ? file : `${file}:${line}`}</bdi>
      </LinkButton>
    </div>
  );
}

export function WarningBanners({ warnings }: { warnings: readonly MeasurementWarning[] }) {
  return warnings.map((warning) => (
    <Banner key={`${warning.code} ${warning.message}`} icon="warning">
      {adviceInEditor(warning)}
    </Banner>
  ));
}

/** Why there are no charts, yet or at all. */
export function LoadingNote({ loaded }: { loaded: Loaded<unknown>['state'] }) {
  if (loaded === 'gone') return <Banner icon="warning">The samples of this benchmark are not in the store any more.</Banner>;
  if (loaded !== 'loading') return null;
  return (
    <p class="muted" role="status">
      Loading samples…
    </p>
  );
}

/**
 * After a reload the pane goes back to where it was; opened by the user it takes the focus, so that the keyboard and the
 * screen reader are where the new content is.
 */
function useDetailScroll(pane: { readonly current: HTMLElement | null }, id: string, isLoaded: boolean): void {
  const panel = usePanel();
  // Strictly once for each opening; `undefined` until it was asked.
  const restoredPx = useRef<number | null | undefined>(undefined);
  if (restoredPx.current === undefined) restoredPx.current = panel.takeDetailScrollPx(id);
  useEffect(() => {
    if (restoredPx.current === null) pane.current?.querySelector('h2')?.focus({ preventScroll: true });
  }, []);
  useLayoutEffect(() => {
    if (isLoaded && restoredPx.current != null && pane.current) pane.current.scrollTop = restoredPx.current;
  }, [isLoaded]);
}
