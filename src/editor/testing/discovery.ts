import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { BenchNode } from '../../model/benchmark.ts';
import { ConfigProblems } from '../configProblems.ts';
import { debounce } from '../debounce.ts';
import type { Failures } from '../failures.ts';
import type { Folder, Folders } from '../folders.ts';
import { CONFIG_FILE } from '../names.ts';
import type { BenchmarkTree, FileEntry } from './tree.ts';

const EDIT_PAUSE_MS = 250;
const FILES_PAUSE_MS = 300;
/** So many at once come with a folder; they are not looked at one by one. */
const MANY_CREATED = 200;

interface Search {
  /** Settles when the files of the folder are in the tree. */
  done: Promise<void>;
  running: boolean;
  /** Something changed while the search was under way. */
  again: boolean;
}

/** Keeps the tree true to the files and to unsaved editors. Parses in the engine's worker and executes nothing. */
export class Discovery implements Disposable {
  readonly #tree: BenchmarkTree;
  readonly #folders: Folders;
  readonly #failures: Failures;
  readonly #log: vscode.LogOutputChannel;
  readonly #configProblems: ConfigProblems;
  readonly #owned = new DisposableStore();
  readonly #stopped = new AbortController();
  readonly #searches = new Map<Folder, Search>();
  readonly #watchers = new Map<Folder, { readonly key: string; readonly owned: DisposableStore }>();
  readonly #parses = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly entry: FileEntry; readonly nodes: Promise<readonly BenchNode[] | undefined> }
  >();
  #foundOnce = false;

