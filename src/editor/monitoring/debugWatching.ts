import * as path from 'node:path';
import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Failures } from '../failures.ts';
import type { Folders } from '../folders.ts';
import type { SettingsSource } from '../settings.ts';
import { oneLine } from '../wording.ts';
import type { Monitoring } from './monitoring.ts';

/** Debuggers of VS Code that start Node themselves. */
const NODE_TYPES = ['node', 'pwa-node'] as const;
/** What is armed and not used is forgotten after so long. */
const ARMED_MS = 30_000;

export interface DebugWatchingParts {
  readonly folders: Folders;
  readonly monitoring: Monitoring;
  readonly settings: SettingsSource;
  readonly failures: Failures;
}

/** Adds what reports from within to debug sessions of Node that are to be watched. The debugger need not know of it. */
export class DebugWatching implements Disposable {
  readonly #parts: DebugWatchingParts;
  readonly #owned = new DisposableStore();
  #armedAtMs = -Infinity;

  constructor(parts: DebugWatchingParts) {
    this.#parts = parts;
    for (const type of NODE_TYPES) {
      this.#owned.add(
        vscode.debug.registerDebugConfigurationProvider(type, {
          // After all others, so that what the program is started with is known.
          resolveDebugConfigurationWithSubstitutedVariables: (folder, configuration) => this.resolve(folder, configuration),
        }),
      );
    }
  }

  /** The session that is started next is watched. */
  armNext(): void {
    this.#armedAtMs = performance.now();
  }

  /** As it is, where it is not to be watched or cannot be. */
  async resolve(
    workspaceFolder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration> {
    const { failures, folders, monitoring } = this.#parts;
    if (!vscode.workspace.isTrusted || !startsNode(configuration)) return configuration;
    const folder = (workspaceFolder && folders.all.find(({ uri }) => uri.toString() === workspaceFolder.uri.toString())) ?? folders.all[0];
    if (!folder) return configuration;
    // A debugger is not held up by what watches.
    const resolved = await failures.guard(vscode.l10n.t('watching a debug session'), async () => {
      if (!(await this.#isWanted(folder.uri, configuration.name))) return configuration;
      const { engine } = await monitoring.of(folder);
      const { nodeArgs, env } = await (await engine.programs()).preload({ children: false });
      const before = Array.isArray(configuration.runtimeArgs) ? (configuration.runtimeArgs as unknown[]) : [];
      return { ...configuration, runtimeArgs: [...nodeArgs, ...before], env: { ...(configuration.env as object | undefined), ...env } };
    });
    return resolved ?? configuration;
  }

  async #isWanted(scope: vscode.Uri, name: string): Promise<boolean> {
    const isArmed = performance.now() - this.#armedAtMs < ARMED_MS;
    this.#armedAtMs = -Infinity;
    const { debugSessions } = this.#parts.settings.for(scope).monitoring;
    if (isArmed || debugSessions === 'always') return true;
    if (debugSessions === 'never') return false;
    const watch = vscode.l10n.t('Watch');
    const text = vscode.l10n.t('Watch {0} with Laptime while it is debugged?', oneLine(name, 60));
    return (await vscode.window.showInformationMessage(text, { modal: true }, watch)) === watch;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** Whether the arguments of the runtime are those of Node, and the session is not one below another. */
function startsNode({ request, runtimeExecutable }: vscode.DebugConfiguration): boolean {
  if (request !== 'launch') return false;
  const name = typeof runtimeExecutable === 'string' ? path.basename(runtimeExecutable.replaceAll('\\', '/')) : 'node';
  return /^node(?:\.exe)?$/iu.test(name);
}
