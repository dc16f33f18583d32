import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import type { Change } from '../model/change.ts';
import type { Measurement } from '../model/measurement.ts';
import type { RunState } from '../model/run.ts';
import type { Failures } from './failures.ts';
import type { Folders } from './folders.ts';
import { commandLink, escapeMarkdown, markdownTable, markdownWithCommands } from './markdown.ts';
import { newestRun } from './record.ts';
import type { Results } from './results.ts';
import type { FinishedRun, RunningState, Runs } from './runs.ts';
import { inSlices } from './slices.ts';
import type { BenchmarkTree } from './testing/tree.ts';
import { verdictOf, type Verdict } from './verdict.ts';
import { changeText, timeLeftText, timeText } from './wording.ts';

const LINKED = ['laptime.showPanel', 'laptime.runAll', 'laptime.rerun', 'laptime.cancel', 'laptime.copyMarkdown', 'laptime.showLog'];
const MOST_ROWS = 12;

interface Shown {
  readonly icon: string;
  readonly text: string;
  /** For screen readers, which do not see the icon. */
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
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
export function verdictText({ measured, failed, faster, slower, state }: Verdict): string {
  return [
    ...(failed > 0 ? [vscode.l10n.t('{0} failed', failed)] : []),
    ...(failed === 0 ? [measured === 1 ? vscode.l10n.t('1 benchmark') : vscode.l10n.t('{0} benchmarks', measured)] : []),
    ...(failed > 0 && measured > 0 ? [vscode.l10n.t('{0} measured', measured)] : []),
    ...(faster > 0 ? [vscode.l10n.t('{0} faster', faster)] : []),
    ...(slower > 0 ? [vscode.l10n.t('{0} slower', slower)] : []),
    ...endings(state),
  ].join(', ');
}

function runningShown({ label, current, done, total, remainingMs }: RunningState): Shown {
  const left = remainingMs === null ? '' : ` · ${timeLeftText(remainingMs)}`;
  const text = total === 0 ? vscode.l10n.t('Loading benchmarks') : `${done}/${total}${left}`;
  const now =
    current === null
      ? []
      : [
          `${escapeMarkdown(current.benchmark.path.join(' › '))}: ${vscode.l10n.t('block {0} of at most {1}', current.blocks, current.maxBlocks)}`,
          ...(current.medianNs === null ? [] : [escapeMarkdown(timeText({ medianNs: current.medianNs, interval: null }))]),
        ];
  const title = `**${vscode.l10n.t('Laptime is measuring {0}', escapeMarkdown(label))}**`;
  const tooltip = [title, ...now, commandLink(vscode.l10n.t('Cancel'), 'laptime.cancel')].join('\n\n');
  return { icon: 'loading~spin', text, label: vscode.l10n.t('Laptime is measuring: {0}', text), tooltip };
}

function rowOf(measurement: Measurement, change: Change | null): string[] {
  const name = measurement.benchmark.path.join(' › ');
  if (measurement.state === 'skipped') return [name, vscode.l10n.t('skipped'), ''];
  if (measurement.state === 'failed') return [name, measurement.failure.message, ''];
  const { medianNs, intervalNs } = measurement.summary;
  return [name, timeText({ medianNs, interval: intervalNs }), change ? changeText(change) : ''];
}

async function finishedShown({ folder, run }: FinishedRun, results: Results): Promise<Shown> {
  const changes = new Map<string, Change | null>();
  await inSlices(run.measurements, ({ benchmark: { id } }) => changes.set(id, results.latest(folder, id)?.change ?? null));
  const changeOf = (id: string) => changes.get(id) ?? null;
  const verdict = verdictOf(run, changeOf);
  const text = verdictText(verdict);
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

function nothingShown(): Shown {
  const next = commandLink(vscode.l10n.t('Run all benchmarks'), 'laptime.runAll');
  return { icon: 'dashboard', text: 'Laptime', label: 'Laptime', tooltip: `${vscode.l10n.t('Nothing was run yet.')}\n\n${next}` };
}

/** The one item: what runs and how long it will take, else the last verdict. Its click opens the panel. */
export function registerStatusBar(folders: Folders, tree: BenchmarkTree, runs: Runs, results: Results, failures: Failures): Disposable {
  const owned = new DisposableStore();
  const item = owned.add(vscode.window.createStatusBarItem('laptime.status', vscode.StatusBarAlignment.Left, 10));
  item.name = 'Laptime';
  item.command = 'laptime.showPanel';
  /** The run whose verdict is shown or being made, and the verdict as soon as it is made. */
  let concluded: { readonly runId: string | undefined; readonly shown: Shown | undefined } | undefined;

  function show({ icon, text, label, tooltip }: Shown): void {
    item.text = `$(${icon}) ${text}`;
    item.accessibilityInformation = { label };
    item.tooltip = markdownWithCommands(tooltip, LINKED);
    item.show();
  }

  async function conclude(finished: FinishedRun | null): Promise<void> {
    const runId = finished?.run.id;
    concluded = { runId, shown: undefined };
    const shown = finished ? await finishedShown(finished, results) : undefined;
    if (concluded.runId !== runId) return;
    concluded = { runId, shown };
    follow();
  }

  function follow(): void {
    const { running, last } = runs;
    if (running) return show(runningShown(running));
    const doing = vscode.l10n.t('showing results');
    if (last && concluded?.runId !== last.run.id) void failures.guard(doing, () => conclude(last));
    else if (!concluded && tree.fileCount > 0) {
      concluded = { runId: undefined, shown: undefined };
      // From before this window was opened.
      void failures.guard(doing, async () => conclude(await newestRun(folders, runs)));
    }
    if (concluded?.shown) show(concluded.shown);
    else if (tree.fileCount > 0) show(nothingShown());
    else item.hide();
  }

  owned.add(runs.onDidChange(follow));
  owned.add(tree.onDidChange((entry) => entry ?? follow()));
  follow();
  return owned;
}
