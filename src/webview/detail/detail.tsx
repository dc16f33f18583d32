import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { adviceInEditor } from '../../model/measureLonger.ts';
import type { PanelDetail } from '../../protocol/panel.ts';
import { Banner, Button, IconButton, LinkButton, Name } from '../controls.tsx';
import { FailureReport } from '../failureReport.tsx';
import { skipTitles } from '../format.ts';
import { usePanel } from '../panel.ts';
import type { Group, Row } from '../results.ts';
import { BlocksTable } from './blocksTable.tsx';
import { GroupChart } from './groupChart.tsx';
import { Headline } from './headline.tsx';
import { SampleCharts } from './sampleCharts.tsx';
import { Statistics } from './statistics.tsx';

/** Everything about one benchmark of the run. */
export function Detail({ row, group }: { row: Row; group: Group }) {
  const panel = usePanel();
  const pane = useRef<HTMLElement>(null);
  const loaded = panel.detail.value;
  const { measurement } = row;
  const detail = loaded.state === 'ready' && loaded.detail.benchmarkId === row.id ? loaded.detail : null;

  const close = () => {
    panel.openBenchmark(null);
    // The row that was left, so that the keyboard goes on from there.
    panel.reveal.value = { id: row.id, focus: true };
  };
  useDetailScroll(pane, row.id, detail !== null);
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
      <DetailHeader row={row} onClose={close} />
      {measurement.state === 'failed' && <FailureReport failure={measurement.failure} />}
      {measurement.state === 'skipped' && <Banner icon="info">{`Not measured: ${skipTitles[measurement.reason]}.`}</Banner>}
      <Headline row={row} />
      {measurement.warnings.map((warning) => (
        <Banner key={`${warning.code} ${warning.message}`} icon="warning">
          {adviceInEditor(warning)}
        </Banner>
      ))}
      {loaded.state === 'loading' && (
        <p class="muted" role="status">
          Loading samples…
        </p>
      )}
      {loaded.state === 'gone' && <Banner icon="warning">The samples of this benchmark are not in the store any more.</Banner>}
      {detail && <SampleCharts row={row} blocks={detail.blocks} />}
      <GroupChart row={row} group={group} />
      {row.summary && <Statistics summary={row.summary} benchmark={measurement.benchmark} />}
      {detail && detail.blocks.length > 0 && <BlocksTable blocks={detail.blocks} />}
      {detail && <Output detail={detail} />}
    </aside>
  );
}

function DetailHeader({ row, onClose }: { row: Row; onClose: () => void }) {
  const panel = usePanel();
  const { file, line, column } = row.measurement.benchmark;
  const cannotRun = panel.running.value !== null || panel.snapshot.value?.trusted !== true;
  return (
    <div class="detail-header">
      <div class="detail-title">
        <h2 tabIndex={-1}>
          {row.groupPath.length > 0 && <bdi class="muted">{`${row.groupPath.join(' › ')} › `}</bdi>}
          <Name>{row.name}</Name>
        </h2>
        <LinkButton title="Open the source" onClick={() => panel.attempt(panel.host.openSource(file, line ?? 1, column ?? 1))}>
          <bdi>{line === null ? file : `${file}:${line}`}</bdi>
        </LinkButton>
      </div>
      <div class="actions">
        <Button icon="run" disabled={cannotRun} onClick={() => panel.attempt(panel.host.run([row.id]))}>
          Run
        </Button>
        <IconButton icon="copy" label="Copy this benchmark as Markdown" onClick={() => panel.attempt(panel.host.copyMarkdown([row.id]))} />
        <IconButton icon="close" label="Close details" onClick={onClose} />
      </div>
    </div>
  );
}

function Output({ detail }: { detail: PanelDetail }) {
  return (
    <section aria-labelledby="output-title">
      <h3 id="output-title">Output</h3>
      {detail.output === '' ? (
        <p class="muted">The benchmark printed nothing.</p>
      ) : (
        <pre class="output" tabIndex={0} aria-labelledby="output-title">
          {detail.output}
        </pre>
      )}
    </section>
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
