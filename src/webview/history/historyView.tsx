import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { seriesNotes } from '../../base/historyWords.ts';
import type { PanelHistory, PanelHistoryChoice, PanelSeries } from '../../protocol/panelHistory.ts';
import { BenchmarkFilter, Button, Empty, LinkButton, Name } from '../controls.tsx';
import { plural } from '../format.ts';
import { Icon } from '../icons.tsx';
import { Notice } from '../overview/banners.tsx';
import { ProgressStrip } from '../overview/progressStrip.tsx';
import { usePanel } from '../panel.ts';
import { ChangeList, Suspects } from './changeList.tsx';
import { toChartData } from './chartView.ts';
import { heatLines, toHeat } from './heat.ts';
import { HeatLegend } from './heatLegend.tsx';
import { HeatMap } from './heatMap.tsx';
import { HistoryChart } from './historyChart.tsx';
import { HistoryHeader, MeasureCommits } from './historyHeader.tsx';
import { PointsTable } from './pointsTable.tsx';

/** The history of all benchmarks, or of one. */
export function HistoryView({ choice }: { choice: PanelHistoryChoice }) {
  const panel = usePanel();
  const answer = panel.history.answer.value;
  const ready = answer.state === 'ready' ? answer : null;
  const history = ready?.data ?? null;
  const series =
    choice.benchmarkId === null ? null : (history?.series.find(({ benchmark }) => benchmark.id === choice.benchmarkId) ?? null);
  return (
    <>
      <HistoryHeader choice={choice} history={history}>
        {choice.benchmarkId === null ? (
          <h1 class="title">History of all benchmarks</h1>
        ) : (
          <Title id={choice.benchmarkId} series={series} choice={choice} />
        )}
      </HistoryHeader>
      <ProgressStrip />
      <Notice />
      <div class="history" aria-busy={answer.state === 'loading' || ready?.isStale === true}>
        {answer.state === 'loading' && (
          <p class="loading" role="status">
            Reading the history…
          </p>
        )}
        {answer.state === 'failed' && (
          <Empty title="The history cannot be read" actions={<Button onClick={() => panel.history.reload()}>Try again</Button>}>
            {answer.message}
          </Empty>
        )}
        {answer.state === 'none' && <NoHistory isOfOne={choice.benchmarkId !== null} choice={choice} />}
        {history && choice.benchmarkId === null && <HistoryOfAll history={history} choice={choice} />}
        {history && series && <HistoryOfOne history={history} series={series} />}
      </div>
    </>
  );
}

/** The benchmark and a way back to all; focused when it is come to, so that the keyboard is where the new content is. */
function Title({ id, series, choice }: { id: string; series: PanelSeries | null; choice: PanelHistoryChoice }) {
  const panel = usePanel();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const { activeElement } = document;
    // What had the focus is gone with the heat map. Elsewhere, and from nobody else, it is not taken.
    if (document.hasFocus() && (activeElement === null || activeElement === document.body)) title.current?.focus({ preventScroll: true });
  }, [id]);
  const { path, file } = series?.benchmark ?? { path: [id], file: null };
  return (
    <div class="history-title">
      <button
        type="button"
        class="icon-button"
        aria-label="History of all benchmarks"
        title="History of all benchmarks"
        onClick={() => {
          panel.history.left.value = id;
          panel.attempt(panel.host.showHistory({ benchmarkId: null, metric: choice.metric, environmentId: choice.environmentId }));
        }}
      >
        <Icon name="back" />
      </button>
      <div class="history-name">
        <h1 class="title" tabIndex={-1} ref={title}>
          {path.length > 1 && <bdi class="muted">{`${path.slice(0, -1).join(' › ')} › `}</bdi>}
          <Name>{path.at(-1) ?? id}</Name>
        </h1>
        {file !== null && (
          <LinkButton title="Open the source" onClick={() => panel.attempt(panel.host.openSource(file, 1, 1))}>
            <bdi>{file}</bdi>
          </LinkButton>
        )}
      </div>
    </div>
  );
}

function HistoryOfOne({ history, series }: { history: PanelHistory; series: PanelSeries }) {
  const data = useMemo(() => toChartData(history, series), [history, series]);
  const notes = series.changes ? seriesNotes(series.changes, history.metric, series.values.length) : [];
  return (
    <div class="history-one">
      <Suspects history={history} series={series} />
      <HistoryChart data={data} />
      {notes.map((note) => (
        <p key={note} class="history-note">
          {note}
        </p>
      ))}
      <ChangeList history={history} series={series} />
      <PointsTable data={data} />
    </div>
  );
}

function HistoryOfAll({ history, choice }: { history: PanelHistory; choice: PanelHistoryChoice }) {
  const panel = usePanel();
  const heat = useMemo(() => toHeat(history), [history]);
  const { historyFilter } = panel.kept.value;
  const openBenchmark = (benchmarkId: string, hash: string | null) => {
    panel.history.hash.value = hash;
    panel.attempt(panel.host.showHistory({ benchmarkId, metric: choice.metric, environmentId: choice.environmentId }));
  };
  return (
    <section class="history-all" aria-label="Heat map">
      <div class="toolbar" role="search">
        <BenchmarkFilter value={historyFilter} onChange={(value) => panel.keep({ historyFilter: value })} />
        <HeatLegend heat={heat} filter={historyFilter} />
      </div>
      {heatLines(heat, historyFilter).length === 0 ? (
        <Empty
          title="No benchmark matches the filter"
          actions={<Button onClick={() => panel.keep({ historyFilter: '' })}>Clear filter</Button>}
        />
      ) : (
        <HeatMap heat={heat} history={history} onOpen={openBenchmark} />
      )}
      <p class="hint heat-hint">
        {`${plural(history.commits.length, 'commit')}, oldest left. Click on a cell, or press Enter, for the chart of its benchmark.`}
      </p>
    </section>
  );
}

/** Says how a history comes about. */
function NoHistory({ isOfOne, choice }: { isOfOne: boolean; choice: PanelHistoryChoice }) {
  const panel = usePanel();
  const all: ComponentChildren = isOfOne && (
    <Button onClick={() => panel.attempt(panel.host.showHistory({ ...choice, benchmarkId: null }))}>Show all benchmarks</Button>
  );
  return (
    <Empty
      title={isOfOne ? 'This benchmark has no history yet' : 'No history yet'}
      actions={
        <>
          <MeasureCommits primary />
          {all}
        </>
      }
    >
      <span>Every run at a commit without uncommitted changes becomes a point of the history. </span>
      <span>Measure commits that are there already, import what your CI measured, or bring what others shared with </span>
      <code>laptime share pull</code>
      <span>.</span>
    </Empty>
  );
}
