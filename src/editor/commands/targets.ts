import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { BenchNode } from '../../model/benchmark.ts';
import { activeFileEditor } from '../activeEditor.ts';
import { toRange, type FileEntry } from '../testing/tree.ts';
import type { CommandParts } from './parts.ts';

type TargetParts = Pick<CommandParts, 'folders' | 'tree' | 'discovery'>;

/** The innermost group or benchmark around a place. */
function nodeAt(nodes: readonly BenchNode[], position: vscode.Position): BenchNode | undefined {
  const around = nodes.find((node) => toRange(node.range).contains(position));
  return around && (nodeAt(around.children, position) ?? around);
}

/** The bench file of a URI, or of the active editor, read. @throws UserError `not-a-bench-file` */
export async function benchFileOf(uri: vscode.Uri | undefined, { folders, tree, discovery }: TargetParts): Promise<FileEntry> {
  const wanted = uri ?? activeFileEditor()?.document.uri;
  const located = wanted && folders.locate(wanted);
  if (located) await discovery.searched(located.folder);
  const entry = located && tree.entry(located.folder, located.file);
  if (!entry) {
    throw new UserError(
      'not-a-bench-file',
      vscode.l10n.t('The active editor is not a bench file. The globs under "benchmarks" in laptime.config.json say which files are.'),
    );
  }
  if (!entry.content) await discovery.read(entry.folder, entry.file);
  return entry;
}

/** The group or benchmark at the cursor of the active editor. @throws UserError `no-benchmark-here`, `not-a-bench-file` */
export async function itemAtCursor(parts: TargetParts): Promise<vscode.TestItem> {
  const { tree, discovery } = parts;
  const entry = await benchFileOf(undefined, parts);
  const editor = activeFileEditor();
  const nodes = editor && (await discovery.nodesOf(editor.document));
  const node = editor && nodes && nodeAt(nodes, editor.selection.active);
  const item = node && tree.find(entry.folder, entry.file, node.id);
  if (!item)
    throw new UserError('no-benchmark-here', vscode.l10n.t('There is no benchmark at the cursor: put it inside a call of bench or group.'));
  return item;
}

/** The item of a bench file that a lens names. @throws UserError `benchmarks-gone`, `not-a-bench-file` */
export async function itemInFile(uri: unknown, id: unknown, parts: TargetParts): Promise<vscode.TestItem> {
  const entry = await benchFileOf(vscode.Uri.parse(String(uri), true), parts);
  const item = parts.tree.find(entry.folder, entry.file, String(id));
  if (!item) throw new UserError('benchmarks-gone', vscode.l10n.t('This benchmark is not there any more: it was renamed or deleted.'));
  return item;
}

/** What the Testing view gives a command: every item that is selected. */
export function itemsAmong(args: readonly unknown[]): vscode.TestItem[] {
  return args.filter((one): one is vscode.TestItem => typeof one === 'object' && one !== null && 'children' in one);
}
