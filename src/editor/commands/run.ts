import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { CommandParts, Commands } from './parts.ts';
import { benchFileOf, itemAtCursor } from './targets.ts';

export function runCommands(parts: CommandParts): Commands {
  const { tree, runner, runs } = parts;
  return {
    'laptime.runAll': () => runner.runItems(undefined),
    'laptime.runFile': async (uri) => runner.runItems([(await benchFileOf(uri instanceof vscode.Uri ? uri : undefined, parts)).item]),
    'laptime.runAtCursor': async () => runner.runItems([await itemAtCursor(parts)]),
    'laptime.rerun': () => runner.runAgain(),
    'laptime.cancel': () => runs.cancel(),
    'laptime.runItem': async (uri, id) => {
      const entry = await benchFileOf(vscode.Uri.parse(String(uri), true), parts);
      const item = tree.find(entry.folder, entry.file, String(id));
      if (!item) throw new UserError('benchmarks-gone', vscode.l10n.t('This benchmark is not there any more: it was renamed or deleted.'));
      await runner.runItems([item]);
    },
  };
}
