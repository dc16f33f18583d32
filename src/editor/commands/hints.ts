import * as vscode from 'vscode';
import { askForLevel, writeLevel } from '../hints/levels.ts';
import { openRulePage } from '../hints/rulePage.ts';
import { chooseFolder, type CommandParts, type Commands } from './parts.ts';

/** What in the code is slow as it is written. */
export function hintCommands({ measuredFixes, folders, panel, settings, extensionUri }: CommandParts): Commands {
  async function chooseLevel(): Promise<void> {
    const scope = vscode.window.activeTextEditor?.document.uri;
    const engine = await folders.engineFor(scope ?? vscode.Uri.file('/'));
    const { config } = await engine.config();
    const choice = await askForLevel(settings.for(scope).hintLevel, config.hints.level);
    if (choice) await writeLevel(choice, scope);
  }
  return {
    // Of the folder by its URI; of one that the user chooses unless given.
    'laptime.showHints': async (uri) => {
      const folder = folders.all.find((one) => one.uri.toString() === uri) ?? (await chooseFolder(folders));
      if (folder) await panel.findHints(folder);
    },
    'laptime.chooseHintLevel': chooseLevel,
    'laptime.measureFix': (address) => measuredFixes.measure(address),
    'laptime.openRulePage': (rule) => openRulePage(extensionUri, rule),
  };
}
