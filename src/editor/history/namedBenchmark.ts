import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { Folder } from '../folders.ts';
import type { Discovery } from '../testing/discovery.ts';
import type { BenchmarkTree } from '../testing/tree.ts';
import { oneLine } from '../wording.ts';

/** One benchmark of a folder. */
export interface NamedBenchmark {
  readonly folder: Folder;
  readonly id: string;
  readonly file: string;
  readonly path: readonly string[];
}

interface TreeParts {
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
}

export const nameOf = ({ path }: Pick<NamedBenchmark, 'path'>): string => oneLine(path.join(' › '), 60);

/** The benchmark behind an item of the Testing view; null for a file, a folder or a group. */
export function benchmarkOf(item: vscode.TestItem, tree: BenchmarkTree): NamedBenchmark | null {
  const located = tree.locate(item);
  if (located?.kind !== 'node' || !located.shape.isBenchmark) return null;
  const { id, selection } = located.shape;
  return { folder: located.folder, id, file: located.file, path: selection.path ?? [] };
}

/** All benchmarks of a folder that its bench files name, read where they are not yet. */
export async function benchmarksOf(folder: Folder, { tree, discovery }: TreeParts): Promise<readonly NamedBenchmark[]> {
  await discovery.searched(folder);
  const unread = tree.entries(folder).filter(({ content }) => content === undefined);
  await Promise.all(unread.map(({ file }) => discovery.read(folder, file)));
  return tree.entries(folder).flatMap(({ item }) => tree.benchmarksBelow(item).flatMap((below) => benchmarkOf(below, tree) ?? []));
}

/**
 * A benchmark by its id: of what is on disk, or of the history only.
 * @throws UserError `benchmarks-gone`
 */
export async function benchmarkWithId(folder: Folder, id: string, parts: TreeParts): Promise<NamedBenchmark> {
  const { tree, discovery } = parts;
  await discovery.searched(folder);
  for (const { file, content } of tree.entries(folder)) {
    if (!id.startsWith(file)) continue;
    if (content === undefined) await discovery.read(folder, file);
    const item = tree.find(folder, file, id);
    const found = item && benchmarkOf(item, tree);
    if (found) return found;
  }
  const engine = await folder.engine();
  const { series } = await engine.benchmarkHistory({ changes: false }, new AbortController().signal);
  const measured = series.find(({ benchmark }) => benchmark.id === id);
  if (measured) return { folder, ...measured.benchmark };
  throw new UserError('benchmarks-gone', vscode.l10n.t('This benchmark is not there any more: it was renamed or deleted.'));
}
