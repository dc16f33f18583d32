import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Folder } from '../folders.ts';

const NAMES_KEY = 'laptime.alertSecrets';

const keyOf = (folder: Folder, name: string) => `laptime.alerts:${folder.uri.toString()}:${name}`;

/**
 * What channels of alerts need to keep for themselves. Each folder has its own: what was given for one project is not handed to the
 * configuration of another.
 */
export class AlertSecrets implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #secrets: vscode.SecretStorage;
  readonly #memory: vscode.Memento;
  readonly onDidChange = this.#changed.event;

  /** `memory`: of the workspace, for the names. */
  constructor(secrets: vscode.SecretStorage, memory: vscode.Memento) {
    this.#secrets = secrets;
    this.#memory = memory;
  }

  async get(folder: Folder, name: string): Promise<string | null> {
    return (await this.#secrets.get(keyOf(folder, name))) ?? null;
  }

  /** Names only. */
  names(folder: Folder): readonly string[] {
    return this.#all()[folder.uri.toString()] ?? [];
  }

  async set(folder: Folder, name: string, value: string): Promise<void> {
    await this.#secrets.store(keyOf(folder, name), value);
    await this.#remember(folder, [...new Set([...this.names(folder), name])]);
  }

  async remove(folder: Folder, name: string): Promise<void> {
    await this.#secrets.delete(keyOf(folder, name));
    await this.#remember(
      folder,
      this.names(folder).filter((one) => one !== name),
    );
  }

  #all(): Readonly<Record<string, readonly string[]>> {
    return this.#memory.get<Record<string, readonly string[]>>(NAMES_KEY, {});
  }

  async #remember(folder: Folder, names: readonly string[]): Promise<void> {
    await this.#memory.update(NAMES_KEY, { ...this.#all(), [folder.uri.toString()]: names });
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
