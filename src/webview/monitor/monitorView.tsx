import { useEffect, useRef } from 'preact/hooks';
import { monitorRanges, type MonitorForm, type MonitorRange, type PanelMonitor } from '../../protocol/panelMonitor.ts';
import { Button, Choice, Empty, Filter, Name } from '../controls.tsx';
import { plural } from '../format.ts';
import { Notice } from '../overview/banners.tsx';
import { ProgressStrip } from '../overview/progressStrip.tsx';
import { usePanel, type Panel } from '../panel.ts';
import { AlertsList } from './alertsList.tsx';
import { FindingCard } from './finding.tsx';
import { MarksList } from './marksList.tsx';
import { MetricChart } from './metricChart.tsx';
import { MetricsTable } from './metricsTable.tsx';
import { pictureOf } from './picture.ts';
import { shownProgram } from './sections.ts';

const ranges: readonly { readonly value: MonitorRange; readonly label: string; readonly title: string }[] = [
  { value: 'minutes', label: '5 min', title: 'Each value' },
  { value: 'hour', label: '1 h', title: 'Each value' },
  { value: 'day', label: '1 day', title: 'By the minute: the mean, between the least and the most' },
  { value: 'month', label: '30 days', title: 'By the hour: the mean, between the least and the most' },
];

/** What the machine and programs do now, and did before. */
export function MonitorView() {
  const panel = usePanel();
  const { state, answer } = panel.monitor;
  const shown = state.value;
  const failed = answer.value.state === 'failed' ? answer.value.message : null;
  return (
    <>
      {shown && <Header shown={shown} />}
      <ProgressStrip />
      <Notice />
      {shown && <Toolbar />}
      <div class="monitor" aria-busy={answer.value.state === 'loading'}>
        {failed !== null && (
          <Empty title="The metrics cannot be read" actions={<Button onClick={() => panel.monitor.reload()}>Try again</Button>}>
            {failed}
          </Empty>
        )}
        {failed === null && answer.value.state === 'loading' && !shown && (
          <p class="loading" role="status">
            Reading the metrics…
          </p>
        )}
        {failed === null && answer.value.state === 'ready' && !shown && (
          <Empty title="No folder is open">Open a folder: metrics are kept beside its history.</Empty>
        )}
        {shown && failed === null && <Shown shown={shown} />}
      </div>
    </>
  );
}

