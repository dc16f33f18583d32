import { statSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { ProfiledFunction } from '../../model/profile.ts';
import { HEAP_VIEW, type ContextKey } from '../names.ts';
import { oneLine } from '../wording.ts';
import { heapItems, heapMessage, type HeapItem, type HeapSubject } from './heapItems.ts';

/** The view is there when there is something to show. */
const HAS_HEAP: ContextKey = 'laptime.hasHeap';

/** The view "Heap": a snapshot by constructor, what changed between two, or what leaks. */
export class HeapView implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly #view: vscode.TreeView<HeapItem>;
  #subject: HeapSubject | null = null;

  constructor() {
    this.#view = this.#owned.add(
      vscode.window.createTreeView<HeapItem>(HEAP_VIEW, {
        treeDataProvider: {
          onDidChangeTreeData: this.#changed.event,
          getChildren: (parent) => [...(parent ? parent.children : this.items)],
          getTreeItem: treeItem,
        },
        showCollapseAll: true,
      }),
    );
  }

  get subject(): HeapSubject | null {
    return this.#subject;
  }

  get items(): readonly HeapItem[] {
    return this.#subject ? heapItems(this.#subject) : [];
  }

  get message(): string {
    return this.#view.message ?? '';
  }

  /** Brings the view into sight, but for `null`, which takes it away. */
  async show(subject: HeapSubject | null): Promise<void> {
    this.#subject = subject;
    this.#view.message = subject ? heapMessage(subject) : '';
    await vscode.commands.executeCommand('setContext', HAS_HEAP, subject !== null);
    this.#changed.fire();
    if (subject) await vscode.commands.executeCommand(`${HEAP_VIEW}.focus`);
  }

  /** Opens where something was allocated. @throws UserError where that is not on this machine */
  async open(place: ProfiledFunction): Promise<void> {
    const root = this.#subject?.kind === 'leaks' ? this.#subject.root : null;
    const file = path.isAbsolute(place.file) ? place.file : root === null ? null : path.join(root, place.file);
    if (file === null || /^[\\/]{2}/.test(file) || !statSync(file, { throwIfNoEntry: false })?.isFile())
      throw new UserError('no-source', vscode.l10n.t('{0} is not on this machine. Nothing was opened.', oneLine(place.file)));
    const position = new vscode.Position(Math.max(place.line - 1, 0), Math.max(place.column - 1, 0));
    await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(position, position) });
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function treeItem({ label, description, tooltip, icon, place, children, isOpen }: HeapItem): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, children.length === 0 ? None : isOpen ? Expanded : Collapsed);
  item.description = description;
  item.tooltip = tooltip;
  item.iconPath = new vscode.ThemeIcon(icon);
  if (place) item.command = { title: vscode.l10n.t('Open'), command: 'laptime.openAllocation', arguments: [place] };
  return item;
}
