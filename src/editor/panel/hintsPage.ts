import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { Emitter } from '../../base/emitter.ts';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { HintsRequest } from '../../engine/engine.ts';
import type { HintLevel, HintReport } from '../../model/hint.ts';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import { toPanelHints, type PanelHints, type PanelHintsState } from '../../protocol/panelHints.ts';
import type { Folder } from '../folders.ts';

const PROGRESS_PAUSE_MS = 100;
/** Like `isSourceFile` of the engine, which is not loaded to ask for a name. */
const SOURCES = '**/{*.js,*.mjs,*.cjs,*.jsx,*.ts,*.mts,*.cts,*.tsx,*.vue,*.svelte,tsconfig*.json}';

export interface HintsPageParts {
  /** Absolute path of the profile whose heat is on the lines; null without one. */
  readonly profile: () => Promise<string | null>;
  /** Null takes what `laptime.config.json` says. */
  readonly levelOf: (folder: Folder) => HintLevel | null;
  readonly hasOtherFolders: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** Files that were written since: in the editor, and by whoever. */
interface Written {
  readonly saved: Set<string>;
  readonly elsewhere: Set<string>;
}

interface Found {
  readonly folder: Folder;
  readonly hints: PanelHints;
  /** Files with hints: where they are written, their hints may be elsewhere. */
  readonly files: ReadonlySet<string>;
}

/** The hints of a workspace folder that the panel shows. They stay as they are until somebody looks again. */
export class HintsPage implements Disposable {
  readonly #parts: HintsPageParts;
  readonly #owned = new DisposableStore();
  readonly #changed: Emitter<void>;
  #searching: { readonly stop: AbortController; progress: PanelHintsState['progress'] } | null = null;
  #found: Found | null = null;
  #version = 0;
  #written: Written = { saved: new Set(), elsewhere: new Set() };
  #watched: DisposableStore | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** Whether the panel shows them, in place of everything else. */
  isShown = false;

  constructor(parts: HintsPageParts) {
    this.#parts = parts;
    this.#changed = this.#owned.add(new Emitter<void>(parts.onError));
    this.#owned.add({ dispose: () => this.#watched?.dispose() });
  }

  /** At most ten times a second. */
  get onDidChange() {
    return this.#changed.event;
  }

  /** What the panel is told of them. */
  get told(): Pick<PanelSnapshot, 'hints' | 'hintsShown'> {
    return { hints: this.state, hintsShown: this.isShown };
  }

  get state(): PanelHintsState {
    return {
      state: this.#searching ? 'searching' : this.#found ? 'found' : 'none',
      progress: this.#searching?.progress ?? null,
      version: this.#version,
      changedFiles: [...new Set([...this.#written.saved, ...this.#written.elsewhere])].toSorted(),
    };
  }

  get hints(): PanelHints | null {
    return this.#found?.hints ?? null;
  }

  /** Whose hints are shown; null where there are none. */
  get folder(): Folder | null {
    return this.#found?.folder ?? null;
  }

  /** Only places of hints that are shown are opened. @throws UserError for any other */
  uriOf(file: string): vscode.Uri {
    const found = this.#found;
    if (!found?.files.has(file)) throw new UserError('no-hint', vscode.l10n.t('There are no hints in {0} any more.', file));
    return found.folder.fileUri(file);
  }

  cancel(): void {
    this.#searching?.stop.abort();
  }

  /** Looks for hints; what was found before stays until there is something new. One search at a time: a second one ends the first. */
  async find(folder: Folder): Promise<void> {
    this.cancel();
    const searching = { stop: new AbortController(), progress: null as PanelHintsState['progress'] };
    this.#searching = searching;
    this.#announce();
    // From before the first file is read: what is written meanwhile is told, too.
    const written: Written = { saved: new Set(), elsewhere: new Set() };
    const watched = this.#watch(folder, written);
    try {
      const { signal } = searching.stop;
      const engine = await folder.engine();
      const [profile, level] = [await this.#parts.profile(), this.#parts.levelOf(folder)];
      const request: HintsRequest = {
        targets: { files: [], folders: [] },
        ...(level !== null && { level }),
        ...(profile !== null && { profile }),
        onProgress: (done, total) => {
          searching.progress = { done, total };
          this.#announce();
        },
      };
      const report = await engine.hints(request, signal);
      const optimization = await engine.suggest(report);
      signal.throwIfAborted();
      const names = { folder: this.#parts.hasOtherFolders() ? folder.name : null, profile: profile === null ? null : nameOf(profile) };
      this.#keep(folder, report, toPanelHints(report, optimization, names), watched, written);
    } catch (error) {
      watched.dispose();
      throw error;
    } finally {
      if (this.#searching === searching) this.#searching = null;
      this.#announce();
    }
  }

  #keep(folder: Folder, { hints }: HintReport, shown: PanelHints, watched: DisposableStore, written: Written): void {
    this.#watched?.dispose();
    this.#watched = watched;
    const files = new Set(hints.map(({ file }) => file));
    this.#found = { folder, hints: shown, files };
    this.#written = written;
    // Which files have hints is known only now.
    for (const file of written.elsewhere) if (!files.has(file)) written.elsewhere.delete(file);
    this.#version += 1;
  }

  /** Notes files that are written: those that have hints whoever writes them, all others where they are saved in the editor. */
  #watch(folder: Folder, written: Written): DisposableStore {
    const watched = new DisposableStore();
    const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
    const note = (uri: vscode.Uri, files: Set<string>, isOurs: (file: string) => boolean) => {
      if (!uri.path.startsWith(root)) return;
      const file = uri.path.slice(root.length);
      if (files.has(file) || !isOurs(file)) return;
      files.add(file);
      this.#announce();
    };
    const sinceMs = Date.now();
    const onWritten = (uri: vscode.Uri) => {
      // A watcher tells late: also of what was written before.
      if (writtenAtMs(uri) < sinceMs) return;
      note(uri, written.elsewhere, (file) => this.#watched !== watched || this.#found?.files.has(file) === true);
    };
    const watcher = watched.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder.uri, SOURCES)));
    watched.add(watcher.onDidChange(onWritten));
    watched.add(watcher.onDidDelete(onWritten));
    watched.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => note(uri, written.saved, isSource)));
    return watched;
  }

  #announce(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, PROGRESS_PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.cancel();
    this.#owned.dispose();
  }
}

/** Of a file that is gone: now. */
const writtenAtMs = ({ fsPath }: vscode.Uri): number => statSync(fsPath, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;

const isSource = (file: string): boolean => /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/u.test(file);

const nameOf = (file: string): string => file.split(/[/\\]/u).at(-1) ?? file;
