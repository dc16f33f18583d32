import * as vscode from 'vscode';
import { formatRatio } from '../base/ratios.ts';
import { changeText as ratioText } from '../base/verdicts.ts';
import type { Change } from '../model/change.ts';
import type { Comparison } from '../model/comparison.ts';
import { verdictSigns } from '../model/comparisonWords.ts';
import type { Measurement } from '../model/measurement.ts';
import { countOutcomes, outcomeOf, type Outcome } from '../model/outcomes.ts';
import type { RunState } from '../model/run.ts';
import { likelyText, searchRunsText } from './history/searchTexts.ts';
import { commandLink, escapeMarkdown, markdownTable } from './markdown.ts';
import type { Results } from './results.ts';
import type { RunningState } from './running.ts';
import type { Finished, FinishedComparison, FinishedRun } from './runs.ts';
import { inSlices } from './slices.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { blocksText, changeText, countText, outcomesText, revisionsText, timeLeftText, timeText, uncomparedText } from './wording.ts';

/** Commands that a tooltip here links to. */
export const LINKED = [
  'laptime.showPanel',
  'laptime.runAll',
  'laptime.rerun',
  'laptime.compareWith',
  'laptime.cancel',
  'laptime.copyMarkdown',
  'laptime.showLog',
];
const MOST_ROWS = 12;

/** What the status bar says. */
export interface Shown {
  readonly icon: string;
  readonly text: string;
  /** For screen readers, which do not see the icon. */
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly isWarning?: boolean;
}

function endings(state: RunState): string[] {
  switch (state) {
    case 'complete':
      return [];
    case 'cancelled':
      return [vscode.l10n.t('cancelled')];
    case 'interrupted':
      return [vscode.l10n.t('interrupted')];
    case 'running':
      return [vscode.l10n.t('under way elsewhere')];
  }
}

/** `12 benchmarks, 2 faster, 1 slower`, or `1 failed, 11 measured`. */
export function runCountsText({ measured, failed, faster, slower, state }: Verdict): string {
  return [
    ...(failed > 0 ? [vscode.l10n.t('{0} failed', failed)] : []),
    ...(failed === 0 ? [countText(measured)] : []),
    ...(failed > 0 && measured > 0 ? [vscode.l10n.t('{0} measured', measured)] : []),
    ...(faster > 0 ? [vscode.l10n.t('{0} faster', faster)] : []),
    ...(slower > 0 ? [vscode.l10n.t('{0} slower', slower)] : []),
    ...endings(state),
  ].join(', ');
}

export function runningShown(running: RunningState): Shown {
  const { label, done, total, remainingMs, comparing, searching } = running;
  const left = remainingMs === null ? '' : ` · ${timeLeftText(remainingMs)}`;
  const waiting = comparing?.kind === 'preparing' ? vscode.l10n.t('Preparing revisions') : vscode.l10n.t('Loading benchmarks');
  const counts = searching ? searchRunsText(searching) : `${done}/${total}`;
  const text = total === 0 ? waiting : `${counts}${left}`;
  const title = `**${vscode.l10n.t('Laptime is measuring {0}', escapeMarkdown(label))}**`;
  const now = currentTexts(running).map(escapeMarkdown);
  const tooltip = [title, ...now, commandLink(vscode.l10n.t('Cancel'), 'laptime.cancel')].join('\n\n');
  return { icon: 'loading~spin', text, label: vscode.l10n.t('Laptime is measuring: {0}', text), tooltip };
}

function currentTexts({ current, comparing, searching }: RunningState): string[] {
  const likely = searching ? likelyText(searching) : null;
  if (comparing?.kind === 'preparing') return [...(likely === null ? [] : [likely]), comparing.message];
  if (likely !== null) return [likely];
  const now = current ?? comparing;
  if (!now) return [];
  const name = now.benchmark.path.join(' › ');
  if (now === current) {
    const block = vscode.l10n.t('block {0} of at most {1}', current.blocks, current.maxBlocks);
    return [`${name}: ${block}`, ...(current.medianNs === null ? [] : [timeText({ medianNs: current.medianNs, interval: null })])];
  }
  const { blocks, ratio } = comparing!;
  return [`${name}: ${blocksText(blocks)}`, ...(ratio === null ? [] : [formatRatio(ratio, null).change])];
}

function rowOf(measurement: Measurement, change: Change | null): string[] {
  const name = measurement.benchmark.path.join(' › ');
  if (measurement.state === 'skipped') return [name, vscode.l10n.t('skipped'), ''];
  if (measurement.state === 'failed') return [name, measurement.failure.message, ''];
  const { medianNs, intervalNs } = measurement.summary;
  return [name, timeText({ medianNs, interval: intervalNs }), change ? changeText(change) : ''];
}

