import * as vscode from 'vscode';
import type { NodeProcess } from '../../engine/engine.ts';
import { oneLine } from '../wording.ts';

/** Workspace state: whether the user wants to be asked before an inspector is opened. */
const DONT_ASK_KEY = 'laptime.attachWithoutAsking';

/** An inspector lets every program of this machine that finds its address look into the process and change it. */
export async function mayOpenInspector(
  { pid, commandLine }: Pick<NodeProcess, 'pid' | 'commandLine'>,
  memory: vscode.Memento,
): Promise<boolean> {
  if (memory.get(DONT_ASK_KEY) === true) return true;
  const attach = vscode.l10n.t('Attach');
  const always = vscode.l10n.t("Attach, Don't Ask Again");
  const signal = process.platform === 'win32' ? vscode.l10n.t('a request') : 'SIGUSR1';
  const what = vscode.l10n.t(
    'The process gets {0}, on which Node opens its inspector, for this machine only. Laptime closes it as soon as it has what it needs; the process goes on.',
    signal,
  );
  const detail = [oneLine(commandLine, 300), what].filter((text) => text !== '').join('\n\n');
  const text = vscode.l10n.t('Open the inspector of process {0}?', pid);
  const chosen = await vscode.window.showWarningMessage(text, { modal: true, detail }, attach, always);
  if (chosen === always) await memory.update(DONT_ASK_KEY, true);
  return chosen !== undefined;
}
