import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Engine } from '../../engine/engine.ts';
import type { TextHintsSession } from '../../engine/hints/index.ts';
import { debounce } from '../debounce.ts';
import type { Folder, Folders } from '../folders.ts';
import { CONFIG_FILE } from '../names.ts';

const FILES_PAUSE_MS = 100;

interface Opened {
  readonly session: Promise<TextHintsSession>;
  readonly watched: DisposableStore;
  /** The file with what is known, and who watches it. */
  baseline: { readonly file: string; readonly watched: Disposable } | null;
}

/** What looks for hints in each folder, with its configuration as it is now. */
export class HintSessions implements Disposable {
  readonly #folders: Folders;
  readonly #onError: (error: unknown) => void;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  /** Other folders, or another configuration of one. */
  readonly onDidChange = this.#changed.event;
  readonly #reload = this.#owned.add(debounce<Folder>(FILES_PAUSE_MS, (folder) => void this.#reloaded(folder)));
  readonly #opened = new Map<Engine, Opened>();
  #closings = 0;

  constructor(folders: Folders, onError: (error: unknown) => void) {
    this.#folders = folders;
    this.#onError = onError;
    this.#owned.add(
      folders.onDidChange(() => {
        this.#close();
        this.#changed.fire();
      }),
    );
  }

  /** How often all were closed: what was asked before that fails, and nobody waits for it. */
  get closings(): number {
    return this.#closings;
  }

  /** That of the folder of a file; for other files that of the first folder. */
  async for(uri: vscode.Uri): Promise<TextHintsSession> {
    const folder = this.#folders.locate(uri)?.folder ?? this.#folders.all[0];
    const engine = await this.#folders.engineFor(uri);
    const known = this.#opened.get(engine);
    if (known) return known.session;
    const opened: Opened = { session: engine.openTextHints(), watched: new DisposableStore(), baseline: null };
    this.#opened.set(engine, opened);
    if (folder) {
      for (const glob of [CONFIG_FILE, '**/.gitignore']) opened.watched.add(this.#watch(folder, glob));
      await this.#watchBaseline(folder, opened);
    }
    return opened.session;
  }

  /** A file that answers depend on besides the text. */
  #watch(folder: Folder, glob: string): Disposable {
    const owned = new DisposableStore();
    const watcher = owned.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder.uri, glob)));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) owned.add(event(() => this.#reload(folder)));
    return owned;
  }

  async #watchBaseline(folder: Folder, opened: Opened): Promise<void> {
    const { baseline: file } = await (await opened.session).settings();
    if (opened.watched.isDisposed || file === (opened.baseline?.file ?? null)) return;
    opened.baseline?.watched.dispose();
    opened.baseline = file === null ? null : { file, watched: this.#watch(folder, file) };
  }

  async #reloaded(folder: Folder): Promise<void> {
    const opened = folder.engineIfMade && this.#opened.get(folder.engineIfMade);
    if (!opened) return;
    try {
      (await opened.session).reload();
      await this.#watchBaseline(folder, opened);
    } catch (error) {
      this.#onError(error);
    }
    this.#changed.fire();
  }

  #close(): void {
    this.#closings += 1;
    for (const { session, watched, baseline } of this.#opened.values()) {
      watched.dispose();
      baseline?.watched.dispose();
      session.then(
        (opened) => opened.dispose(),
        () => {},
      );
    }
    this.#opened.clear();
  }

  dispose(): void {
    this.#close();
    this.#owned.dispose();
  }
}
