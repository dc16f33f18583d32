import * as path from 'node:path';
import * as vscode from 'vscode';
import { parseStack } from '../../base/stack.ts';
import type { Failure } from '../../model/measurement.ts';
import type { Folder } from '../folders.ts';

/** Failures that say something about the code's speed or promises; the others are errors of running it. */
const JUDGED: ReadonlySet<Failure['kind']> = new Set(['threw', 'over-budget', 'expectation']);

export function endFailed(run: vscode.TestRun, item: vscode.TestItem, failure: Failure, folder: Folder): void {
  const message = failureMessage(failure, folder, item);
  if (JUDGED.has(failure.kind)) run.failed(item, message);
  else run.errored(item, message);
}

/** What the Testing view shows of a failure: where it happened, else at the benchmark. */
export function failureMessage(failure: Failure, folder: Folder, item?: vscode.TestItem): vscode.TestMessage {
  const uriOf = (file: string) => (path.isAbsolute(file) ? vscode.Uri.file(file) : folder.fileUri(file));
  const message = itemMessage(failure.message, item);
  const { location } = failure;
  if (location) message.location = new vscode.Location(uriOf(location.file), position(location.line, location.column));
  message.stackTrace = parseStack(failure.stack).map(
    ({ label, file, line, column }) =>
      new vscode.TestMessageStackFrame(
        label,
        file.startsWith('node:') ? undefined : uriOf(file),
        file.startsWith('node:') ? undefined : position(line, column),
      ),
  );
  return message;
}

/** A message at the beginning of a benchmark. */
export function itemMessage(text: string, item: vscode.TestItem | undefined): vscode.TestMessage {
  const message = new vscode.TestMessage(text);
  if (item?.uri && item.range) message.location = new vscode.Location(item.uri, item.range.start);
  return message;
}

const position = (line: number, column: number) => new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
