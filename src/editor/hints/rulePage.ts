import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';

/** Shows the page about a rule that comes with the extension. @throws UserError for what is no rule */
export async function openRulePage(extensionUri: vscode.Uri, rule: unknown): Promise<void> {
  const name = typeof rule === 'string' && /^[a-z][a-z0-9-]*$/u.test(rule) ? rule : null;
  const page = name === null ? null : vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${name}.md`);
  if (!page || !(await isThere(page))) throw new UserError('no-rule', vscode.l10n.t('Laptime has no rule {0}.', String(rule)));
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
