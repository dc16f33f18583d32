import * as vscode from 'vscode';
import type { NodeProcess } from '../../engine/engine.ts';
import type { Failures } from '../failures.ts';
import type { Folder } from '../folders.ts';
import { processItems, type ProcessItem } from './processItems.ts';

const REFRESH_MS = 2000;

/** A process of this machine, or where an inspector listens. */
type PickedProcess = { readonly process: NodeProcess } | { readonly inspector: string };

/** Asks which process to attach to; the list follows what starts and ends. Undefined when the user picks none. */
export async function pickProcess(folder: Folder, failures: Failures): Promise<PickedProcess | undefined> {
  const engine = await folder.engine();
  const item = await pick(() => engine.nodeProcesses(), folder.uri.fsPath, failures);
  if (item?.process) return { process: item.process };
  if (!item?.askAddress) return undefined;
  const address = await vscode.window.showInputBox({
    title: vscode.l10n.t('Attach To Node Process'),
    prompt: vscode.l10n.t('What Node prints when it is started with --inspect, or host and port'),
    placeHolder: '127.0.0.1:9229',
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('An address is needed.') : undefined),
  });
  return address === undefined ? undefined : { inspector: address.trim() };
}

function pick(list: () => Promise<readonly NodeProcess[]>, root: string, failures: Failures): Promise<ProcessItem | undefined> {
  const box = vscode.window.createQuickPick<ProcessItem>();
  const closed = new AbortController();
  const refresh = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Refresh') };
  let timer: NodeJS.Timeout | undefined;
  box.title = vscode.l10n.t('Attach To Node Process');
  box.placeholder = vscode.l10n.t('Which process? It goes on while it is recorded, and afterwards.');
  box.matchOnDetail = true;
  box.buttons = [refresh];
  box.busy = true;

  async function fill(): Promise<void> {
    clearTimeout(timer);
    await failures.guard(vscode.l10n.t('listing processes'), async () => {
      const processes = await list();
      if (closed.signal.aborted) return;
      const keyOf = ({ process, askAddress }: ProcessItem) => (askAddress ? 'address' : process?.pid);
      const [active] = box.activeItems;
      const items = processItems(processes, root);
      box.keepScrollPosition = true;
      box.items = items;
      const same = active && items.find((each) => each.kind !== vscode.QuickPickItemKind.Separator && keyOf(each) === keyOf(active));
      if (same) box.activeItems = [same];
    });
    box.busy = false;
    if (!closed.signal.aborted) timer = setTimeout(() => void fill(), REFRESH_MS);
  }

  return new Promise((resolve) => {
    box.onDidTriggerButton(() => void fill());
    box.onDidAccept(() => {
      const [chosen] = box.activeItems;
      resolve(chosen);
      box.hide();
    });
    box.onDidHide(() => {
      closed.abort();
      clearTimeout(timer);
      resolve(undefined);
      box.dispose();
    });
    box.show();
    void fill();
  });
}
