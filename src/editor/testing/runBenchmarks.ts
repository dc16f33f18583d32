import type * as vscode from 'vscode';
import type { FinishedRun } from '../runs.ts';
import type { Discovery } from './discovery.ts';
import type { BenchmarkRunner } from './runner.ts';
import type { BenchmarkTree } from './tree.ts';

/** Runs benchmarks of an earlier run again, as the panel asks for it; all that there are where none is named. */
export async function runBenchmarksOf(
  shown: FinishedRun | null,
  benchmarkIds: readonly string[],
  parts: { readonly tree: BenchmarkTree; readonly discovery: Discovery; readonly runner: BenchmarkRunner },
): Promise<void> {
  const { tree, discovery, runner } = parts;
  if (!shown || benchmarkIds.length === 0) return runner.runItems(undefined);
  const { folder, run } = shown;
  const items: vscode.TestItem[] = [];
  for (const { benchmark } of run.measurements) {
    const { file, id } = benchmark;
    if (!benchmarkIds.includes(id)) continue;
    if (!tree.entry(folder, file)?.content) await discovery.read(folder, file);
    // Named only by execution: the run knows it, although this window has not executed it yet.
    if (!tree.find(folder, file, id)) tree.complete(folder, file, [benchmark], true);
    const item = tree.find(folder, file, id);
    if (item) items.push(item);
  }
  return runner.runItems(items);
}
