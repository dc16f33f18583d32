import { useMemo } from 'preact/hooks';
import { bisectionHeadline } from '../../base/bisectionWords.ts';
import { formatRatio } from '../../base/ratios.ts';
import { formatPercent } from '../../base/units.ts';
import { marginPercent } from '../../base/verdicts.ts';
import type { BisectCommit, BisectOutcome, BisectSuspect } from '../../model/bisection.ts';
import type { PanelBisection } from '../../protocol/panelBisection.ts';
import { Banner, Button, LinkButton, Name } from '../controls.tsx';
import { plural, upperFirst } from '../format.ts';
import { Actions } from '../history/changeList.tsx';
import { CommitText, CopyHash } from '../history/commitText.tsx';
import { useCanRun } from '../history/useCanRun.ts';
import { Notice } from '../overview/banners.tsx';
import { ProgressStrip } from '../overview/progressStrip.tsx';
import { usePanel } from '../panel.ts';
import { SearchChart } from './searchChart.tsx';
import { searchPoints } from './searchData.ts';
import { closingText, measuringText, outcomeNotes, progressText } from './searchWords.ts';

/** A search for the commit that made a benchmark slower: what it knows, and what came out. */
export function SearchView({ search }: { search: PanelBisection }) {
  const { state, outcome, progress } = search;
  const points = useMemo(() => searchPoints(search), [search]);
  return (
    <>
      <Header search={search} />
      {state !== 'running' && <ProgressStrip />}
      <Notice />
      <div class="history">
        <div class="history-one">
          {state === 'running' && <Running search={search} />}
          {state === 'cancelled' && <Cancelled search={search} />}
          {outcome && <Outcome search={search} outcome={outcome} />}
          {points.length > 0 && <SearchChart search={search} points={points} />}
          {!outcome && <Suspects suspects={progress?.suspects ?? []} title="Most likely so far" />}
        </div>
      </div>
    </>
  );
}

function Header({ search: { benchmark, threshold, commits, candidates } }: { search: PanelBisection }) {
  const panel = usePanel();
  const [good, bad] = [commits[0], commits.at(-1)];
  return (
    <header class="header">
      <div class="header-row">
        <h1 class="title">
          <span>Which commit made </span>
          <Name>{benchmark.name}</Name>
          <span>{` ${marginPercent(threshold)} slower?`}</span>
        </h1>
        <div class="actions">
          <Button
            icon="history"
            onClick={() => panel.attempt(panel.host.showHistory({ benchmarkId: benchmark.id, metric: 'median', environmentId: null }))}
          >
            Show history
          </Button>
        </div>
      </div>
      {good && bad && (
        <>
          <dl class="revisions search-ends">
            <End label="Good" commit={good} />
            <End label="Bad" commit={bad} />
          </dl>
          <p class="facts">
            {`${plural(commits.length - 1, 'commit')} after the good one, ${candidates === commits.length - 1 ? 'each of which' : `${candidates} of which`} may have brought it.`}
          </p>
        </>
      )}
    </header>
  );
}

function End({ label, commit }: { label: string; commit: BisectCommit }) {
  return (
    <div>
      <dt class="muted">{label}</dt>
      <dd>
        <CommitText commit={commit} />
      </dd>
    </div>
  );
}

function Running({ search: { preparing, progress, measuring } }: { search: PanelBisection }) {
  const panel = usePanel();
  const made = progress ? progress.runs + progress.runsLeft : 0;
  const now = measuring ? upperFirst(measuringText(measuring.hash, measuring.purpose)) : preparing;
  return (
    <section class="search-running" aria-label="Search in progress">
      <p role="status">
        <strong>{progress ? upperFirst(progressText(progress)) : 'The search begins'}</strong>
      </p>
      {now !== null && (
        <p class="muted">
          <bdi>{now}</bdi>
        </p>
      )}
      <Button icon="cancel" onClick={() => panel.attempt(panel.host.cancel())}>
        Cancel
      </Button>
      <progress aria-label="Runs of the search" {...(made > 0 ? { max: made, value: progress!.runs } : {})} />
    </section>
  );
}