  constructor(tree: BenchmarkTree, folders: Folders, failures: Failures, log: vscode.LogOutputChannel) {
    this.#configProblems = this.#owned.add(new ConfigProblems());
    this.#tree = tree;
    this.#folders = folders;
    this.#failures = failures;
    this.#log = log;
    const reparse = this.#owned.add(debounce<vscode.TextDocument>(EDIT_PAUSE_MS, (document) => void this.nodesOf(document)));
    this.#owned.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#isListed(document.uri) && reparse(document)));
    this.#owned.add(
      vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(({ document }) => void this.nodesOf(document))),
    );
    // Edits that were thrown away with their editor are still in the tree.
    this.#owned.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#reread(uri)));
    this.#owned.add(folders.onDidChange(() => void this.start()));
    this.#owned.add({ dispose: () => this.#watchers.forEach(({ owned }) => owned.dispose()) });
  }

  /** False while the first search of the window is under way. */
  get foundOnce(): boolean {
    return this.#foundOnce;
  }

  /** Finds the bench files of every folder that was not searched yet, then reads those that are visible. */
  async start(): Promise<void> {
    const folders = this.#folders.all;
    for (const [folder, { owned }] of this.#watchers) {
      if (folders.includes(folder)) continue;
      owned.dispose();
      this.#watchers.delete(folder);
      this.#searches.delete(folder);
    }
    await Promise.all(folders.map((folder) => this.searched(folder)));
    this.#foundOnce = true;
    await Promise.all(vscode.window.visibleTextEditors.map(({ document }) => this.nodesOf(document)));
  }

  /** Settles when the folder's files are in the tree. */
  searched(folder: Folder): Promise<void> {
    return this.#searches.get(folder)?.done ?? this.search(folder);
  }

  /** Searches again; while a search is under way, right after it. */
  search(folder: Folder): Promise<void> {
    const current = this.#searches.get(folder);
    if (current?.running) {
      current.again = true;
      return current.done;
    }
    const search: Search = { running: true, again: false, done: Promise.resolve() };
    this.#searches.set(folder, search);
    search.done = this.#searchUntilQuiet(folder, search);
    return search.done;
  }

  async #searchUntilQuiet(folder: Folder, search: Search): Promise<void> {
    do {
      search.again = false;
      await this.#failures.guard(vscode.l10n.t('finding bench files in {0}', folder.name), () => this.#searchOnce(folder));
    } while (search.again && !this.#stopped.signal.aborted);
    search.running = false;
  }

  async #searchOnce(folder: Folder): Promise<void> {
    const startedAtMs = performance.now();
    const engine = await folder.engine();
    const { config, problems } = await engine.config();
    this.#configProblems.show(folder, problems);
    this.#watch(folder, config.benchmarks);
    const files = await engine.findBenchFiles(this.#stopped.signal);
    await this.#tree.setFiles(folder, files, this.#stopped.signal);
    this.#log.info(`found ${files.length} bench files in ${folder.name} in ${Math.round(performance.now() - startedAtMs)} ms`);
  }

  #watch(folder: Folder, globs: readonly string[]): void {
    const key = globs.join('\n');
    const current = this.#watchers.get(folder);
    if (current?.key === key) return;
    current?.owned.dispose();
    const owned = new DisposableStore();
    this.#watchers.set(folder, { key, owned });
    const search = owned.add(debounce<Folder>(FILES_PAUSE_MS, (changed) => void this.search(changed)));
    const reread = owned.add(debounce<string>(FILES_PAUSE_MS, (file) => void this.read(folder, file)));
    // A folder that comes or goes is one event, which matches no glob of files: a new one is watched too late for the files
    // that it came with, and a deleted one names none of them.
    const everything = owned.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder.uri, '**'), false, true));
    const created: vscode.Uri[] = [];
    const lookAtCreated = async () => {
      if (await hasFolder(created.splice(0))) await this.search(folder);
    };
    const look = owned.add(debounce<Folder>(FILES_PAUSE_MS, () => void lookAtCreated()));
    owned.add(
      everything.onDidCreate((uri) => {
        if (created.length < MANY_CREATED) created.push(uri);
        look(folder);
      }),
    );
    owned.add(
      everything.onDidDelete((uri) => {
        const path = this.#folders.locate(uri)?.file;
        if (path !== undefined && this.#tree.mayHaveFilesBelow(folder, path)) search(folder);
      }),
    );
    for (const glob of [...globs, CONFIG_FILE]) {
      const watcher = owned.add(vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder.uri, glob)));
      owned.add(watcher.onDidCreate(() => search(folder)));
      owned.add(
        watcher.onDidDelete((uri) => {
          const file = this.#folders.locate(uri)?.file;
          if (file !== undefined) this.#tree.removeFile(folder, file);
          search(folder);
        }),
      );
      owned.add(
        watcher.onDidChange((uri) => {
          const file = this.#folders.locate(uri)?.file;
          if (file === undefined) return;
          const entry = this.#tree.entry(folder, file);
          // Who watches tells of a file that was away for a moment as of one that changed.
          if (glob === CONFIG_FILE || !entry) search(folder);
          // What an editor shows is followed through its document; what nobody looked at yet is read when somebody does.
          else if (entry.content && !openDocument(uri)) reread(file);
        }),
      );
    }
  }

  /** Reads a file into the tree: from its open document, saved or not, else from disk. */
  async read(folder: Folder, file: string): Promise<void> {
    const entry = this.#tree.entry(folder, file);
    if (!entry) return;
    const document = openDocument(folder.fileUri(file));
    if (document) {
      await this.nodesOf(document);
      return;
    }
    await this.#failures.guard(vscode.l10n.t('reading {0}', file), async () => {
      entry.item.busy = true;
      try {
        const engine = await folder.engine();
        this.#tree.show(folder, await engine.readBenchFile(file));
      } finally {
        entry.item.busy = false;
      }
    });
  }

  /** The groups and benchmarks of an editor's text as it is now; undefined for what is not a bench file. */
  async nodesOf(document: vscode.TextDocument): Promise<readonly BenchNode[] | undefined> {
    const located = this.#folders.locate(document.uri);
    if (!located) return undefined;
    await this.searched(located.folder);
    const entry = this.#tree.entry(located.folder, located.file);
    if (document.isClosed || !entry) return undefined;
    const known = this.#parses.get(document);
    // A file that was not listed for a while has a new entry, which nothing was shown in yet.
    if (known?.version === document.version && known.entry === entry) return known.nodes;
    const { version } = document;
    const nodes = this.#failures.guard(vscode.l10n.t('reading {0}', located.file), async () => {
      const engine = await located.folder.engine();
      const content = await engine.readBenchFile(located.file, document.getText());
      // A newer parse is on its way: its answer must not be followed by this older one.
      if (this.#parses.get(document) === parse) this.#tree.show(located.folder, content);
      return content.nodes;
    });
    const parse = { version, entry, nodes };
    this.#parses.set(document, parse);
    const found = await nodes;
    // What could not be read is tried again when it is next asked for.
    if (!found && this.#parses.get(document) === parse) this.#parses.delete(document);
    return found;
  }

  #reread(uri: vscode.Uri): void {
    const located = this.#folders.locate(uri);
    if (located && this.#tree.entry(located.folder, located.file)?.content) void this.read(located.folder, located.file);
  }

  #isListed(uri: vscode.Uri): boolean {
    const located = this.#folders.locate(uri);
    return located !== undefined && this.#tree.entry(located.folder, located.file) !== undefined;
  }

  dispose(): void {
    this.#stopped.abort();
    this.#owned.dispose();
  }
}

async function hasFolder(uris: readonly vscode.Uri[]): Promise<boolean> {
  if (uris.length === MANY_CREATED) return true;
  const types = await Promise.all(
    uris.map(async (uri) => {
      try {
        return (await vscode.workspace.fs.stat(uri)).type;
      } catch {
        // It was there for a moment.
        return vscode.FileType.Unknown;
      }
    }),
  );
  return types.some((type) => (type & vscode.FileType.Directory) !== 0);
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => !document.isClosed && document.uri.toString() === key);
}
