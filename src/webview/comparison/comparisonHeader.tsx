import { formatSpan } from '../../base/spans.ts';
import { marginPercent } from '../../base/verdicts.ts';
import { countOutcomes } from '../../model/outcomes.ts';
import type { PanelComparisonRun } from '../../protocol/panel.ts';
import { Button, IconButton } from '../controls.tsx';
import { besideFacts } from '../header/besideRun.tsx';
import { CompareWith } from '../header/compareWith.tsx';
import { CopyButton } from '../header/copyButton.tsx';
import { Facts, noiseFacts, placeFacts, type Fact } from '../header/facts.tsx';
import { Picker } from '../header/picker.tsx';
import { usePanel } from '../panel.ts';
import { isSeparate, outcomesByWeight } from './comparisons.ts';
import { MeasureOn } from './measureOn.tsx';
import { RevisionText } from './revisionText.tsx';
import { OutcomeText } from './verdicts.tsx';

/** What was compared with what, what came of it, and what can be done. */
export function ComparisonHeader({ comparison }: { comparison: PanelComparisonRun }) {
  const panel = usePanel();
  const isRunning = panel.running.value !== null;
  const rows = panel.comparisons.groups.value.flatMap((group) => group.rows);
  const checked = panel.comparisons.checked.value;
  const chosen = checked.size === 0 ? rows : rows.filter((row) => checked.has(row.id));
  return (
    <header class="header">
      <div class="header-row">
        <Picker shown={comparison} />
        <div class="actions">
          {!isRunning && <MeasureOn rows={chosen} isAll={checked.size === 0} primary />}
          {!isRunning && <CompareWith />}
          <Button icon="diff" title="What changed between the two revisions" onClick={() => panel.attempt(panel.host.openDiff())}>
            Show changes
          </Button>
          <CopyButton model={panel.comparisons} />
          <IconButton icon="settings" label="Open configuration" onClick={() => panel.attempt(panel.host.openSettings())} />
        </div>
      </div>
      <Counts comparison={comparison} />
      <dl class="revisions">
        <div>
          <dt class="visually-hidden">Baseline</dt>
          <dd title="Baseline">
            <RevisionText revision={comparison.baseline} />
          </dd>
        </div>
        <div>
          <dt class="visually-hidden">Candidate</dt>
          <dd title="Candidate">
            <span class="arrow" aria-hidden="true">
              →
            </span>
            <RevisionText revision={comparison.candidate} />
          </dd>
        </div>
      </dl>
      <Facts facts={[...factsOf(comparison), ...(isSeparate(comparison) ? [] : besideFacts(comparison, panel))]} />
    </header>
  );
}

function Counts({ comparison }: { comparison: PanelComparisonRun }) {
  const counts = countOutcomes(comparison);
  const some = outcomesByWeight.filter((outcome) => counts[outcome] > 0);
  if (some.length === 0) return <p class="verdict-counts muted">Nothing compared</p>;
  return (
    <ul class="verdict-counts" aria-label="Verdicts">
      {some.map((outcome) => (
        <li key={outcome}>
          <OutcomeText outcome={outcome} count={counts[outcome]} />
        </li>
      ))}
    </ul>
  );
}

function factsOf(run: PanelComparisonRun): readonly Fact[] {
  const compared = run.comparisons.flatMap((one) => (one.state === 'compared' ? [one] : []));
  const margins = [...new Set(compared.map(({ estimate }) => estimate.margin))].toSorted((a, b) => a - b).map(marginPercent);
  const separate = isSeparate(run);
  const [least, largest] = [margins[0], margins.at(-1)];
  return [
    ...(separate ? [{ label: 'Design', text: 'separate runs, not interleaved', isWarning: true }] : []),
    ...(run.baselineEnvironment ? [{ label: 'Environment', text: 'different environments', isWarning: true }] : []),
    ...(separate ? [] : [{ label: 'Took', text: formatSpan(run.durationMs) }]),
    ...(separate ? [] : [{ label: 'Budget', text: `up to ${formatSpan(run.budgetMs)} a benchmark` }]),
    ...(least === undefined ? [] : [{ label: 'Margin', text: least === largest ? `margin ${least}` : `margins ${least} to ${largest}` }]),
    ...(run.benches === 'own' ? [{ label: 'Bench files', text: 'each with its own bench files' }] : []),
    ...placeFacts(run.environment),
    ...noiseFacts(run.machine),
  ];
}
