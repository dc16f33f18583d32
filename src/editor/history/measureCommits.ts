import * as vscode from 'vscode';
import { formatSpan } from '../../base/spans.ts';
import type { RangeOutcome } from '../../model/history.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import type { Notices } from '../notices.ts';
import { offer } from '../offer.ts';
import type { Panel } from '../panel/panel.ts';
import type { Runs } from '../runs.ts';
import { saveBeforeRun } from '../testing/saveBeforeRun.ts';
import { oneLine } from '../wording.ts';
import { commitText } from './searchTexts.ts';

export interface RangeParts {
  readonly runs: Runs;
  readonly panel: Panel;
  readonly notices: Notices;
  readonly failures: Failures;
  readonly log: vscode.LogOutputChannel;
}

/** Measures the commits of a range that have no results yet, and says what came of it. */
export async function measureCommits(folder: Folder, range: string, parts: RangeParts): Promise<void> {
  const { failures, runs, panel, notices, log } = parts;
  await saveBeforeRun();
  const label = vscode.l10n.t('the commits of {0}', oneLine(range, 60));
  const outcome = await runs.measureRange({ folder, request: { range }, label }, new AbortController().signal);
  for (const { commit, message } of outcome.skipped) log.warn(`${commitText(commit)}: ${oneLine(message, 1000)}`);
  for (const { message } of outcome.notes) log.info(oneLine(message, 1000));
  const showHistory = { title: vscode.l10n.t('Show History'), act: () => panel.showHistory(folder, null) };
  const showLog = { title: vscode.l10n.t('Show Log'), act: () => log.show() };
  void offer(rangeText(outcome), [showHistory, ...(outcome.skipped.length > 0 ? [showLog] : [])], failures);
  await notices.tell(null, folder);
}

/** `12 commits measured in 4 min, 3 had their results, 1 could not be measured`. */
function rangeText({ state, measured, known, skipped, durationMs }: RangeOutcome): string {
  const [first] = skipped;
  const failures = measured.reduce((sum, each) => sum + each.failures, 0);
  const made =
    measured.length === 0
      ? vscode.l10n.t('No commit was measured')
      : measured.length === 1
        ? vscode.l10n.t('1 commit measured in {0}', formatSpan(durationMs))
        : vscode.l10n.t('{0} commits measured in {1}', measured.length, formatSpan(durationMs));
  const parts = [
    made,
    ...(failures > 0 ? [vscode.l10n.t('{0} failed', failures)] : []),
    ...(known > 0 ? [vscode.l10n.t('{0} had their results', known)] : []),
    ...(first ? [vscode.l10n.t('{0} could not be measured ({1})', skipped.length, oneLine(first.message, 120))] : []),
    ...(state === 'cancelled' ? [vscode.l10n.t('cancelled: what was measured is kept')] : []),
  ];
  return `${parts.join(', ')}.`;
}
