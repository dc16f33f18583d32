import { realpathSync } from 'node:fs';
import path from 'node:path';
import { parseStack, parseStackLine, toPlainPath } from '../../base/stack.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Failure, Location } from '../../model/measurement.ts';
import type { ChildFailure } from './childProcess.ts';

/** Where the workspace is, and where our own code is: to tell frames apart. */
export interface Places {
  readonly root: string;
  readonly distFolder: string;
}

function realFolder(folder: string): string {
  const real = toPlainPath(realpathSync(folder));
  return real.endsWith('/') ? real : `${real}/`;
}

/** Turns what a child told into a failure with a place in the workspace. */
export function createFailureReader({ root, distFolder }: Places): (failure: ChildFailure, own: Location | null) => Failure {
  const rootFolder = realFolder(root);
  const ownFolder = realFolder(distFolder);

  function isOurs(line: string): boolean {
    const frame = parseStackLine(line);
    // `at new Promise (<anonymous>)` and its like say nothing either.
    if (!frame) return /^\s+at /.test(line);
    return frame.file.startsWith(ownFolder) || frame.file.startsWith('node:');
  }

  function firstPlace(stack: string): Location | null {
    const frame = parseStack(stack).find(({ file }) => file.startsWith(rootFolder) && !file.includes('/node_modules/'));
    return frame ? { file: path.posix.relative(rootFolder, frame.file), line: frame.line, column: frame.column } : null;
  }

  return ({ kind, message, stack }, own) => ({
    kind,
    message,
    stack: stack
      .split('\n')
      .filter((line) => !isOurs(line))
      .join('\n')
      .trimEnd(),
    location: firstPlace(stack) ?? own,
  });
}

/** The line that a benchmark was registered at. */
export function ownLocation({ file, line, column }: CollectedBenchmark): Location | null {
  return line === null ? null : { file, line, column: column ?? 1 };
}
