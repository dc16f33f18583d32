import type { ComponentChildren } from 'preact';
import type { HistoryMetric } from '../../model/history.ts';
import type { Environment } from '../../model/run.ts';
import type { PanelHistory, PanelHistoryChoice } from '../../protocol/panelHistory.ts';
import { Button, Choice } from '../controls.tsx';
import { formatMachine } from '../format.ts';
import { NOT_TRUSTED } from '../header/compareWith.tsx';
import { usePanel } from '../panel.ts';

export interface HistoryHeaderProps {
  readonly choice: PanelHistoryChoice;
  /** Null while there is none. */
  readonly history: PanelHistory | null;
  /** What it is of. */
  readonly children: ComponentChildren;
}

const metrics: readonly { readonly value: HistoryMetric; readonly label: string; readonly title: string }[] = [
  { value: 'median', label: 'Median', title: 'Median time per iteration' },
  { value: 'p99', label: 'p99', title: '99th percentile of times' },
  { value: 'heap', label: 'Heap', title: 'Memory allocated per iteration' },
  { value: 'gc', label: 'GC', title: 'Share of time in garbage collection' },
];

/** What the history is of, of which metric and environment, and how to have more of it. */
export function HistoryHeader({ choice, history, children }: HistoryHeaderProps) {
  const panel = usePanel();
  const show = (change: Partial<PanelHistoryChoice>) =>
    panel.attempt(
      panel.host.showHistory({ benchmarkId: choice.benchmarkId, metric: choice.metric, environmentId: choice.environmentId, ...change }),
    );
  return (
    <header class="header">
      <div class="header-row">
        {children}
        <div class="actions">
          <Choice label="Metric" value={choice.metric} options={metrics} onChange={(metric) => show({ metric })} />
          <MeasureCommits />
        </div>
      </div>
      {history && <Environments history={history} chosen={choice.environmentId} onChoose={(environmentId) => show({ environmentId })} />}
    </header>
  );
}

interface EnvironmentsProps {
  readonly history: PanelHistory;
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

/** Where it was measured: results of different environments are never mixed, so one is chosen where there are several. */
function Environments({ history: { environments, series, elsewhere }, chosen, onChoose }: EnvironmentsProps) {
  const shown = new Set(series.map(({ environmentId }) => environmentId));
  const all = new Set([...shown, ...series.flatMap(({ others }) => others.map(({ environmentId }) => environmentId))]);
  const text = (id: string): string => {
    const environment = environments.find((each) => each.id === id);
    return environment ? environmentText(environment) : id;
  };
  const isSplit = series.some(({ environmentId, others }) => others.some((other) => other.environmentId === environmentId));
  return (
    <div class="facts history-facts">
      {all.size > 1 ? (
        <select
          aria-label="Environment"
          value={chosen ?? ''}
          onChange={(event) => onChoose(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        >
          <option value="">{shown.size === 1 ? `Newest: ${text([...shown][0]!)}` : 'The newest of each benchmark'}</option>
          {[...all].map((id) => (
            <option key={id} value={id}>
              {text(id)}
            </option>
          ))}
        </select>
      ) : (
        <span>{[...all].map(text).join('')}</span>
      )}
      {isSplit && <span>Results that were loaded in another way (natively, or through Vite) are left out.</span>}
      {elsewhere > 0 && (
        <span>{`${elsewhere} ${elsewhere === 1 ? 'commit with results is' : 'commits with results are'} not on this branch.`}</span>
      )}
    </div>
  );
}

function environmentText(environment: Environment): string {
  const { measuredBy, nodeVersion, os, arch } = environment;
  const parts = [
    measuredBy && `measured by ${measuredBy}`,
    `Node ${nodeVersion.replace(/^v/, '')}`,
    formatMachine(environment),
    `${os}, ${arch}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

export function MeasureCommits({ primary = false }: { primary?: boolean }) {
  const panel = usePanel();
  const isTrusted = panel.snapshot.value?.trusted === true;
  return (
    <Button
      icon="history"
      primary={primary}
      disabled={!isTrusted || panel.running.value !== null}
      title={isTrusted ? 'Choose a range of commits, and measure those that have no results' : NOT_TRUSTED}
      onClick={() => panel.attempt(panel.host.measureRange())}
    >
      Measure Commits…
    </Button>
  );
}