function Cancelled({ search }: { search: PanelBisection }) {
  return (
    <Banner icon="info">
      <span>The search was cancelled. Its answers are kept: search again to go on from them.</span>
      <FindAgain search={search} />
    </Banner>
  );
}

/** With the same ends: what was answered before counts. */
function FindAgain({ search: { benchmark, commits } }: { search: PanelBisection }) {
  const panel = usePanel();
  const canRun = useCanRun();
  const [good, bad] = [commits[0]?.hash ?? null, commits.at(-1)?.hash ?? null];
  return (
    <Button icon="search" disabled={!canRun} onClick={() => panel.attempt(panel.host.bisect(benchmark.id, good, bad))}>
      Find again
    </Button>
  );
}

const suspectsOf = (outcome: BisectOutcome): readonly BisectSuspect[] =>
  outcome.state === 'found' || outcome.state === 'unsettled' ? outcome.suspects : [];

function Outcome({ search, outcome }: { search: PanelBisection; outcome: BisectOutcome }) {
  const panel = usePanel();
  const canRun = useCanRun();
  const only = outcome.state === 'found' && outcome.suspects.length === 1 ? outcome.suspects[0]!.commit : null;
  const { endsRatio, endsInterval } = outcome;
  const ends = endsRatio === null ? null : formatRatio(endsRatio, endsInterval);
  return (
    <section class="search-outcome" aria-labelledby="outcome-title">
      <h2 id="outcome-title">
        <bdi>{bisectionHeadline({ ...outcome, benchmark: search.benchmark.name })}</bdi>
      </h2>
      <Suspects suspects={suspectsOf(outcome)} title={null} />
      {outcomeNotes(outcome).map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p class="muted">
        {[closingText(outcome), ends && `bad over good ${ends.change} ${ends.interval ?? ''}`.trim()].filter(Boolean).join(' · ')}
      </p>
      <div class="search-next">
        {only && outcome.state === 'found' && (
          <Button
            icon="compare"
            disabled={!canRun}
            title="Measure before and after it, in turns"
            onClick={() => panel.attempt(panel.host.compareCommits(search.benchmark.id, outcome.before.hash, only.hash))}
          >
            Compare before and after
          </Button>
        )}
        {(outcome.state === 'unsettled' || outcome.state === 'too-noisy') && <FindAgain search={search} />}
      </div>
      {outcome.skipped.length > 0 && (
        <details>
          <summary>{`${plural(outcome.skipped.length, 'commit')} skipped, as the benchmark does not run there`}</summary>
          <ul class="skipped">
            {outcome.skipped.slice(0, MOST_SKIPPED).map(({ commit, message }) => (
              <li key={commit.hash}>
                <CommitText commit={commit} />
                <bdi class="muted">{message.split('\n', 1)[0]!.slice(0, 500)}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const MOST_SKIPPED = 100;
const MOST_SUSPECTS = 20;

function Suspects({ suspects, title }: { suspects: readonly BisectSuspect[]; title: string | null }) {
  const panel = usePanel();
  if (suspects.length === 0) return null;
  const hasChances = title !== null || suspects.length > 1;
  return (
    <div class="suspects">
      {title !== null && <h2>{title}</h2>}
      <ol class="happened-list">
        {suspects.slice(0, MOST_SUSPECTS).map(({ commit, chance }) => (
          <li key={commit.hash} class={hasChances ? 'happened suspect' : 'happened'}>
            {hasChances && <span class="suspect-chance">{formatPercent(chance)}</span>}
            <CommitText commit={commit} />
            <Actions>
              <LinkButton onClick={() => panel.attempt(panel.host.openCommit(commit.hash))}>Show Changes</LinkButton>
              <CopyHash hash={commit.hash} />
            </Actions>
          </li>
        ))}
      </ol>
      {suspects.length > MOST_SUSPECTS && <p class="muted">{`and ${suspects.length - MOST_SUSPECTS} more`}</p>}
    </div>
  );
}
