import { useMemo } from 'preact/hooks';
import { formatCount, formatPercent } from '../../base/units.ts';
import type { HintSeverity } from '../../model/hint.ts';
import { sumOfShares } from '../../model/hintShares.ts';
import type { PanelHints, PanelHintsState } from '../../protocol/panelHints.ts';
import { Banner, Button, Choice, Empty, Filter, Name } from '../controls.tsx';
import { plural } from '../format.ts';
import { Notice } from '../overview/banners.tsx';
import { ProgressStrip } from '../overview/progressStrip.tsx';
import { usePanel } from '../panel.ts';
import { HintsList } from './hintsList.tsx';
import { Gains, SuggestionsList } from './suggestionsList.tsx';

const SEVERITIES: readonly HintSeverity[] = ['warning', 'information', 'hint'];
const MOST_PROBLEMS = 100;
const MOST_NAMED = 3;

/** Hints of the workspace: what is slow in which place, and what to do about it. */
export function HintsView() {
  const panel = usePanel();
  const answer = panel.hints.answer.value;
  const state = panel.hints.state.value;
  const found = answer.state === 'ready' ? answer.hints : null;
  return (
    <>
      <Header state={state} found={found} />
      <ProgressStrip />
      <Searching state={state} />
      <Notice />
      {found && <Stale state={state} />}
      {found && <Problems problems={found.problems} />}
      <div class="hints" aria-busy={answer.state === 'loading' || state.state === 'searching'}>
        {answer.state === 'loading' && (
          <p class="loading" role="status">
            Reading the hints…
          </p>
        )}
        {answer.state === 'failed' && (
          <Empty title="The hints cannot be read" actions={<Button onClick={() => panel.hints.reload()}>Try again</Button>}>
            {answer.message}
          </Empty>
        )}
        {answer.state === 'none' && state.state !== 'searching' && <NotSearched />}
        {found && (found.hints.length === 0 ? <NoHints found={found} /> : <Found found={found} />)}
      </div>
    </>
  );
}

function Header({ state, found }: { state: PanelHintsState; found: PanelHints | null }) {
  const panel = usePanel();
  const share = useMemo(() => found && sumOfShares(found.hints, ({ heat }) => heat), [found]);
  return (
    <header class="header">
      <div class="header-row">
        <h1 class="title">
          Hints
          {found?.folder != null && (
            <>
              <span class="muted"> of </span>
              <Name>{found.folder}</Name>
            </>
          )}
        </h1>
        <div class="actions">
          <Button icon="search" disabled={state.state === 'searching'} onClick={() => panel.attempt(panel.host.findHints())}>
            {found ? 'Find again' : 'Find hints'}
          </Button>
        </div>
      </div>
      {found && (
        <ul class="facts hints-facts">
          <li>{`${plural(found.hints.length, 'hint')} in ${plural(found.files, 'file')}`}</li>
          {SEVERITIES.map((severity) => {
            const count = found.hints.filter((hint) => hint.severity === severity).length;
            return count === 0 ? null : (
              <li key={severity} class={`hints-count hint-${severity}`}>
                {severity === 'information' ? `${formatCount(count)} information` : plural(count, severity)}
              </li>
            );
          })}
          {share !== null && (
            <li title="Of the lines that are marked, each once">{`${formatPercent(share)} of the profile falls on them`}</li>
          )}
          <li>
            {found.profile === null ? (
              'no profile'
            ) : (
              <>
                profile <bdi>{found.profile}</bdi>
              </>
            )}
          </li>
          <li>{`level ${found.level}`}</li>
          {found.inBaseline > 0 && <li>{`${formatCount(found.inBaseline)} more in the baseline`}</li>}
        </ul>
      )}
    </header>
  );
}

function Searching({ state: { state, progress } }: { state: PanelHintsState }) {
  const panel = usePanel();
  if (state !== 'searching') return null;
  return (
    <section class="progress" aria-label="Search for hints in progress">
      <div class="progress-text">
        <span class="progress-label" role="status">
          Looking for hints
        </span>
        <span class="progress-current">
          {progress === null ? 'finding files…' : `${formatCount(progress.done)} of ${plural(progress.total, 'file')}`}
        </span>
        <Button icon="cancel" onClick={() => panel.attempt(panel.host.cancelHints())}>
          Cancel
        </Button>
      </div>
      <progress aria-label="Files that were read" {...(progress ? { max: Math.max(1, progress.total), value: progress.done } : {})} />
    </section>
  );
}

