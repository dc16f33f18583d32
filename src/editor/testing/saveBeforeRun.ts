import * as vscode from 'vscode';

/** Saves what is edited, as the Testing view does by itself before it calls a run profile. */
export async function saveBeforeRun(): Promise<void> {
  if (vscode.workspace.isTrusted && vscode.workspace.getConfiguration('testing').get('saveBeforeTest', true)) {
    await vscode.workspace.saveAll(false);
  }
}
