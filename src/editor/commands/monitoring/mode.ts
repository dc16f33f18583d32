import * as vscode from 'vscode';
import { oneLine, withoutIcons } from '../../wording.ts';
import { chooseFolder, type CommandParts, type Commands } from '../parts.ts';

/** What Laptime goes by: how closely it looks, when it alerts, how Node is started for runs. */
export function modeCommands({ folders }: CommandParts): Commands {
  /** `argument`: the name of a mode, from a keybinding; else the user picks. */
  async function chooseMode(argument: unknown): Promise<void> {
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const engine = await folder.engine();
    if (typeof argument === 'string') return void (await engine.switchMode(argument));
    const { current, modes } = await engine.modes();
    const items = modes.map(({ name, about }) => ({
      label: withoutIcons(oneLine(name, 60)),
      ...(name === current.name && { description: vscode.l10n.t('now') }),
      detail: withoutIcons(oneLine(about, 200)),
      name,
    }));
    const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which mode?') });
    if (chosen && chosen.name !== current.name) await engine.switchMode(chosen.name);
  }
  return { 'laptime.chooseMode': chooseMode };
}
