import type { PanelDetail } from '../../protocol/panel.ts';
import { Banner, Button } from '../controls.tsx';
import { skipTitles } from '../format.ts';
import { usePanel } from '../panel.ts';
import type { Group, Row } from '../results.ts';
import { BlocksTable } from './blocksTable.tsx';
import { DetailPane, LoadingNote, WarningBanners } from './detailPane.tsx';
import { GroupChart } from './groupChart.tsx';
import { Headline } from './headline.tsx';
import { SampleCharts } from './sampleCharts.tsx';
import { Statistics } from './statistics.tsx';

/** Everything about one benchmark of the run. */
export function Detail({ row, group }: { row: Row; group: Group }) {
  const panel = usePanel();
  const loaded = panel.detail.value;
  const { measurement } = row;
  const detail = loaded.state === 'ready' && loaded.value.benchmarkId === row.id ? loaded.value : null;
  const cannotRun = panel.running.value !== null || panel.snapshot.value?.trusted !== true;
  return (
    <DetailPane
      row={row}
      loaded={detail ? 'ready' : loaded.state}
      actions={
        <Button icon="run" disabled={cannotRun} onClick={() => panel.attempt(panel.host.run([row.id]))}>
          Run
        </Button>
      }
    >
      {measurement.state === 'skipped' && <Banner icon="info">{`Not measured: ${skipTitles[measurement.reason]}.`}</Banner>}
      <Headline row={row} />
      <WarningBanners warnings={row.warnings} />
      <LoadingNote loaded={loaded.state} />
      {detail && <SampleCharts row={row} blocks={detail.blocks} />}
      <GroupChart row={row} group={group} />
      {row.summary && <Statistics summary={row.summary} benchmark={row.benchmark} />}
      {detail && detail.blocks.length > 0 && <BlocksTable blocks={detail.blocks} />}
      {detail && <Output detail={detail} />}
    </DetailPane>
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
