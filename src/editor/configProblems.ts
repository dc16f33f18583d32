import * as vscode from 'vscode';
import { groupedBy } from '../base/groupedBy.ts';
import type { Disposable } from '../base/lifecycle.ts';
import type { ConfigProblem } from '../model/config.ts';
import type { Folder } from './folders.ts';

/** Shows what is wrong with `laptime.config.json` where it is written: the JSON Schema does not know units, for one. */
export class ConfigProblems implements Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('laptime');

  show(folder: Folder, problems: readonly ConfigProblem[]): void {
    for (const [uri] of this.#diagnostics) if (uri.path.startsWith(`${folder.uri.path}/`)) this.#diagnostics.delete(uri);
    for (const [file, ofFile] of groupedBy(problems, (problem) => problem.file)) {
      this.#diagnostics.set(folder.fileUri(file), ofFile.map(toDiagnostic));
    }
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }
}

function toDiagnostic({ line, message }: ConfigProblem): vscode.Diagnostic {
  const row = Math.max((line ?? 1) - 1, 0);
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(row, 0, row, Number.MAX_SAFE_INTEGER),
    message,
    vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Laptime';
  return diagnostic;
}
