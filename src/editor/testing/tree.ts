import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/emitter.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { BenchFile, BenchNode, CollectedBenchmark, SourceRange } from '../../model/benchmark.ts';
import type { Folder, Folders } from '../folders.ts';
import type { Results } from '../results.ts';
import { inSlices } from '../slices.ts';
import { comparisonText, labelText, oneLine } from '../wording.ts';
import { completionsOf, isRunnable, mergeCompletions, shapesOf, type Completion, type Shape } from './shape.ts';

/** A bench file in the Testing view. */
export interface FileEntry {
  readonly folder: Folder;
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly item: vscode.TestItem;
  /** Undefined until the file was read for the first time. */
  readonly content: BenchFile | undefined;
}

interface MutableFileEntry extends FileEntry {
  content: BenchFile | undefined;
  completions: readonly Completion[];
  /** Everything below the file, by benchmark id. */
  readonly items: Map<string, vscode.TestItem>;
}

/** What an item of the Testing view stands for. */
export type Located =
  | { readonly kind: 'folder'; readonly folder: Folder }
  | { readonly kind: 'file'; readonly folder: Folder; readonly file: string }
  | { readonly kind: 'node'; readonly folder: Folder; readonly file: string; readonly shape: Shape };

/** The Testing view runs items that have what a run profile asks for. */
export const runnableTag = new vscode.TestTag('runnable');

export const toRange = (range: SourceRange): vscode.Range =>
  new vscode.Range(range.startLine - 1, range.startColumn - 1, range.endLine - 1, range.endColumn - 1);

/** The items of the Testing view: folders (where there are several), bench files, groups, benchmarks. */
export class BenchmarkTree implements Disposable {
  readonly #controller: vscode.TestController;
  readonly #folders: Folders;
  readonly #results: Results;
  readonly #files = new Map<Folder, Map<string, MutableFileEntry>>();
  /** Paths of folders that have or had bench files somewhere below them. */
  readonly #seenFolders = new WeakMap<Folder, Set<string>>();
  readonly #folderItems = new Map<Folder, vscode.TestItem>();
  readonly #located = new WeakMap<vscode.TestItem, Located>();
  readonly #owned = new DisposableStore();
  readonly #changed: Emitter<FileEntry | undefined>;
  #describing = new AbortController();
  /** With the file whose items changed, or undefined when files came or went. */
  readonly onDidChange: Event<FileEntry | undefined>;

  constructor(controller: vscode.TestController, folders: Folders, results: Results, onError: (error: unknown) => void) {
    this.#controller = controller;
    this.#folders = folders;
    this.#results = results;
    this.#changed = this.#owned.add(new Emitter<FileEntry | undefined>(onError));
    this.onDidChange = this.#changed.event;
    this.#owned.add(folders.onDidChange(() => this.#layOut()));
    this.#owned.add(results.onDidChange(() => void this.#describeAll()));
    this.#layOut();
  }

