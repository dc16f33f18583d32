import * as vscode from 'vscode';
import { bisectionHeadline } from '../../base/bisectionWords.ts';
import { isCancellation } from '../../base/errors.ts';
import { formatPercent } from '../../base/units.ts';
import type { BisectOutcome } from '../../model/bisection.ts';
import type { Failures } from '../failures.ts';
import type { Notices } from '../notices.ts';
import { offer } from '../offer.ts';
import { openChanges, openCommit } from '../panel/openDiff.ts';
import type { Panel } from '../panel/panel.ts';
import type { Runs } from '../runs.ts';
import { nameOf, type NamedBenchmark } from './namedBenchmark.ts';
import { commitText } from './searchTexts.ts';

export interface WantedSearch {
  readonly benchmark: NamedBenchmark;
  /** Names that git takes for commits. */
  readonly good: string;
  readonly bad: string;
  /** Slowdowns from this share on. */
  readonly threshold: number;
}

export interface SearchParts {
  readonly runs: Runs;
  readonly panel: Panel;
  readonly notices: Notices;
  readonly failures: Failures;
}

/** Searches the commit that made a benchmark slower, and says which it is. Settles when the search has ended. */
export async function searchCommit(wanted: WantedSearch, parts: SearchParts): Promise<void> {
  const { runs, panel, notices } = parts;
  const { benchmark, good, bad, threshold } = wanted;
  const { folder, id } = benchmark;
  const before = runs.search;
  const job = { folder, benchmark: { id, name: nameOf(benchmark) }, request: { good, bad, threshold, saved: 'used' } } as const;
  if (panel.isOpen) await panel.showSearch();
  try {
    const label = vscode.l10n.t('{0}, which commit made it slower', nameOf(benchmark));
    tellOutcome(await runs.searchCommit(job, label, new AbortController().signal), wanted, parts);
    await notices.tell(null, folder);
  } catch (error) {
    const stopped = runs.search === before ? undefined : runs.search;
    if (!isCancellation(error) || !stopped?.state.progress?.runs) throw error;
    tellStopped(stopped.state.progress.runs, wanted, parts);
  }
}

function tellOutcome(outcome: BisectOutcome, { benchmark }: WantedSearch, parts: SearchParts): void {
  const { failures, panel, runs } = parts;
  const headline = bisectionHeadline({ ...outcome, benchmark: nameOf(benchmark) });
  const showInPanel = { title: vscode.l10n.t('Show in Panel'), act: () => panel.showSearch() };
  if (outcome.state !== 'found') {
    const likely = outcome.state === 'unsettled' ? outcome.suspects[0] : undefined;
    const text = likely ? `${headline} ${formatPercent(likely.chance)} ${commitText(likely.commit)}` : headline;
    void offer(text, [showInPanel], failures);
    return;
  }
  const { suspects, before, chance } = outcome;
  const [first] = suspects;
  if (!first) return;
  const { folder } = benchmark;
  const hashes = new Set(suspects.map(({ commit }) => commit.hash));
  const last = runs.search?.state.commits.findLast(({ hash }) => hashes.has(hash)) ?? first.commit;
  const show = () => (hashes.size === 1 ? openCommit(folder, last.hash) : openChanges(folder, before.hash, last.hash));
  void offer(
    vscode.l10n.t('{0} {1} ({2} sure)', headline, commitText(first.commit), formatPercent(Math.min(chance, 0.999))),
    [
      { title: vscode.l10n.t('Show Changes'), act: show },
      showInPanel,
      { title: vscode.l10n.t('Copy Hash'), act: () => vscode.env.clipboard.writeText(first.commit.hash) },
    ],
    failures,
  );
}

function tellStopped(answers: number, wanted: WantedSearch, parts: SearchParts): void {
  const kept = answers === 1 ? vscode.l10n.t('its answer is kept') : vscode.l10n.t('its {0} answers are kept', answers);
  const text = vscode.l10n.t('The search for what made {0} slower was stopped, and {1}.', nameOf(wanted.benchmark), kept);
  const goOn = { title: vscode.l10n.t('Go On'), act: () => searchCommit(wanted, parts) };
  void offer(text, [goOn, { title: vscode.l10n.t('Show in Panel'), act: () => parts.panel.showSearch() }], parts.failures);
}
