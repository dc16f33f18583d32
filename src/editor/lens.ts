import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import type { BenchNode } from '../model/benchmark.ts';
import { debounce } from './debounce.ts';
import type { Folder, Folders } from './folders.ts';
import type { Results } from './results.ts';
import type { SettingsSource } from './settings.ts';
import type { Discovery } from './testing/discovery.ts';
import { isRunnable } from './testing/shape.ts';
import { toRange, type BenchmarkTree } from './testing/tree.ts';
import { comparisonText, latestText, oneLine, withoutIcons } from './wording.ts';

/** How many results stand above a benchmark that is declared in a loop: the Testing view has them all. */
const MOST_NAMED = 3;

/** Longer than VS Code lets a refresh wait. */
const AGAIN_MS = 1500;

/** What the commands behind a lens are told: the file's URI as text, and a benchmark's or group's id. */
export type LensArguments = readonly [fileUri: string, id: string];

/** A bench file. */
interface Place {
  readonly folder: Folder;
  readonly file: string;
}

/** Run, Profile, the last result and the last verdict above each group and benchmark. */
export function registerLens(
  folders: Folders,
  tree: BenchmarkTree,
  discovery: Discovery,
  results: Results,
  settings: SettingsSource,
  onError: (error: unknown) => void,
): Disposable {
  const owned = new DisposableStore();
  const changed = owned.add(new vscode.EventEmitter<void>());

  /** The benchmarks whose results belong above a node: itself, or the first of those that only execution could name. */
  function resultsAt({ folder, file }: Place, node: BenchNode): { readonly id: string; readonly label?: string }[] {
    if (node.kind !== 'benchmark') return [];
    const item = node.dynamic ? tree.find(folder, file, node.id) : undefined;
    if (!item || item.children.size === 0) return [{ id: node.id }];
    return [...item.children].slice(0, MOST_NAMED).map(([id, { label }]) => ({ id, label: oneLine(label, 40) }));
  }

  function lensesOf(place: Place, node: BenchNode): vscode.CodeLens[] {
    const range = toRange(node.range);
    const at = new vscode.Range(range.start, range.start);
    const argumentsOf = (id: string) => [place.folder.fileUri(place.file).toString(), id] satisfies LensArguments;
    const lenses: vscode.CodeLens[] = [];
    if (node.mode !== 'skip' && isRunnable(node)) {
      // A lens swallows a plain space after its icon.
      const title = `$(play)\u00A0${node.kind === 'group' ? vscode.l10n.t('Run group') : vscode.l10n.t('Run')}`;
      lenses.push(new vscode.CodeLens(at, { title, command: 'laptime.runItem', arguments: argumentsOf(node.id) }));
      const profile = { title: vscode.l10n.t('Profile'), tooltip: vscode.l10n.t('Record a CPU profile of what is measured') };
      lenses.push(new vscode.CodeLens(at, { ...profile, command: 'laptime.profileNode', arguments: argumentsOf(node.id) }));
    }
    for (const { id, label } of resultsAt(place, node)) {
      const latest = results.latest(place.folder, id);
      const verdict = results.verdict(place.folder, id);
      const texts = [...(latest ? [latestText(latest)] : []), ...(verdict ? [comparisonText(verdict)] : [])];
      for (const text of texts) {
        const title = withoutIcons(label === undefined ? text : `${label}: ${text}`);
        const command = { title, tooltip: vscode.l10n.t('Show in the panel'), command: 'laptime.revealItem' };
        lenses.push(new vscode.CodeLens(at, { ...command, arguments: argumentsOf(id) }));
      }
    }
    return [...lenses, ...node.children.flatMap((child) => lensesOf(place, child))];
  }

  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const located = folders.locate(document.uri);
      if (!located || !settings.for(located.folder.uri).codeLens) return [];
      const nodes = await discovery.nodesOf(document);
      try {
        return (nodes ?? []).flatMap((node) => lensesOf(located, node));
      } catch (error) {
        onError(error);
        return [];
      }
    },
  };

  const fire = () => changed.fire();
  // VS Code drops a refresh that waits for its turn when the editor loses the focus, as by a click that opens the panel.
  const fireAgain = owned.add(debounce<'all'>(AGAIN_MS, fire));
  const refresh = () => {
    fire();
    fireAgain('all');
  };
  owned.add(settings.onDidChange(refresh));
  owned.add(results.onDidChange(refresh));
  // Files that are found after their document was opened; and documents whose first question was dropped so.
  owned.add(tree.onDidChange((entry) => (entry ? fireAgain('all') : refresh())));
  owned.add(vscode.languages.registerCodeLensProvider({ scheme: 'file' }, provider));
  return owned;
}
