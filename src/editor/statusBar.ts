import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import { commandLink, escapeMarkdown, markdownTable, markdownWithCommands } from './markdown.ts';
import type { Results } from './results.ts';
import type { FinishedRun, RunningState, Runs } from './runs.ts';
import type { BenchmarkTree } from './testing/tree.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { changeText, timeLeftText, timeText } from './wording.ts';

const LINKED = ['laptime.showPanel', 'laptime.runAll', 'laptime.rerun', 'laptime.cancel', 'laptime.copyMarkdown', 'laptime.showLog'];
const MOST_ROWS = 12;

/** `$(check) 12 benchmarks, 2 faster, 1 slower`, or `$(error) 1 failed, 11 measured`. */
export function verdictText(verdict: Verdict): string {
  const { measured, failed, faster, slower, partial } = verdict;
  const icon = failed > 0 ? '$(error)' : partial ? '$(circle-slash)' : '$(check)';
  const parts = [
    ...(failed > 0 ? [vscode.l10n.t('{0} failed', failed)] : []),
    ...(failed === 0 ? [measured === 1 ? vscode.l10n.t('1 benchmark') : vscode.l10n.t('{0} benchmarks', measured)] : []),
    ...(failed > 0 && measured > 0 ? [vscode.l10n.t('{0} measured', measured)] : []),
    ...(faster > 0 ? [vscode.l10n.t('{0} faster', faster)] : []),
    ...(slower > 0 ? [vscode.l10n.t('{0} slower', slower)] : []),
    ...(partial ? [vscode.l10n.t('cancelled')] : []),
  ];
  return `${icon} ${parts.join(', ')}`;
}

function runningText({ done, total, remainingMs }: RunningState): string {
  const left = remainingMs === null ? '' : ` · ${timeLeftText(remainingMs)}`;
  return total === 0 ? vscode.l10n.t('$(loading~spin) Loading benchmarks') : `$(loading~spin) ${done}/${total}${left}`;
}

function runningTooltip({ label, current }: RunningState): string {
  const now =
    current === null
      ? []
      : [
          `${escapeMarkdown(current.benchmark.path.join(' › '))}: ${vscode.l10n.t('block {0} of at most {1}', current.blocks, current.maxBlocks)}`,
          ...(current.medianNs === null ? [] : [escapeMarkdown(timeText({ medianNs: current.medianNs, interval: null }))]),
        ];
  return [
    `**${vscode.l10n.t('Laptime is measuring {0}', escapeMarkdown(label))}**`,
    ...now,
    commandLink(vscode.l10n.t('Cancel'), 'laptime.cancel'),
  ].join('\n\n');
}

function finishedTooltip({ folder, run }: FinishedRun, results: Results): string {
  const rows = run.measurements.slice(0, MOST_ROWS).map((measurement) => {
    const name = measurement.benchmark.path.join(' › ');
    if (measurement.state === 'skipped') return [name, vscode.l10n.t('skipped'), ''];
    if (measurement.state === 'failed') return [name, measurement.failure.message, ''];
    const { medianNs, intervalNs } = measurement.summary;
    const change = results.latest(folder, measurement.benchmark.id)?.change;
    return [name, timeText({ medianNs, interval: intervalNs }), change ? changeText(change) : ''];
  });
  const more = run.measurements.length - rows.length;
  const links = [
    commandLink(vscode.l10n.t('Show panel'), 'laptime.showPanel'),
    commandLink(vscode.l10n.t('Run again'), 'laptime.rerun'),
    commandLink(vscode.l10n.t('Copy as Markdown'), 'laptime.copyMarkdown'),
    commandLink(vscode.l10n.t('Log'), 'laptime.showLog'),
  ];
  return [
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
}

/** The one item: what runs and how long it will take, else the last verdict. Its click opens the panel. */
export function registerStatusBar(tree: BenchmarkTree, runs: Runs, results: Results): Disposable {
  const owned = new DisposableStore();
  const item = owned.add(vscode.window.createStatusBarItem('laptime.status', vscode.StatusBarAlignment.Left, 10));
  item.name = 'Laptime';
  item.command = 'laptime.showPanel';

  function show(text: string, label: string, tooltip: string): void {
    item.text = text;
    item.accessibilityInformation = { label };
    item.tooltip = markdownWithCommands(tooltip, LINKED);
    item.show();
  }

  function follow(): void {
    const { running, last } = runs;
    const withoutIcon = (text: string) => text.replace(/^\$\([^)]*\) /, '');
    if (running) {
      const text = runningText(running);
      show(text, vscode.l10n.t('Laptime is measuring: {0}', withoutIcon(text)), runningTooltip(running));
    } else if (last) {
      const text = verdictText(verdictOf(last.run, (id) => results.latest(last.folder, id)?.change ?? null));
      show(text, vscode.l10n.t('Laptime, last run: {0}', withoutIcon(text)), finishedTooltip(last, results));
    } else if (tree.fileCount > 0) {
      const next = commandLink(vscode.l10n.t('Run all benchmarks'), 'laptime.runAll');
      show('$(dashboard) Laptime', 'Laptime', `${vscode.l10n.t('Nothing was run in this window yet.')}\n\n${next}`);
    } else item.hide();
  }

  owned.add(runs.onDidChange(follow));
  owned.add(tree.onDidChange((entry) => entry ?? follow()));
  follow();
  return owned;
}
