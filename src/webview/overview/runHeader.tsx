import { formatSpan } from '../../base/spans.ts';
import type { PanelRun, PanelSnapshot } from '../../protocol/panel.ts';
import { Button, IconButton } from '../controls.tsx';
import { formatRevision } from '../format.ts';
import { besideFacts } from '../header/besideRun.tsx';
import { CompareWith, NOT_TRUSTED } from '../header/compareWith.tsx';
import { CopyButton } from '../header/copyButton.tsx';
import { Facts, noiseFacts, placeFacts, type Fact } from '../header/facts.tsx';
import { Picker } from '../header/picker.tsx';
import { usePanel } from '../panel.ts';

/** Which run this is, where it was measured, and what can be done. */
export function RunHeader({ snapshot: { run, trusted } }: { snapshot: PanelSnapshot }) {
  const panel = usePanel();
  const isRunning = panel.running.value !== null;
  const checked = [...panel.results.checked.value];
  return (
    <header class="header">
      <div class="header-row">
        {run ? <Picker shown={run} /> : <h1 class="title">Laptime</h1>}
        <div class="actions">
          {run && !isRunning && (
            <Button
              icon="run"
              primary
              disabled={!trusted}
              title={trusted ? undefined : NOT_TRUSTED}
              onClick={() => panel.attempt(panel.host.run(checked))}
            >
              {checked.length > 0 ? `Run ${checked.length} selected` : 'Run all'}
            </Button>
          )}
          {run && !isRunning && <CompareWith />}
          {run && <CopyButton model={panel.results} />}
          <IconButton icon="settings" label="Open configuration" onClick={() => panel.attempt(panel.host.openSettings())} />
        </div>
      </div>
      {run && <Facts facts={[...factsOf(run), ...besideFacts(run, panel)]} />}
    </header>
  );
}

function factsOf({ environment, revision, preset, state, durationMs, machine }: PanelRun): readonly Fact[] {
  const revisionFact = { label: 'Revision', text: formatRevision(revision) ?? 'no git revision' };
  // Of another tool's run hardly more is known.
  if (environment.measuredBy !== undefined) return [{ label: 'Measured by', text: environment.measuredBy }, revisionFact];
  return [
    ...(state === 'running' ? [] : [{ label: 'Took', text: formatSpan(durationMs) }]),
    { label: 'Preset', text: preset.name },
    revisionFact,
    ...placeFacts(environment),
    ...noiseFacts(machine),
  ];
}
