import * as vscode from 'vscode';
import { EXTENSION_ID, WALKTHROUGH_ID } from '../names.ts';
import type { CommandParts, Commands } from './parts.ts';

export function helpCommands({ log }: CommandParts): Commands {
  return {
    'laptime.showLog': () => log.show(),
    'laptime.openWalkthrough': () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${EXTENSION_ID}#${WALKTHROUGH_ID}`, false),
  };
}