export function finishedShown(finished: Finished, results: Results): Shown | Promise<Shown> {
  return finished.kind === 'run' ? runShown(finished, results) : comparisonShown(finished);
}

async function runShown({ folder, run }: FinishedRun, results: Results): Promise<Shown> {
  const changes = new Map<string, Change | null>();
  await inSlices(run.measurements, ({ benchmark: { id } }) => changes.set(id, results.latest(folder, id)?.change ?? null));
  const changeOf = (id: string) => changes.get(id) ?? null;
  const verdict = verdictOf(run, changeOf);
  const text = runCountsText(verdict);
  const rows = run.measurements.slice(0, MOST_ROWS).map((measurement) => rowOf(measurement, changeOf(measurement.benchmark.id)));
  const more = run.measurements.length - rows.length;
  const links = [
    commandLink(vscode.l10n.t('Show panel'), 'laptime.showPanel'),
    commandLink(vscode.l10n.t('Run again'), 'laptime.rerun'),
    commandLink(vscode.l10n.t('Copy as Markdown'), 'laptime.copyMarkdown'),
    commandLink(vscode.l10n.t('Log'), 'laptime.showLog'),
  ];
  const tooltip = [
    markdownTable(
      [
        { title: vscode.l10n.t('benchmark') },
        { title: vscode.l10n.t('median'), align: 'right' },
        { title: vscode.l10n.t('change'), align: 'right' },
      ],
      rows,
    ),
    ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : []),
    links.join(' · '),
  ].join('\n\n');
  const icon = verdict.failed > 0 ? 'error' : verdict.state !== 'complete' ? 'circle-slash' : 'check';
  return { icon, text, label: vscode.l10n.t('Laptime, last run: {0}', text), tooltip };
}

const ICONS: Readonly<Record<Outcome, string>> = {
  failed: '✗',
  ...verdictSigns,
  'not comparable': '-',
  skipped: '-',
};
/** The weightiest first. */
const ORDER: readonly Outcome[] = ['failed', 'slower', 'inconclusive', 'faster', 'same', 'not comparable', 'skipped'];

function comparisonRow(comparison: Comparison): string[] {
  const name = comparison.benchmark.path.join(' › ');
  const outcome = outcomeOf(comparison);
  const found = comparison.state === 'compared' ? ratioText(comparison.estimate) : uncomparedText(comparison);
  return [`${ICONS[outcome]} ${name}`, comparison.state === 'compared' ? outcome : '', found];
}

function comparisonShown({ comparison }: FinishedComparison): Shown {
  const counts = countOutcomes(comparison);
  const verdicts = [outcomesText(counts), ...endings(comparison.state)].filter((part) => part !== '').join(', ');
  const text = vscode.l10n.t('Laptime: {0}', verdicts || vscode.l10n.t('nothing compared'));
  const weighed = comparison.comparisons.toSorted((a, b) => ORDER.indexOf(outcomeOf(a)) - ORDER.indexOf(outcomeOf(b)));
  const shown = weighed.slice(0, MOST_ROWS);
  const more = weighed.length - shown.length;
  const links = [
    commandLink(vscode.l10n.t('Show panel'), 'laptime.showPanel'),
    commandLink(vscode.l10n.t('Compare with…'), 'laptime.compareWith'),
    commandLink(vscode.l10n.t('Copy as Markdown'), 'laptime.copyMarkdown'),
    commandLink(vscode.l10n.t('Log'), 'laptime.showLog'),
  ];
  const columns = [{ title: vscode.l10n.t('benchmark') }, { title: vscode.l10n.t('verdict') }, { title: vscode.l10n.t('change') }];
  const tooltip = [
    `**${escapeMarkdown(revisionsText(comparison))}**`,
    ...(shown.length === 0 ? [] : [markdownTable(columns, shown.map(comparisonRow))]),
    ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : []),
    links.join(' · '),
  ].join('\n\n');
  const label = vscode.l10n.t('Laptime, last comparison: {0}', `${verdicts}, ${revisionsText(comparison)}`);
  return { icon: 'git-compare', text, label, tooltip, isWarning: counts.slower + counts.failed > 0 };
}

export function nothingShown(): Shown {
  const next = commandLink(vscode.l10n.t('Run all benchmarks'), 'laptime.runAll');
  return { icon: 'dashboard', text: 'Laptime', label: 'Laptime', tooltip: `${vscode.l10n.t('Nothing was run yet.')}\n\n${next}` };
}
