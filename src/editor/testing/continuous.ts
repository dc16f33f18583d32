import * as vscode from 'vscode';
import type { PresetName } from '../../model/run.ts';
import { debounce } from '../debounce.ts';
import type { Folders } from '../folders.ts';
import type { BenchmarkRunner } from './runner.ts';
import type { BenchmarkTree } from './tree.ts';

const SAVES_PAUSE_MS = 300;
const SOURCE = /\.[cm]?[jt]sx?$/;

/**
 * Runs on save until the token is cancelled. A saved bench file runs what was asked for in it; any other source file
 * runs all that was asked for, because what a benchmark imports is not known without executing it. A save in the middle
 * of a run ends that run: its numbers would be of code that is gone.
 */
export function runOnSave(
  runner: BenchmarkRunner,
  tree: BenchmarkTree,
  folders: Folders,
  request: vscode.TestRunRequest,
  preset: PresetName | undefined,
  token: vscode.CancellationToken,
): void {
  let current: vscode.CancellationTokenSource | undefined;

  const runNow = debounce<string>(SAVES_PAUSE_MS, (savedFile) => {
    current?.cancel();
    const source = (current = new vscode.CancellationTokenSource());
    const include = savedFile === '' ? request.include : includedIn(savedFile);
    const part = new vscode.TestRunRequest(include, request.exclude, request.profile, true);
    void runner.run(part, preset, source.token).finally(() => source.dispose());
  });

  function includedIn(uri: string): vscode.TestItem[] | undefined {
    const inFile = request.include?.filter((item) => item.uri?.toString() === uri);
    if (inFile?.length) return inFile;
    const located = folders.locate(vscode.Uri.parse(uri, true));
    const entry = located && tree.entry(located.folder, located.file);
    return entry ? [entry.item] : undefined;
  }

  const saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    const located = folders.locate(uri);
    if (!located || !SOURCE.test(uri.path)) return;
    const isBenchFile = tree.entry(located.folder, located.file) !== undefined;
    const wanted = !request.include || request.include.some((item) => item.uri?.toString() === uri.toString());
    if (isBenchFile && !wanted) return;
    runNow(isBenchFile ? uri.toString() : '');
  });

  token.onCancellationRequested(() => {
    saves.dispose();
    runNow.dispose();
    current?.cancel();
  });
}
