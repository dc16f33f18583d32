import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { CodeOwner } from '../../model/profile.ts';
import type { ProfileSessionApi } from '../../protocol/profile.ts';
import type { Remote } from '../../protocol/rpc.ts';
import { oneLine } from '../wording.ts';
import { functionText, placeText } from './profileTexts.ts';

type Session = Remote<ProfileSessionApi>;

/** Whose functions have a source that somebody wrote, and that may be on this machine. */
const WRITTEN: ReadonlySet<CodeOwner> = new Set<CodeOwner>(['workspace', 'package']);

export const mayHaveSource = (owner: CodeOwner): boolean => WRITTEN.has(owner);

/**
 * Opens the line that a function begins in. `pageColumn`: where the page is that it was asked for on, which stays in sight.
 * @throws UserError where its source is not on this machine
 */
export async function openFunction(session: Session, functionId: number, pageColumn?: vscode.ViewColumn): Promise<void> {
  const [place, [one]] = await Promise.all([session.placeOf(functionId), session.functions(Int32Array.of(functionId))]);
  if (place) return openAt(place.path, place.line, place.column, pageColumn);
  if (!one || !mayHaveSource(one.owner) || one.file === '') {
    const name = one ? functionText(one) : String(functionId);
    throw new UserError('no-source', vscode.l10n.t('{0} is no function that was written in JavaScript: there is no source to open.', name));
  }
  throw noSuchFile(placeText(one));
}

/** The same beside the page, which keeps the focus. Nothing happens where there is no source: nobody asked for it alone. */
export async function showFunction(session: Session, functionId: number, pageColumn: vscode.ViewColumn | undefined): Promise<void> {
  const place = await session.placeOf(functionId);
  if (place) await openAt(place.path, place.line, place.column, pageColumn, true);
}

/** @throws UserError where the file, as the profile names it, is not on this machine */
export async function openProfiledLine(session: Session, file: string, line: number, pageColumn?: vscode.ViewColumn): Promise<void> {
  const found = await session.pathOf(file);
  if (found === null) throw noSuchFile(oneLine(file));
  return openAt(found, line, 1, pageColumn);
}

const noSuchFile = (place: string): UserError =>
  new UserError(
    'no-source',
    vscode.l10n.t('{0} is not on this machine: the profile was recorded elsewhere, or the file is gone. Nothing was opened.', place),
  );

async function openAt(
  file: string,
  line: number,
  column: number,
  pageColumn: vscode.ViewColumn | undefined,
  preserveFocus = false,
): Promise<void> {
  const position = new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    selection,
    preserveFocus,
    ...(pageColumn !== undefined && { viewColumn: otherColumn(pageColumn) }),
  });
}

/** Another group of editors than that of the page: the code is looked at beside it. */
function otherColumn(pageColumn: vscode.ViewColumn): vscode.ViewColumn {
  const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== pageColumn);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}