function Stale({ state: { changedFiles } }: { state: PanelHintsState }) {
  if (changedFiles.length === 0) return null;
  const named = changedFiles.slice(0, MOST_NAMED).join(', ');
  const left = changedFiles.length - MOST_NAMED;
  return (
    <Banner icon="info">
      <span>
        {`${changedFiles.length === 1 ? '1 file was' : `${formatCount(changedFiles.length)} files were`} changed since: find again. `}
        <bdi class="muted">{`${named}${left > 0 ? ` and ${formatCount(left)} more` : ''}`}</bdi>
      </span>
    </Banner>
  );
}

function Problems({ problems }: { problems: readonly string[] }) {
  const [first] = problems;
  if (first === undefined) return null;
  if (problems.length === 1) return <Banner icon="warning">{first}</Banner>;
  return (
    <Banner icon="warning">
      <details>
        <summary>{`${formatCount(problems.length)} problems`}</summary>
        <ul class="hints-problems">
          {problems.slice(0, MOST_PROBLEMS).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
          {problems.length > MOST_PROBLEMS && <li>{`and ${formatCount(problems.length - MOST_PROBLEMS)} more`}</li>}
        </ul>
      </details>
    </Banner>
  );
}

function NotSearched() {
  const panel = usePanel();
  return (
    <Empty
      title="Nobody has looked for hints yet"
      actions={
        <Button primary icon="search" onClick={() => panel.attempt(panel.host.findHints())}>
          Find hints
        </Button>
      }
    >
      Laptime reads the code of the workspace and finds what is slow as it is written. Nothing of it is executed.
    </Empty>
  );
}

function NoHints({ found }: { found: PanelHints }) {
  const { gains } = found.optimization;
  return (
    <>
      <Empty title={`No hints in ${plural(found.files, 'file')}`}>
        {found.level === 'conservative' && found.profile === null
          ? 'At the level conservative only lines that a profile says are hot have hints: open a profile, or choose another level.'
          : `Nothing in them is known to be slow, at the level ${found.level}.`}
      </Empty>
      {gains && (
        <div class="suggestions">
          <Gains gains={gains} />
        </div>
      )}
    </>
  );
}

function Found({ found }: { found: PanelHints }) {
  const panel = usePanel();
  const { hintsView, hintsGrouping, hintsFilter } = panel.kept.value;
  const shown = panel.hints.groups.value.reduce((sum, { hints }) => sum + hints.length, 0);
  return (
    <>
      <div class="toolbar" role="search">
        <Choice
          label="Show"
          value={hintsView}
          options={[
            { value: 'hints', label: 'Hints', title: 'Each place' },
            { value: 'suggestions', label: 'Suggestions', title: 'What to do about them, by what it could save' },
          ]}
          onChange={(value) => panel.keep({ hintsView: value })}
        />
        {hintsView === 'hints' && (
          <>
            <Filter
              label="Filter hints by file, rule or words"
              value={hintsFilter}
              onChange={(value) => {
                panel.hints.active.value = 0;
                panel.keep({ hintsFilter: value });
              }}
            />
            <span class="count" role="status">
              {hintsFilter.trim() === ''
                ? plural(found.hints.length, 'hint')
                : `${formatCount(shown)} of ${plural(found.hints.length, 'hint')}`}
            </span>
            <Choice
              label="By"
              value={hintsGrouping}
              options={[
                { value: 'rule', label: 'Rule' },
                { value: 'file', label: 'File' },
                { value: 'heat', label: 'Heat', title: 'By their share of the profile' },
              ]}
              onChange={(value) => {
                panel.hints.active.value = 0;
                panel.keep({ hintsGrouping: value });
              }}
            />
          </>
        )}
      </div>
      {hintsView === 'suggestions' ? (
        <SuggestionsList found={found} />
      ) : shown === 0 ? (
        <Empty title="No hint matches the filter" actions={<Button onClick={() => panel.keep({ hintsFilter: '' })}>Clear filter</Button>} />
      ) : (
        <HintsList />
      )}
    </>
  );
}
