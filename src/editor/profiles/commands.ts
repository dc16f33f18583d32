import * as vscode from 'vscode';
import type { CommandParts, Commands } from '../commands/parts.ts';

/** Of a function, in the hover, in a lens, or in the list of hot functions; undefined for what is none. */
function functionIdOf(argument: unknown): number | undefined {
  const id = typeof argument === 'object' && argument !== null && 'functionId' in argument ? argument.functionId : argument;
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 ? id : undefined;
}

/** Files that a menu was opened on: the one that was clicked, then all that are selected. */
function filesOf(clicked: unknown, selected: unknown): string[] {
  const uris = [clicked, ...(Array.isArray(selected) ? (selected as unknown[]) : [])].filter((one) => one instanceof vscode.Uri);
  return [...new Set(uris.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath))];
}

export function shownProfileCommands({ profiles }: CommandParts): Commands {
  return {
    'laptime.openProfile': async (...args) => {
      const named = filesOf(args[0], args[1]);
      const open = await profiles.opened();
      for (const file of named.length > 0 ? named : await open.pickFiles()) await open.show(file);
    },
    'laptime.openRecordedProfile': async () => (await profiles.opened()).pickRecorded(),
    'laptime.compareProfiles': async (argument) => (await profiles.opened()).compare(filesOf(argument, [])[0]),
    'laptime.compareSelectedProfiles': async (...args) => {
      const [first, second] = filesOf(args[0], args[1]);
      if (first !== undefined && second !== undefined) (await profiles.opened()).compareFiles(first, second);
    },
    'laptime.showFlameGraph': async () => (await profiles.opened()).showFlameGraph(),
    'laptime.showInFlameGraph': async (argument) => (await profiles.opened()).showInFlameGraph(functionIdOf(argument)),
    'laptime.openProfiledFunction': async (argument) => {
      const id = functionIdOf(argument);
      if (id !== undefined) await (await profiles.opened()).openFunction(id);
    },
    'laptime.clearProfile': async () => (await profiles.opened()).clear(),
    'laptime.showHeat': async () => (await profiles.opened()).current.heat.set(true),
    'laptime.hideHeat': async () => (await profiles.opened()).current.heat.set(false),
    'laptime.nextHotLine': async () => (await profiles.opened()).current.heat.step(vscode.window.activeTextEditor, 'next'),
    'laptime.previousHotLine': async () => (await profiles.opened()).current.heat.step(vscode.window.activeTextEditor, 'previous'),
    'laptime.sortHotFunctionsBySelf': async () => (await profiles.opened()).current.sortBy('self'),
    'laptime.sortHotFunctionsByTotal': async () => (await profiles.opened()).current.sortBy('total'),
  };
}