function Header({ shown }: { shown: PanelMonitor }) {
  const panel = usePanel();
  const { machine, folder, folders, programs, alerts, diagnosis } = shown;
  const program = shownProgram(shown, panel.kept.value.monitorProgram);
  return (
    <header class="header">
      <div class="header-row">
        <h1 class="title">
          Monitor
          <span class="muted"> of </span>
          <Name>{machine}</Name>
        </h1>
        <div class="actions">
          {folders.length > 1 && (
            <select
              aria-label="Folder"
              value={folder.id}
              onChange={(event) => panel.attempt(panel.host.chooseMonitorFolder(event.currentTarget.value))}
            >
              {folders.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
          {programs.length > 0 && (
            <select
              aria-label="Program"
              value={program?.id}
              onChange={(event) => panel.keep({ monitorProgram: event.currentTarget.value })}
            >
              {programs.map(({ id, title, pid, ended }) => (
                <option key={id} value={id}>
                  {`${title} (${pid}${ended === null ? '' : ', ended'})`}
                </option>
              ))}
            </select>
          )}
          <Button onClick={() => panel.attempt(panel.host.watchProgram())}>Watch program…</Button>
          <Button icon="pulse" onClick={() => panel.attempt(panel.host.diagnose(program?.id ?? null))}>
            Diagnose
          </Button>
        </div>
      </div>
      {diagnosis && <FindingCard diagnosis={diagnosis} />}
      <AlertsList alerts={alerts} />
    </header>
  );
}

function Toolbar() {
  const panel = usePanel();
  const { monitor } = panel;
  const { monitorView, monitorRange, monitorFilter } = panel.kept.value;
  const isPaused = monitor.isPaused.value;
  return (
    <div class="toolbar monitor-toolbar" role="search">
      <Choice
        label="Show"
        value={monitorView}
        options={[
          { value: 'charts', label: 'Charts' },
          { value: 'table', label: 'Table', title: 'The latest, least, mean and most of each metric' },
        ]}
        onChange={(value) => panel.keep({ monitorView: value })}
      />
      <Choice label="Last" value={monitorRange} options={ranges} onChange={(value) => panel.keep({ monitorRange: value })} />
      <Filter label="Filter metrics by name or group" value={monitorFilter} onChange={(value) => panel.keep({ monitorFilter: value })} />
      <Button icon={isPaused ? 'run' : 'pause'} onClick={() => monitor.pause(!isPaused)}>
        {isPaused ? 'Go on' : 'Pause'}
      </Button>
      <Button disabled={!monitor.isZoomed.value} onClick={() => monitor.reset()}>
        Show all
      </Button>
      <Export panel={panel} />
    </div>
  );
}

type ExportForm = MonitorForm | 'png';

/** What is shown, as a file. */
function Export({ panel }: { panel: Panel }) {
  const save = (form: ExportForm) => panel.attempt(form === 'png' ? savePicture(panel) : saveValues(panel, form));
  return (
    <select
      aria-label="Save what is shown"
      value=""
      onChange={(event) => {
        const form = event.currentTarget.value as ExportForm;
        event.currentTarget.value = '';
        save(form);
      }}
    >
      <option value="" disabled>
        Save as…
      </option>
      <option value="csv">CSV</option>
      <option value="json">JSON</option>
      {panel.kept.value.monitorView === 'charts' && <option value="png">PNG</option>}
    </select>
  );
}

async function saveValues({ monitor, host, kept }: Panel, form: MonitorForm): Promise<void> {
  const charts = monitor.sections.peek().flatMap(({ groups }) => groups.flatMap((group) => group.charts));
  const metrics = charts.flatMap((chart) => chart.metrics.map(({ id }) => id));
  await host.exportMonitor({ form, range: kept.peek().monitorRange, ...monitor.window.peek(), metrics });
}

/** In which charts that can be drawn at all are drawn, on slow machines too. */
const MOST_FRAMES = 600;

async function savePicture({ monitor, host, notice }: Panel): Promise<void> {
  const root = document.querySelector<HTMLElement>('.monitor');
  if (root === null) return;
  const charts = [...monitor.charts.values()];
  monitor.drawsAll.value = true;
  try {
    // What was never in sight is drawn for the picture.
    const isDrawn = () => charts.every(({ canvas, element }) => !element.isConnected || canvas() !== null);
    for (let frame = 0; frame < MOST_FRAMES && !isDrawn(); frame += 1) await nextFrame();
    await nextFrame();
    const png = await pictureOf(charts, root);
    if (png === null) notice.value = 'There is no chart to save: nothing that is shown was collected yet.';
    else await host.saveMonitorPicture(png);
  } finally {
    monitor.drawsAll.value = false;
  }
}

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function Shown({ shown }: { shown: PanelMonitor }) {
  const panel = usePanel();
  const sections = panel.monitor.sections.value;
  const { monitorView, monitorFilter, monitorRange } = panel.kept.value;
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    scroller.current!.scrollTop = panel.takeMonitorScrollPx();
  }, []);
  const count = sections.reduce((sum, { groups }) => sum + groups.reduce((inAll, { charts }) => inAll + charts.length, 0), 0);
  return (
    <div
      ref={scroller}
      class="monitor-scroller"
      onScroll={(event) => panel.keepScroll({ monitor: event.currentTarget.scrollTop })}
      tabIndex={-1}
    >
      <div class="monitor-notes">
        <MarksList />
        <p class="hint" id="monitor-keys">
          {`${monitorRanges[monitorRange].by === 'value' ? '' : 'The line is the mean, the band goes from the least to the most. '}Drag over a chart, or turn the wheel with Ctrl, to zoom. Keys: arrows to read, + and - to zoom, Shift with an arrow to move along, Escape to show all.`}
        </p>
        <span class="visually-hidden" role="status">
          {plural(count, 'chart')}
        </span>
      </div>
      {sections.length === 0 && monitorFilter.trim() !== '' && (
        <Empty
          title="No metric matches the filter"
          actions={<Button onClick={() => panel.keep({ monitorFilter: '' })}>Clear filter</Button>}
        />
      )}
      {shown.metrics.length === 0 && (
        <p class="loading" role="status">
          The first values are on their way…
        </p>
      )}
      {monitorView === 'table' ? (
        <MetricsTable sections={sections} />
      ) : (
        sections.map(({ key, title, groups }) => (
          <section key={key} class="monitor-section" aria-label={title}>
            <h2>
              <Name>{title}</Name>
            </h2>
            <div class="metric-charts">
              {groups.flatMap(({ charts }) =>
                charts.map((chart) => <MetricChart key={`${chart.key} ${chart.metrics.length}`} chart={chart} />),
              )}
            </div>
          </section>
        ))
      )}
    </div>
  );
}
