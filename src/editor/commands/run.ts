import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { BenchNode } from '../../model/benchmark.ts';
import { activeFileEditor } from '../activeEditor.ts';
import { toRange } from '../testing/tree.ts';
import type { CommandParts, Commands } from './parts.ts';

/** The innermost group or benchmark around a place. */
function nodeAt(nodes: readonly BenchNode[], position: vscode.Position): BenchNode | undefined {
  const around = nodes.find((node) => toRange(node.range).contains(position));
  return around && (nodeAt(around.children, position) ?? around);
}

export function runCommands({ folders, tree, discovery, runner, runs }: CommandParts): Commands {
  /** The bench file of a URI, or of the active editor, read. */
  async function benchFile(uri: vscode.Uri | undefined) {
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

  async function runAtCursor(): Promise<void> {
    const entry = await benchFile(undefined);
    const editor = activeFileEditor();
    const nodes = editor && (await discovery.nodesOf(editor.document));
    const node = editor && nodes && nodeAt(nodes, editor.selection.active);
    const item = node && tree.find(entry.folder, entry.file, node.id);
    if (!item)
      throw new UserError(
        'no-benchmark-here',
        vscode.l10n.t('There is no benchmark at the cursor: put it inside a call of bench or group.'),
      );
    await runner.runItems([item]);
  }

  return {
    'laptime.runAll': () => runner.runItems(undefined),
    'laptime.runFile': async (uri) => runner.runItems([(await benchFile(uri instanceof vscode.Uri ? uri : undefined)).item]),
    'laptime.runAtCursor': runAtCursor,
    'laptime.rerun': () => runner.runAgain(),
    'laptime.cancel': () => runs.cancel(),
    'laptime.runItem': async (uri, id) => {
      const entry = await benchFile(vscode.Uri.parse(String(uri), true));
      const item = tree.find(entry.folder, entry.file, String(id));
      if (!item) throw new UserError('benchmarks-gone', vscode.l10n.t('This benchmark is not there any more: it was renamed or deleted.'));
      await runner.runItems([item]);
    },
  };
}
