import type { BenchNode } from '../../model/benchmark.ts';
import { readBenchFile } from './readBenchFile.ts';

/**
 * What a test sees of a file, one node a line, indented: `+ group`, `- benchmark`, then `~` where it is dynamic and its
 * mode where it is not to run.
 */
export function outline(text: string, file = 'src/a.bench.ts'): string[] {
  return lines(readBenchFile(file, text).nodes);
}

function lines(nodes: readonly BenchNode[]): string[] {
  return nodes.flatMap(({ kind, name, dynamic, mode, children }) => [
    [kind === 'group' ? '+' : '-', name, ...(dynamic ? ['~'] : []), ...(mode === 'run' ? [] : [mode])].join(' '),
    ...lines(children).map((line) => `  ${line}`),
  ]);
}
