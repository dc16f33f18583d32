import { gainsText, gainText, impactText, rankingText } from '../../base/optimizationWords.ts';
import { formatCount, formatPercent } from '../../base/units.ts';
import type { Effort, Risk } from '../../model/suggestion.ts';
import type { PanelHints, PanelSuggestion } from '../../protocol/panelHints.ts';
import { Button, LinkButton } from '../controls.tsx';
import { plural, upperFirst } from '../format.ts';
import { usePanel } from '../panel.ts';
import { MessageText } from './messageText.tsx';

const MOST_BENCHMARKS = 20;

const effortTexts: Readonly<Record<Effort, string>> = {
  small: 'Safe fixes can be written at once',
  medium: 'Fixes are there, and somebody has to judge them',
  large: 'It is changed by hand',
};
const riskTexts: Readonly<Record<Risk, string>> = {
  low: 'The code behaves the same',
  medium: 'Whether the code behaves the same depends on what is around it',
  high: 'The rule knows where the code may behave differently',
};

/** What to do about the hints, the best first, and what measured fixes have gained so far. */
export function SuggestionsList({ found }: { found: PanelHints }) {
  const { suggestions, impact, gains, isHeated } = found.optimization;
  return (
    <div class="suggestions">
      <p class="muted">
        {impact !== null && `Together they save up to ${formatPercent(impact)} of the profile. `}
        {rankingText(isHeated)}
      </p>
      {gains && <Gains gains={gains} />}
      <ol class="suggestion-list">
        {suggestions.map((suggestion, place) => (
          <li key={`${suggestion.rule} ${suggestion.effort}`}>
            <SuggestionCard suggestion={suggestion} rank={place + 1} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What measured fixes have gained so far. */
export function Gains({ gains }: { gains: NonNullable<PanelHints['optimization']['gains']> }) {
  const { benchmarks } = gains;
  const left = benchmarks.length - MOST_BENCHMARKS;
  return (
    <section class="gains" aria-labelledby="gains-title">
      <h2 id="gains-title">Gained so far</h2>
      <p>{`${gainsText(gains)}.`}</p>
      <ul>
        {benchmarks.slice(0, MOST_BENCHMARKS).map((one) => (
          <li key={one.benchmarkId}>
            <bdi>{one.benchmarkId}</bdi>
            <span class="muted">{`: ${gainText(one)} by ${plural(one.count, 'fix', 'fixes')}`}</span>
          </li>
        ))}
        {left > 0 && <li class="muted">{`and ${plural(left, 'more benchmark')}`}</li>}
      </ul>
    </section>
  );
}

function SuggestionCard({ suggestion, rank }: { suggestion: PanelSuggestion; rank: number }) {
  const panel = usePanel();
  const { rule, title, effort, risk, places, placeCount, steps, example, prerequisites, watch } = suggestion;
  const titleId = `suggestion-${rank}`;
  return (
    <article class="suggestion" aria-labelledby={titleId}>
      <h2 id={titleId}>
        <span class="suggestion-rank">{rank}</span>
        <bdi>{title}</bdi>
      </h2>
      <ul class="suggestion-facts">
        <li class={suggestion.impact !== null && suggestion.impact > 0 ? 'suggestion-impact' : ''}>{upperFirst(impactText(suggestion))}</li>
        <li title={effortTexts[effort]}>{`Effort ${effort}`}</li>
        <li title={riskTexts[risk]}>{`Risk ${risk}`}</li>
        <li>
          <LinkButton title={`Open the page of ${rule}`} onClick={() => panel.attempt(panel.host.openRule(rule))}>
            {rule}
          </LinkButton>
        </li>
      </ul>
      <ul class="suggestion-places">
        {places.map(({ file, range, heat, message }) => (
          <li key={`${file} ${range.startLine} ${range.startColumn}`}>
            <LinkButton title="Open the line" onClick={() => panel.attempt(panel.host.openHint(file, range.startLine, range.startColumn))}>
              <bdi>{`${file}:${range.startLine}`}</bdi>
            </LinkButton>
            {heat !== null && <span class="suggestion-heat">{`${formatPercent(heat)} `}</span>}
            <bdi class="muted">
              <MessageText text={message} />
            </bdi>
          </li>
        ))}
      </ul>
      {placeCount > places.length && (
        <Button onClick={() => panel.keep({ hintsView: 'hints', hintsGrouping: 'rule', hintsFilter: rule })}>
          {`Show all ${formatCount(placeCount)} places`}
        </Button>
      )}
      <details>
        <summary>Steps and example</summary>
        {prerequisites.map((text) => (
          <p key={text} class="suggestion-before">
            <strong>Before: </strong>
            <MessageText text={text} />
          </p>
        ))}
        <ol class="suggestion-steps">
          {steps.map((step) => (
            <li key={step}>
              <MessageText text={step} />
            </li>
          ))}
        </ol>
        <div class="suggestion-example">
          <Code label="Slow" text={example.before} />
          <Code label="Better" text={example.after} />
        </div>
        <h3>Watch afterwards</h3>
        <ul class="suggestion-watch">
          {watch.map((text) => (
            <li key={text}>
              <MessageText text={text} />
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}

function Code({ label, text }: { label: string; text: string }) {
  return (
    <figure class="suggestion-code">
      <figcaption class="muted">{label}</figcaption>
      <pre class="output" tabIndex={0} aria-label={`${label} code`}>
        {text}
      </pre>
    </figure>
  );
}
