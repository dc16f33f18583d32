import * as vscode from 'vscode';
import type { CommandParts, Commands } from './parts.ts';
import { benchFileOf, itemAtCursor, itemInFile } from './targets.ts';

export function runCommands(parts: CommandParts): Commands {
  const { runner, runs } = parts;
  return {
    'laptime.runAll': () => runner.runItems(undefined),
    'laptime.runFile': async (uri) => runner.runItems([(await benchFileOf(uri instanceof vscode.Uri ? uri : undefined, parts)).item]),
    'laptime.runAtCursor': async () => runner.runItems([await itemAtCursor(parts)]),
    'laptime.rerun': () => runner.runAgain(),
    'laptime.cancel': () => runs.cancel(),
    'laptime.runItem': async (uri, id) => runner.runItems([await itemInFile(uri, id, parts)]),
  };
}
