import * as vscode from 'vscode';

/** The editor of a file that the user works in: also while the focus is in an output or a terminal. */
export function activeFileEditor(): vscode.TextEditor | undefined {
  const isFile = (editor: vscode.TextEditor) => editor.document.uri.scheme === 'file' && editor.viewColumn !== undefined;
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor && isFile(activeTextEditor)) return activeTextEditor;
  const others = visibleTextEditors.filter(isFile);
  // Of several it is not known which one is meant.
  return others.length === 1 ? others[0] : undefined;
}
