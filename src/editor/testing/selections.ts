import type * as vscode from 'vscode';
import type { Selection } from '../../model/run.ts';
import type { Folder } from '../folders.ts';
import type { BenchmarkTree } from './tree.ts';

/** What to run in one folder, with the items it was asked for by. */
export interface FolderSelection {
  readonly folder: Folder;
  readonly selections: readonly Selection[];
  readonly items: readonly vscode.TestItem[];
}

/** The items to run, without those that were left out: where one is, its siblings stand for their parent. */
function withoutExcluded(
  item: vscode.TestItem,
  excluded: ReadonlySet<vscode.TestItem>,
  leftOut: ReadonlySet<vscode.TestItem>,
): vscode.TestItem[] {
  if (excluded.has(item)) return [];
  if (!leftOut.has(item)) return [item];
  return [...item.children].flatMap(([, child]) => withoutExcluded(child, excluded, leftOut));
}

function parentsOf(items: Iterable<vscode.TestItem>): Set<vscode.TestItem> {
  const parents = new Set<vscode.TestItem>();
  for (const item of items) for (let parent = item.parent; parent; parent = parent.parent) parents.add(parent);
  return parents;
}

/** Turns items of the Testing view into what each folder's engine is asked for, in the order of the items. */
export function selectionsOf(
  tree: BenchmarkTree,
  items: readonly vscode.TestItem[],
  exclude: readonly vscode.TestItem[],
): FolderSelection[] {
  const excluded = new Set(exclude);
  const leftOut = parentsOf(exclude);
  const byFolder = new Map<Folder, { selections: Selection[]; items: vscode.TestItem[] }>();
  for (const item of items.flatMap((one) => withoutExcluded(one, excluded, leftOut))) {
    const located = tree.locate(item);
    if (!located) continue;
    const { folder } = located;
    const selected = byFolder.get(folder) ?? { selections: [], items: [] };
    byFolder.set(folder, selected);
    selected.items.push(item);
    if (located.kind === 'folder') selected.selections.push(...tree.entries(folder).map(({ file }) => ({ file })));
    else selected.selections.push(located.kind === 'file' ? { file: located.file } : located.shape.selection);
  }
  return [...byFolder].map(([folder, selected]) => ({ folder, ...selected }));
}
