import * as vscode from 'vscode';
import { UserError } from '../base/errors.ts';

/** Nothing of a workspace is executed before it is trusted. @throws UserError `untrusted` */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    'untrusted',
    vscode.l10n.t('Running a benchmark executes code of this workspace, and the workspace is not trusted. Trust it to run benchmarks.'),
  );
}
