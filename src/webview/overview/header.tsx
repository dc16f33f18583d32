import { formatSpan } from '../../base/spans.ts';
import { formatPercent } from '../../base/units.ts';
import type { MachineDuringRun } from '../../model/run.ts';
import type { PanelRun, PanelSnapshot } from '../../protocol/panel.ts';
import { Button, IconButton } from '../controls.tsx';
import { formatRevision, formatTime, plural } from '../format.ts';
import { usePanel } from '../panel.ts';

/** Which run this is, where it was measured, and what can be done. */
export function Header({ snapshot }: { snapshot: PanelSnapshot }) {
  const panel = usePanel();
  const { run, trusted } = snapshot;
  const isRunning = panel.running.value !== null;
  const checked = [...panel.checked.value];
  return (
    <header class="header">
      <div class="header-row">
        <RunPicker run={run} />
        <div class="actions">
          {run && !isRunning && (
            <Button
              icon="run"
              primary
              disabled={!trusted}
              title={trusted ? undefined : 'Laptime runs nothing in a workspace that is not trusted'}
              onClick={() => panel.attempt(panel.host.run(checked))}
            >
              {checked.length > 0 ? `Run ${checked.length} selected` : 'Run all'}
            </Button>
          )}
          {run && <CopyButton checked={checked} />}
          <IconButton icon="settings" label="Open configuration" onClick={() => panel.attempt(panel.host.openSettings())} />
        </div>
      </div>
      {run && <Facts run={run} />}
    </header>
  );
}

/** Copies the checked benchmarks; without any, what the filter shows, else the whole run. */
function CopyButton({ checked }: { checked: readonly string[] }) {
  const panel = usePanel();
  const filtered = panel.kept.value.filter.trim() !== '';
  const shown = panel.arranged.value.flatMap((group) => group.rows.map((row) => row.id));
  const copy = () => {
    if (checked.length > 0) panel.attempt(panel.host.copyMarkdown(checked));
    else panel.attempt(panel.host.copyMarkdown(filtered ? shown : []));
  };
  const label =
    checked.length > 0 ? `Copy ${checked.length} selected as Markdown` : filtered ? 'Copy filtered as Markdown' : 'Copy all as Markdown';
  return (
    <Button icon="copy" disabled={checked.length === 0 && filtered && shown.length === 0} onClick={copy}>
      {label}
    </Button>
  );
}

function RunPicker({ run }: { run: PanelRun | null }) {
  const panel = usePanel();
  const runs = panel.runs.value;
  const pinned = panel.snapshot.value?.pinned ?? false;
  const language = document.documentElement.lang;
  if (run === null) return <h1 class="title">Laptime</h1>;
  const current = runs.some((entry) => entry.id === run.id);
  return (
    <div class="picker">
      <h1 class="visually-hidden">Laptime results</h1>
      <select aria-label="Run" value={run.id} onChange={(event) => panel.pinRun(pinOf(event.currentTarget.value))}>
        {!current && <option value={run.id}>{formatTime(run.startedAtMs, language)}</option>}
        {runs.map((entry) => (
          <option key={entry.id} value={entry.id}>
            {`${formatTime(entry.startedAtMs, language)} · ${plural(entry.benchmarks, 'benchmark')} · ${entry.label}`}
          </option>
        ))}
      </select>
      {pinned && (
        <Button title="Follow the newest run again" onClick={() => panel.pinRun(null)}>
          Show latest
        </Button>
      )}
    </div>
  );

  /** The newest run is followed, not pinned, so that the next one appears by itself. */
  function pinOf(id: string): string | null {
    return id === runs[0]?.id ? null : id;
  }
}

interface Fact {
  readonly label: string;
  readonly text: string;
  readonly isWarning?: boolean;
}

function Facts({ run }: { run: PanelRun }) {
  const { environment, revision, preset, state } = run;
  const revisionFact = { label: 'Revision', text: formatRevision(revision) ?? 'no git revision' };
  const ours: readonly Fact[] = [
    ...(state === 'running' ? [] : [{ label: 'Took', text: formatSpan(run.durationMs) }]),
    { label: 'Preset', text: preset.name },
    revisionFact,
    { label: 'Node', text: `Node ${environment.nodeVersion.replace(/^v/, '')}` },
    { label: 'Machine', text: `${environment.os}, ${environment.arch}, ${plural(environment.cores, 'core')}` },
    ...noiseOf(run.machine),
  ];
  // Of another tool's run hardly more is known.
  const facts: readonly Fact[] =
    environment.measuredBy === undefined ? ours : [{ label: 'Measured by', text: environment.measuredBy }, revisionFact];
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div key={fact.label} class={fact.isWarning ? 'fact fact-warning' : 'fact'}>
          <dt class="visually-hidden">{fact.label}</dt>
          <dd title={fact.label}>{fact.text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Shares of load above which the numbers are likely to have suffered. */
const NOISY_LOAD = 0.1;
const NOISY_PRESSURE = 0.05;

function noiseOf({ otherLoad, cpuPressure, throttled }: MachineDuringRun): Fact[] {
  const facts: Fact[] = [];
  if (otherLoad !== null) {
    facts.push({ label: 'Load of other processes', text: `${formatPercent(otherLoad)} other load`, isWarning: otherLoad > NOISY_LOAD });
  }
  if (cpuPressure !== null && cpuPressure > NOISY_PRESSURE) {
    facts.push({ label: 'Pressure on the CPU', text: `${formatPercent(cpuPressure)} CPU pressure`, isWarning: true });
  }
  if (throttled) facts.push({ label: 'Clock', text: 'CPU was throttled', isWarning: true });
  return facts;
}
