import * as path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { Failure } from '../../model/measurement.ts';
import type { Folder } from '../folders.ts';
import type { Finished } from '../runs.ts';

/** Opens files of the folder; others only where a failure of the run or comparison that is shown points at them. */
export async function openSource(folder: Folder, shown: Finished | null, file: string, line: number, column: number): Promise<void> {
  const isNamed = shown !== null && failuresOf(shown).some(({ location }) => location?.file === file);
  const isInside = !path.isAbsolute(file) && !path.normalize(file).startsWith('..');
  if (!isInside && !isNamed) throw new UserError('outside', vscode.l10n.t('{0} is outside of the workspace folder.', file));
  const uri = path.isAbsolute(file) ? vscode.Uri.file(file) : folder.fileUri(file);
  await openAt(uri, line, column);
}

/** Beside the panel; lines and columns count from 1. */
export async function openAt(uri: vscode.Uri, line: number, column: number): Promise<void> {
  const position = new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position), viewColumn: vscode.ViewColumn.One });
}

function failuresOf(shown: Finished): Failure[] {
  const [measured, { fileFailures }] =
    shown.kind === 'run' ? [shown.run.measurements, shown.run] : [shown.comparison.comparisons, shown.comparison];
  const ofFiles = fileFailures.map(({ failure }) => failure);
  return [...measured.flatMap((one) => (one.state === 'failed' ? [one.failure] : [])), ...ofFiles];
}
