import { visibleText } from '../base/text.ts';
import type { BenchFile, BenchNode } from '../model/benchmark.ts';

/** The benchmarks as a tree, one line each: file, groups, names; what will not run says why. */
export function listBenchmarks(files: readonly BenchFile[]): string {
  const lines = files.flatMap(({ file, nodes }) => [
    visibleText(file) + (nodes.length === 0 ? ' (no benchmarks)' : ''),
    ...nodeLines(nodes, 1),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

function nodeLines(nodes: readonly BenchNode[], depth: number): string[] {
  return nodes.flatMap((node) => {
    const notes = [node.mode === 'run' ? '' : node.mode, node.dynamic ? 'named when it runs' : ''].filter((note) => note !== '');
    const suffix = notes.length > 0 ? ` (${notes.join(', ')})` : '';
    return [`${'  '.repeat(depth)}${visibleText(node.name)}${suffix}`, ...nodeLines(node.children, depth + 1)];
  });
}
