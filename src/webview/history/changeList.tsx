import type { ComponentChildren } from 'preact';
import { changeKinds, metricText, speedText } from '../../base/historyWords.ts';
import { formatPercent } from '../../base/units.ts';
import { changedCommits, type ChangedCommits } from '../../model/changedCommits.ts';
import type { HistoryMetric } from '../../model/history.ts';
import type { ChangePoint, SeriesChanges } from '../../model/series.ts';
import { suspectCommits } from '../../model/suspectCommits.ts';
import type { PanelHistory, PanelSeries } from '../../protocol/panelHistory.ts';
import { Banner, Button, LinkButton } from '../controls.tsx';
import { plural, upperFirst } from '../format.ts';
import { usePanel } from '../panel.ts';
import { signOf } from './chartView.ts';
import { CommitText, CopyHash } from './commitText.tsx';
import { shortHash } from './historyWords.ts';
import { useCanRun } from './useCanRun.ts';

interface OfSeries {
  readonly history: PanelHistory;
  readonly series: PanelSeries;
}

/** All that happened to a benchmark, newest first. */
export function ChangeList({ history, series }: OfSeries) {
  const { changes } = series;
  if (changes === null) return null;
  const all = [...changes.changePoints, ...changes.varianceChanges, ...changes.spikes].toSorted((a, b) => b.index - a.index);
  // `changedCommits` reads plain lists: one copy for all of them.
  const places = Array.from(series.places);
  return (
    <section aria-labelledby="changes-title">
      <h2 id="changes-title">{all.length === 0 ? 'No change found' : plural(all.length, 'change')}</h2>
      {all.length > 0 && (
        <ol class="happened-list">
          {all.map((change) => (
            <Change
              key={`${change.kind} ${change.index}`}
              change={change}
              scale={changes.scale}
              metric={history.metric}
              benchmarkId={series.benchmark.id}
              commits={changedCommits(history, { places }, change)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface ChangeProps {
  readonly change: ChangePoint;
  readonly scale: SeriesChanges['scale'];
  readonly metric: HistoryMetric;
  readonly benchmarkId: string;
  readonly commits: ChangedCommits;
}

function Change({ change, scale, metric, benchmarkId, commits }: ChangeProps) {
  const { kind, direction } = change;
  const tone = kind === 'variance' || kind === 'spike' ? 'muted' : direction === 'up' ? 'bad' : 'good';
  const values = kind === 'variance' ? [] : [`${metricText(metric, change.before)} → ${metricText(metric, change.after)}`];
  const facts = [upperFirst(changeKinds[kind]), ...values, `${formatPercent(Math.min(change.confidence, 0.999))} sure`];
  return (
    <li class="happened">
      <p class="happened-head">
        <span class={`happened-size ${tone}`}>
          <span class="outcome-sign" aria-hidden="true">
            {signOf(change)}
          </span>
          <strong>{speedText(change, scale, metric)}</strong>
        </span>
        <span class="muted">{facts.join(' · ')}</span>
      </p>
      <CommitText commit={commits.commit} />
      {commits.candidates > 1 && kind !== 'spike' && <p class="muted">{rangeWords(kind, commits)}</p>}
      <ChangeActions kind={kind} direction={direction} metric={metric} benchmarkId={benchmarkId} commits={commits} />
    </li>
  );
}

function rangeWords(kind: ChangePoint['kind'], { candidates, before, last }: ChangedCommits): string {
  const which = `${candidates} commits${before ? ` after ${shortHash(before)}` : ''}, up to ${shortHash(last)}.`;
  return kind === 'drift' ? `Little by little over ${which}` : `The most likely of ${which}`;
}

type ActionsProps = Pick<ChangeProps, 'metric' | 'benchmarkId' | 'commits'> & Pick<ChangePoint, 'kind' | 'direction'>;

function ChangeActions({ kind, direction, metric, benchmarkId, commits }: ActionsProps) {
  const panel = usePanel();
  const canRun = useCanRun();
  const { before, commit, last, candidates } = commits;
  const isOne = candidates === 1 || kind === 'spike';
  // What a search looks for: times that became longer, and stayed so.
  const isSearchable = direction === 'up' && (metric === 'median' || metric === 'p99') && kind !== 'spike' && kind !== 'variance';
  const { host } = panel;
  return (
    <Actions>
      <LinkButton
        onClick={() => panel.attempt(isOne || before === null ? host.openCommit(commit.hash) : host.openChanges(before.hash, last.hash))}
      >
        Show Changes
      </LinkButton>
      {isSearchable && (
        <LinkButton
          disabled={!canRun}
          title="Measure commits between until it is sure which one it was"
          onClick={() => panel.attempt(host.bisect(benchmarkId, before?.hash ?? null, last.hash))}
        >
          Find the Commit
        </LinkButton>
      )}
      {before && (
        <LinkButton
          disabled={!canRun}
          title="Measure before and after it, in turns"
          onClick={() => panel.attempt(host.compareCommits(benchmarkId, before.hash, commit.hash))}
        >
          Compare
        </LinkButton>
      )}
      <CopyHash hash={commit.hash} />
    </Actions>
  );
}

export const Actions = ({ children }: { children: ComponentChildren }) => <p class="inline-actions">{children}</p>;

/** The newest values look off: they are measured again before anybody says so. */
export function Suspects({ history, series }: OfSeries) {
  const panel = usePanel();
  const canRun = useCanRun();
  const found = suspectCommits(history, { places: Array.from(series.places), changes: series.changes });
  const count = series.changes?.suspects.length ?? 0;
  if (found === null) return null;
  const { baseline, candidate } = found;
  return (
    <Banner icon="warning">
      <span>
        {`The newest ${plural(count, 'value')} ${count === 1 ? 'looks' : 'look'} off, and ${count === 1 ? 'was' : 'were'} not yet measured again: measure ${shortHash(candidate)} in turns with ${shortHash(baseline)} before you believe ${count === 1 ? 'it' : 'them'}.`}
      </span>
      <Button
        disabled={!canRun}
        onClick={() => panel.attempt(panel.host.compareCommits(series.benchmark.id, baseline.hash, candidate.hash))}
      >
        Measure again
      </Button>
    </Banner>
  );
}