  get fileCount(): number {
    return [...this.#files.values()].reduce((sum, files) => sum + files.size, 0);
  }

  entries(folder: Folder): readonly FileEntry[] {
    return [...(this.#files.get(folder)?.values() ?? [])];
  }

  entry(folder: Folder, file: string): FileEntry | undefined {
    return this.#files.get(folder)?.get(file);
  }

  /** Whether a bench file may lie somewhere below this path; false where none ever did. */
  mayHaveFilesBelow(folder: Folder, path: string): boolean {
    return this.#seenFolders.get(folder)?.has(path) ?? false;
  }

  locate(item: vscode.TestItem): Located | undefined {
    return this.#located.get(item);
  }

  /** The item of a group or benchmark. */
  find(folder: Folder, file: string, id: string): vscode.TestItem | undefined {
    return this.#files.get(folder)?.get(file)?.items.get(id);
  }

  /** The items below this one, itself included, that have results of their own. */
  benchmarksBelow(item: vscode.TestItem): vscode.TestItem[] {
    const located = this.#located.get(item);
    const own = located?.kind === 'node' && located.shape.isBenchmark ? [item] : [];
    return [...own, ...[...item.children].flatMap(([, child]) => this.benchmarksBelow(child))];
  }

  /** Makes the files of a folder these; those that stay keep their items and what is below them. */
  async setFiles(folder: Folder, files: readonly string[], signal?: AbortSignal): Promise<void> {
    const known = this.#files.get(folder);
    if (!known) return;
    const wanted = new Set(files);
    const gone = [...known.keys()].filter((file) => !wanted.has(file));
    const added = files.filter((file) => !known.has(file));
    await inSlices(gone, (file) => this.#remove(folder, file), signal);
    await inSlices(added, (file) => this.#add(folder, file), signal);
    if (gone.length > 0 || added.length > 0) this.#changed.fire(undefined);
  }

  removeFile(folder: Folder, file: string): void {
    if (!this.entry(folder, file)) return;
    this.#remove(folder, file);
    this.#changed.fire(undefined);
  }

  /** Shows what the syntax tree says of a file; items of the same id stay. */
  show(folder: Folder, content: BenchFile): void {
    const entry = this.#files.get(folder)?.get(content.file);
    if (!entry) return;
    entry.content = content;
    entry.item.error = loadError(content);
    entry.item.tags = [runnableTag, ...(content.api ? [new vscode.TestTag(content.api)] : [])];
    this.#render(entry);
  }

  /** Adds what execution registered to what the syntax tree could name. `partial`: only a part of the file was asked for. */
  complete(folder: Folder, file: string, collected: readonly CollectedBenchmark[], partial: boolean): void {
    const entry = this.#files.get(folder)?.get(file);
    if (!entry) return;
    const completions = completionsOf(entry.content?.nodes ?? [], collected);
    entry.completions = mergeCompletions(entry.completions, completions, partial);
    this.#render(entry);
  }

  /** Shows the newest result or verdict beside the label of one benchmark. */
  describe(item: vscode.TestItem): void {
    const located = this.#located.get(item);
    if (located?.kind !== 'node') return;
    // VS Code's own declaration leaves out that undefined is how a description is taken away.
    Object.assign(item, { description: this.#newest(located.folder, located.shape.id) ?? modeText(located.shape.mode) });
  }

  #newest(folder: Folder, benchmarkId: string): string | undefined {
    const verdict = this.#results.verdict(folder, benchmarkId);
    if (verdict) return comparisonText(verdict);
    const latest = this.#results.latest(folder, benchmarkId);
    return latest ? labelText(latest) : undefined;
  }

  #layOut(): void {
    const folders = this.#folders.all;
    for (const folder of this.#files.keys()) {
      if (folders.includes(folder)) continue;
      this.#files.delete(folder);
      this.#folderItems.delete(folder);
    }
    for (const folder of folders) if (!this.#files.has(folder)) this.#files.set(folder, new Map());
    const several = folders.length > 1;
    this.#folderItems.clear();
    const roots: vscode.TestItem[] = [];
    for (const folder of folders) {
      const items = [...this.#files.get(folder)!.values()].map(({ item }) => item);
      if (!several) roots.push(...items);
      else {
        const item = this.#controller.createTestItem(folder.uri.toString(), folder.name, folder.uri);
        item.tags = [runnableTag];
        this.#located.set(item, { kind: 'folder', folder });
        this.#folderItems.set(folder, item);
        roots.push(item);
      }
    }
    // An item can have one parent at a time: all leave the old place before any takes the new one.
    this.#controller.items.replace(several ? [] : roots);
    if (several) {
      this.#controller.items.replace(roots);
      for (const [folder, item] of this.#folderItems)
        item.children.replace([...this.#files.get(folder)!.values()].map((entry) => entry.item));
    }
    this.#changed.fire(undefined);
  }

  #home(folder: Folder): vscode.TestItemCollection {
    return this.#folderItems.get(folder)?.children ?? this.#controller.items;
  }

  #add(folder: Folder, file: string): void {
    const files = this.#files.get(folder);
    // The folder may have left the window while its files were being added.
    if (!files || files.has(file)) return;
    const slash = file.lastIndexOf('/');
    const item = this.#controller.createTestItem(file, oneLine(file.slice(slash + 1)), folder.fileUri(file));
    if (slash > 0) item.description = oneLine(file.slice(0, slash));
    item.sortText = file;
    item.tags = [runnableTag];
    item.canResolveChildren = true;
    this.#located.set(item, { kind: 'file', folder, file });
    files.set(file, { folder, file, item, content: undefined, completions: [], items: new Map() });
    this.#home(folder).add(item);
    const seen = this.#seenFolders.get(folder) ?? new Set();
    this.#seenFolders.set(folder, seen);
    for (let end = slash; end > 0 && !seen.has(file.slice(0, end)); end = file.lastIndexOf('/', end - 1)) seen.add(file.slice(0, end));
  }

  #remove(folder: Folder, file: string): void {
    this.#files.get(folder)?.delete(file);
    this.#home(folder).delete(file);
  }

  #render(entry: MutableFileEntry): void {
    const nodes: readonly BenchNode[] = entry.content?.nodes ?? [];
    entry.items.clear();
    this.#reconcile(entry, entry.item, shapesOf(entry.file, nodes, entry.completions));
    entry.item.canResolveChildren = entry.content === undefined;
    this.#changed.fire(entry);
  }

  #reconcile(entry: MutableFileEntry, parent: vscode.TestItem, shapes: readonly Shape[]): void {
    const wanted = new Set(shapes.map(({ id }) => id));
    const gone = [...parent.children].map(([id]) => id).filter((id) => !wanted.has(id));
    for (const id of gone) parent.children.delete(id);
    for (const [index, shape] of shapes.entries()) {
      const present = parent.children.get(shape.id);
      const item = present ?? this.#controller.createTestItem(shape.id, oneLine(shape.label), entry.item.uri);
      const runnable = isRunnable(shape);
      // Without a range there is no icon in the gutter, which VS Code draws whatever the run profiles ask for.
      item.range = runnable && shape.range ? toRange(shape.range) : undefined;
      item.sortText = String(index).padStart(6, '0');
      item.tags = runnable ? entry.item.tags : entry.item.tags.filter((tag) => tag !== runnableTag);
      this.#located.set(item, { kind: 'node', folder: entry.folder, file: entry.file, shape });
      entry.items.set(shape.id, item);
      this.describe(item);
      this.#reconcile(entry, item, shape.children);
      if (!present) parent.children.add(item);
    }
  }

  async #describeAll(): Promise<void> {
    this.#describing.abort();
    this.#describing = new AbortController();
    const items = [...this.#files.values()].flatMap((files) => [...files.values()].flatMap((entry) => [...entry.items.values()]));
    await inSlices(items, (item) => this.describe(item), this.#describing.signal);
  }

  dispose(): void {
    this.#describing.abort();
    this.#owned.dispose();
  }
}

function modeText(mode: Shape['mode']): string | undefined {
  if (mode === 'skip') return vscode.l10n.t('skipped');
  if (mode === 'todo') return vscode.l10n.t('to do');
  return undefined;
}

function loadError(content: BenchFile): string | undefined {
  const [problem] = content.problems;
  if (content.nodes.length > 0) return undefined;
  if (problem) return vscode.l10n.t('Line {0}: {1}', problem.line, oneLine(problem.message));
  if (!content.api) return vscode.l10n.t('No benchmarks here: the file uses none of vitest, tinybench, mitata and laptime.');
  return undefined;
}
