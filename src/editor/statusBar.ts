import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import type { Failures } from './failures.ts';
import type { Folders } from './folders.ts';
import { markdownWithCommands } from './markdown.ts';
import { idOf, newestFinished } from './record.ts';
import type { Results } from './results.ts';
import type { Finished, Runs } from './runs.ts';
import { finishedShown, LINKED, nothingShown, runningShown, type Shown } from './statusTexts.ts';
import type { BenchmarkTree } from './testing/tree.ts';

/** The one item: what runs and how long it will take, else the last verdict. Its click opens the panel. */
export function registerStatusBar(folders: Folders, tree: BenchmarkTree, runs: Runs, results: Results, failures: Failures): Disposable {
  const owned = new DisposableStore();
  const item = owned.add(vscode.window.createStatusBarItem('laptime.status', vscode.StatusBarAlignment.Left, 10));
  item.name = 'Laptime';
  item.command = 'laptime.showPanel';
  /** The run or comparison whose verdict is shown or being made, and the verdict as soon as it is made. */
  let concluded: { readonly id: string | undefined; readonly shown: Shown | undefined } | undefined;

  function show({ icon, text, label, tooltip, isWarning = false }: Shown): void {
    item.backgroundColor = isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.text = `$(${icon}) ${text}`;
    item.accessibilityInformation = { label };
    item.tooltip = markdownWithCommands(tooltip, LINKED);
    item.show();
  }

  async function conclude(finished: Finished | null): Promise<void> {
    const id = finished ? idOf(finished) : undefined;
    concluded = { id, shown: undefined };
    const shown = finished ? await finishedShown(finished, results) : undefined;
    if (concluded.id !== id) return;
    concluded = { id, shown };
    follow();
  }

  function follow(): void {
    const { running, newest } = runs;
    if (running && !running.isRecording) return show(runningShown(running));
    const doing = vscode.l10n.t('showing results');
    if (newest && concluded?.id !== idOf(newest)) void failures.guard(doing, () => conclude(newest));
    else if (!concluded && tree.fileCount > 0) {
      concluded = { id: undefined, shown: undefined };
      // From before this window was opened.
      void failures.guard(doing, async () => conclude(await newestFinished(folders, runs)));
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
