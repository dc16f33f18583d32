import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import { shownProfileCommands } from '../profiles/commands.ts';
import { baselineCommands } from './baselines.ts';
import { benchmarkFunctionCommands } from './benchmarkFunction.ts';
import { compareCommands } from './compare.ts';
import { fileCommands } from './files.ts';
import { heapCommands } from './heap/index.ts';
import { helpCommands } from './help.ts';
import { hintCommands } from './hints.ts';
import { historyCommands } from './history.ts';
import { insightCommands } from './insight.ts';
import { monitoringCommands } from './monitoring/index.ts';
import type { CommandParts, Commands } from './parts.ts';
import { profileCommands } from './profile/index.ts';
import { resultCommands } from './results.ts';
import { runCommands } from './run.ts';

export { internalCommands } from './parts.ts';

/** Every command of the extension, by id. */
export function allCommands(parts: CommandParts): Commands {
  return {
    ...runCommands(parts),
    ...compareCommands(parts),
    ...baselineCommands(parts),
    ...historyCommands(parts),
    ...profileCommands(parts),
    ...shownProfileCommands(parts),
    ...hintCommands(parts),
    ...insightCommands(parts),
    ...heapCommands(parts),
    ...resultCommands(parts),
    ...fileCommands(parts),
    ...benchmarkFunctionCommands(parts),
    ...monitoringCommands(parts),
    ...helpCommands(parts),
  };
}

export function registerCommands(parts: CommandParts): Disposable {
  const owned = new DisposableStore();
  for (const [id, act] of Object.entries(allCommands(parts))) {
    const guarded = (...args: unknown[]) => parts.failures.guard(vscode.l10n.t('the command {0}', id), () => act(...args));
    owned.add(vscode.commands.registerCommand(id, guarded));
  }
  return owned;
}
