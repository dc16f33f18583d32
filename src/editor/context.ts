import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import { activeFileEditor } from './activeEditor.ts';
import type { Folders } from './folders.ts';
import type { ContextKey } from './names.ts';
import type { Runs } from './runs.ts';
import type { BenchmarkTree } from './testing/tree.ts';

/** Keeps the keys that menus and commands are shown by. */
export function registerContext(folders: Folders, tree: BenchmarkTree, runs: Runs): Disposable {
  const set: Partial<Record<ContextKey, boolean>> = {};
  const owned = new DisposableStore();

  function show(key: ContextKey, value: boolean): void {
    if (set[key] === value) return;
    set[key] = value;
    void vscode.commands.executeCommand('setContext', key, value);
  }

  function follow(): void {
    const active = activeFileEditor()?.document.uri;
    const located = active && folders.locate(active);
    show('laptime.running', runs.running !== null);
    show('laptime.hasBenchFiles', tree.fileCount > 0);
    show('laptime.activeFileIsBench', located !== undefined && tree.entry(located.folder, located.file) !== undefined);
  }

  owned.add(runs.onDidChange(follow));
  owned.add(tree.onDidChange((entry) => entry ?? follow()));
  owned.add(vscode.window.onDidChangeActiveTextEditor(follow));
  owned.add(vscode.window.onDidChangeVisibleTextEditors(follow));
  follow();
  return owned;
}
