import type * as vscode from 'vscode';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Folder } from '../folders.ts';
import type { Finished } from '../runs.ts';
import type { Discovery } from './discovery.ts';
import type { BenchmarkRunner } from './runner.ts';
import type { BenchmarkTree } from './tree.ts';

interface TreeParts {
  readonly tree: BenchmarkTree;
  readonly discovery: Discovery;
}

/** The items of benchmarks that were measured, as far as their files are still there. */
export async function itemsOf(
  folder: Folder,
  benchmarks: readonly CollectedBenchmark[],
  { tree, discovery }: TreeParts,
): Promise<vscode.TestItem[]> {
  const items: vscode.TestItem[] = [];
  for (const benchmark of benchmarks) {
    const { file, id } = benchmark;
    if (!tree.entry(folder, file)?.content) await discovery.read(folder, file);
    // Named only by execution: the run knows it, although this window has not executed it yet.
    if (!tree.find(folder, file, id)) tree.complete(folder, file, [benchmark], true);
    const item = tree.find(folder, file, id);
    if (item) items.push(item);
  }
  return items;
}

/** Runs benchmarks of what is shown again, as the panel asks for it; all that there are where none is named. */
export async function runBenchmarksOf(
  shown: Finished | null,
  benchmarkIds: readonly string[],
  parts: TreeParts & { readonly runner: BenchmarkRunner },
): Promise<void> {
  if (!shown || benchmarkIds.length === 0) return parts.runner.runItems(undefined);
  const measured = shown.kind === 'run' ? shown.run.measurements : shown.comparison.comparisons;
  const wanted = new Set(benchmarkIds);
  const benchmarks = measured.map(({ benchmark }) => benchmark).filter(({ id }) => wanted.has(id));
  return parts.runner.runItems(await itemsOf(shown.folder, benchmarks, parts));
}
