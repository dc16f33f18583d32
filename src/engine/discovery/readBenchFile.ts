import { messageOf } from '../../base/errors.ts';
import type { BenchFile, Problem } from '../../model/benchmark.ts';
import { parseSource, positionAt, syntaxProblems } from '../syntax/index.ts';
import { benchNodes } from './benchNodes.ts';
import { readDrafts } from './readDrafts.ts';

/** One misplaced brace can bring hundreds; the first ones tell where. */
const MAX_PROBLEMS = 20;

/**
 * The groups and benchmarks that a bench file declares, from its syntax tree alone: nothing of it is executed.
 *
 * `file` is the path in the ids, its extension tells how to parse. `text` may be half typed: what cannot be made sense
 * of becomes a problem, the rest is read.
 */
export function readBenchFile(file: string, text: string): BenchFile {
  try {
    const source = parseSource(file, text);
    const found = syntaxProblems(source);
    const { root, api } = readDrafts(source, found.length > 0);
    const problems = found.slice(0, MAX_PROBLEMS).map(({ message, offset }): Problem => ({ message, ...positionAt(source, offset) }));
    return { file, api, nodes: benchNodes(file, root, source), problems };
  } catch (error) {
    // Only nesting deeper than the stack ends here: generated code, hardly a bench file.
    if (!(error instanceof RangeError)) throw error;
    return unreadableFile(file, `The code is nested too deeply to be read: ${messageOf(error)}`);
  }
}

/** Stands for a file of which nothing can be told but why. */
export function unreadableFile(file: string, message: string): BenchFile {
  return { file, api: undefined, nodes: [], problems: [{ message, line: 1, column: 1 }] };
}
