import * as vscode from 'vscode';
import { UserError } from '../base/errors.ts';

/** Nothing of a workspace is executed before it is trusted. @throws UserError `untrusted` */
export function requireTrust(
  reason = vscode.l10n.t(
    'Running a benchmark executes code of this workspace, and the workspace is not trusted. Trust it to run benchmarks.',
  ),
): void {
  if (!vscode.workspace.isTrusted) throw new UserError('untrusted', reason);
}
