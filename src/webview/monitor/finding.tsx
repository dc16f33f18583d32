import { formatPercent } from '../../base/units.ts';
import type { Evidence } from '../../model/finding.ts';
import type { PanelDiagnosis } from '../../protocol/panelMonitor.ts';
import { LinkButton } from '../controls.tsx';
import { formatTime } from '../format.ts';
import { usePanel } from '../panel.ts';

/** What diagnosis has found, why, and what to do. */
export function FindingCard({ diagnosis }: { diagnosis: PanelDiagnosis }) {
  const { class: bottleneck, confidence, summary, evidence, others, suggestions, score, untilMs, problems, program } = diagnosis;
  const isWell = bottleneck === 'healthy' || bottleneck === 'idle';
  return (
    <section class="finding" aria-label="Diagnosis">
      <p>
        <strong class={isWell ? 'good' : 'bad'}>{`Health ${Math.round(score)} of 100`}</strong>
        <bdi>{program}</bdi>
        <bdi>{summary}</bdi>
        <span class="muted">
          {`${bottleneck}, ${formatPercent(confidence)} sure, at ${formatTime(untilMs, document.documentElement.lang)}`}
        </span>
      </p>
      <details>
        <summary>Evidence and what to do</summary>
        <EvidenceList evidence={evidence} />
        {others.length > 0 && (
          <>
            <h2>True as well</h2>
            <ul>
              {others.map((other) => (
                <li key={other.class}>
                  <bdi>{other.summary}</bdi>
                  <span class="muted">{` ${other.class}, ${formatPercent(other.confidence)} sure`}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {suggestions.map(({ title, impact, effort, steps, hints }) => (
          <div key={title}>
            <h2>
              <bdi>{title}</bdi>
            </h2>
            <p class="muted">{`${impact === null ? '' : `up to ${formatPercent(impact)} of the time; `}effort: ${effort}`}</p>
            <ol>
              {steps.map((step) => (
                <li key={step}>
                  <bdi>{step}</bdi>
                </li>
              ))}
            </ol>
            <HintList hints={hints} />
          </div>
        ))}
        {problems.length > 0 && (
          <ul class="muted">
            {problems.map((problem) => (
              <li key={problem}>
                <bdi>{problem}</bdi>
              </li>
            ))}
          </ul>
        )}
      </details>
    </section>
  );
}

/** On the lines that they are about. */
function HintList({ hints }: Pick<PanelDiagnosis['suggestions'][number], 'hints'>) {
  const panel = usePanel();
  if (hints.length === 0) return null;
  return (
    <ul>
      {hints.map(({ rule, file, line, message }) => (
        <li key={`${rule} ${file} ${line}`}>
          <LinkButton onClick={() => panel.attempt(panel.host.openEvidence(file, line))}>{`${file}:${line}`}</LinkButton>{' '}
          <bdi>{message}</bdi>
        </li>
      ))}
    </ul>
  );
}

function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const panel = usePanel();
  return (
    <ul>
      {evidence.map(({ text, place }) => (
        <li key={`${text} ${place?.file} ${place?.line}`}>
          <bdi>{text}</bdi>
          {place && (
            <>
              {' '}
              <LinkButton onClick={() => panel.attempt(panel.host.openEvidence(place.file, place.line))}>
                {`${place.functionName} ${place.file}:${place.line}`}
              </LinkButton>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
