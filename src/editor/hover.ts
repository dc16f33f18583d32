import * as vscode from 'vscode';
import type { Disposable } from '../base/lifecycle.ts';
import { formatInterval } from '../base/units.ts';
import type { BenchNode } from '../model/benchmark.ts';
import type { EarlierComparison } from '../model/comparison.ts';
import type { EarlierResult, Revision } from '../model/run.ts';
import type { Folders } from './folders.ts';
import { escapeMarkdown, markdownTable, type TableColumn } from './markdown.ts';
import type { Results } from './results.ts';
import type { SettingsSource } from './settings.ts';
import type { Discovery } from './testing/discovery.ts';
import { nameRange } from './testing/nameRange.ts';
import { toRange } from './testing/tree.ts';
import { comparisonText, timeText } from './wording.ts';

function revisionText({ commit, branch, dirtyHash }: Revision): string {
  if (commit === null) return '–';
  const edited = dirtyHash === null ? '' : vscode.l10n.t(' + edits');
  return `${branch === null ? '' : `${branch} `}${commit.slice(0, 7)}${edited}`;
}

const dateFormat = () => new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });

/** The last verdict and a table of the last results, newest first. Null when there is neither. */
export function hoverText(name: string, history: readonly EarlierResult[], comparison: EarlierComparison | null): string | null {
  const parts = [comparison && lastComparison(comparison), historyTable(history)].filter((part) => part !== null);
  return parts.length === 0 ? null : [`**${escapeMarkdown(name)}**`, ...parts].join('\n\n');
}

function lastComparison(comparison: EarlierComparison): string {
  const when = dateFormat().format(comparison.startedAtMs);
  return escapeMarkdown(vscode.l10n.t('Last comparison, {0}: {1}', when, comparisonText(comparison)));
}

function historyTable(history: readonly EarlierResult[]): string | null {
  const [newest] = history;
  if (!newest) return null;
  const date = dateFormat();
  const head: TableColumn[] = [
    { title: vscode.l10n.t('when') },
    { title: vscode.l10n.t('median'), align: 'right' },
    { title: vscode.l10n.t('99 % interval'), align: 'right' },
    { title: vscode.l10n.t('revision') },
    { title: vscode.l10n.t('preset') },
    { title: vscode.l10n.t('environment') },
  ];
  const isSame = (result: EarlierResult) => result.environmentId === newest.environmentId;
  const allSame = history.every(isSame);
  const rows = history.map((result) => [
    date.format(result.startedAtMs),
    timeText(result),
    result.interval ? formatInterval(result.interval) : '',
    revisionText(result.revision),
    result.presetName,
    // Only a difference is worth a column.
    allSame ? '' : isSame(result) ? vscode.l10n.t('same') : vscode.l10n.t('other'),
  ]);
  return markdownTable(head, rows);
}

function* benchmarksOf(nodes: readonly BenchNode[]): Generator<BenchNode> {
  for (const node of nodes) {
    if (node.kind === 'benchmark') yield node;
    yield* benchmarksOf(node.children);
  }
}

/** The last verdict and results of a benchmark over its name. */
export function registerHover(folders: Folders, discovery: Discovery, results: Results, settings: SettingsSource): Disposable {
  const provider: vscode.HoverProvider = {
    async provideHover(document, position) {
      const located = folders.locate(document.uri);
      if (!located) return undefined;
      const { hover, hoverRuns } = settings.for(located.folder.uri);
      const nodes = hover ? await discovery.nodesOf(document) : undefined;
      if (!nodes) return undefined;
      const text = document.getText().replaceAll('\r\n', '\n');
      for (const node of benchmarksOf(nodes)) {
        // Most are elsewhere: only the few around the cursor are worth looking through.
        if (!toRange(node.range).contains(position)) continue;
        const range = toRange(nameRange(text, node));
        if (!range.contains(position)) continue;
        const [comparison = null] = results.comparisons(located.folder, node.id, 1);
        const shown = hoverText(node.name, results.history(located.folder, node.id, hoverRuns), comparison);
        // Not trusted and without HTML, which are the defaults: names come from the workspace.
        if (shown !== null) return new vscode.Hover(new vscode.MarkdownString(shown), range);
      }
      return undefined;
    },
  };
  return vscode.languages.registerHoverProvider({ scheme: 'file' }, provider);
}
