import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { DisposableStore, type Disposable } from '../base/lifecycle.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';

/** One workspace folder on disk, with an engine of its own. */
export interface Folder {
  readonly uri: vscode.Uri;
  readonly name: string;
  /** Made at the first call: nothing of the engine is loaded for a folder that nobody looks at. */
  engine(): Promise<Engine>;
  /** The engine where it has been made already. */
  readonly engineIfMade: Engine | undefined;
  /** Has something disposed of with the folder, before its engine. */
  own<T extends Disposable>(part: T): T;
  /** Of a file of this folder, named relative to it with `/`. */
  fileUri(file: string): vscode.Uri;
}

export type CreateEngine = (options: EngineOptions) => Engine;

interface OpenFolder extends Folder, Disposable {}

/** Stands for the folder where none is open. */
const HOME = { uri: vscode.Uri.file(homedir()), name: '' };

function openFolder(
  workspaceFolder: Pick<vscode.WorkspaceFolder, 'uri' | 'name'>,
  makeEngine: (root: string) => Promise<Engine>,
): OpenFolder {
  let made: Engine | undefined;
  let making: Promise<Engine> | undefined;
  const owned = new DisposableStore();

  async function make(): Promise<Engine> {
    const engine = await makeEngine(workspaceFolder.uri.fsPath);
    if (owned.isDisposed) engine.dispose();
    else made = engine;
    return engine;
  }

  return {
    uri: workspaceFolder.uri,
    name: workspaceFolder.name,
    engine() {
      making ??= make().catch((error: unknown) => {
        // The next question tries again.
        making = undefined;
        throw error;
      });
      return making;
    },
    get engineIfMade() {
      return made;
    },
    own: (part) => owned.add(part),
    fileUri: (file) => vscode.Uri.joinPath(workspaceFolder.uri, file),
    dispose() {
      owned.dispose();
      made?.dispose();
    },
  };
}

/** The folders of the window that are on disk, as they come and go. */
export class Folders implements Disposable {
  readonly #open = new Map<string, OpenFolder>();
  #elsewhere: OpenFolder | undefined;
  readonly #owned = new DisposableStore();
  readonly #changed: Emitter<void>;
  readonly #makeEngine: (root: string) => Promise<Engine>;
  readonly onDidChange: Event<void>;

  constructor(extension: vscode.ExtensionContext, log: vscode.LogOutputChannel, loadEngine: () => Promise<CreateEngine>) {
    this.#changed = this.#owned.add(new Emitter<void>((error) => log.error(String(error))));
    this.onDidChange = this.#changed.event;
    this.#makeEngine = async (root) => {
      const createEngine = await loadEngine();
      return createEngine({
        root,
        distFolder: vscode.Uri.joinPath(extension.extensionUri, 'dist').fsPath,
        laptimeVersion: String(extension.extension.packageJSON.version),
        source: 'editor',
        log,
        clock: systemClock,
      });
    };
    this.#follow();
    this.#owned.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#follow();
        this.#changed.fire();
      }),
    );
  }

  get all(): readonly Folder[] {
    return [...this.#open.values()];
  }

  /** The folder that a file on disk belongs to, and the file's name in it. */
  locate(uri: vscode.Uri): { readonly folder: Folder; readonly file: string } | undefined {
    const workspaceFolder = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
    const folder = workspaceFolder && this.#open.get(workspaceFolder.uri.toString());
    if (!folder) return undefined;
    const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
    return { folder, file: uri.path.slice(root.length) };
  }

  /** For a file wherever it is: the engine of its folder, of the first one, or, without a folder, one for all files. */
  engineFor(uri: vscode.Uri): Promise<Engine> {
    const folder = this.locate(uri)?.folder ?? this.all[0] ?? (this.#elsewhere ??= openFolder(HOME, this.#makeEngine));
    return folder.engine();
  }

  #follow(): void {
    const present = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const keys = new Set(present.map(({ uri }) => uri.toString()));
    for (const [key, folder] of this.#open) {
      if (keys.has(key)) continue;
      this.#open.delete(key);
      folder.dispose();
    }
    for (const workspaceFolder of present) {
      const key = workspaceFolder.uri.toString();
      if (!this.#open.has(key)) this.#open.set(key, openFolder(workspaceFolder, this.#makeEngine));
    }
  }

  dispose(): void {
    this.#owned.dispose();
    this.#elsewhere?.dispose();
    for (const folder of this.#open.values()) folder.dispose();
    this.#open.clear();
  }
}
