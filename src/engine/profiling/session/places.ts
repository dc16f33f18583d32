import { statSync } from 'node:fs';
import path from 'node:path';
import type { ProfiledFunction } from '../../../model/profile.ts';
import type { SourcePlace } from '../../../protocol/profile.ts';

/** Where a function is written on this machine: from the first of these folders that has its file. */
export function placeOf({ file, line, column }: ProfiledFunction, roots: readonly string[]): SourcePlace | null {
  if (file === '' || line === 0) return null;
  const found = path.isAbsolute(file)
    ? [file].find(isFile)
    : roots
        .filter((root) => isInside(root, file))
        .map((root) => path.join(root, file))
        .find(isFile);
  return found === undefined ? null : { path: found, line, column: Math.max(1, column) };
}

/** The function that begins last before a line. */
export function innermostFunction(all: readonly ProfiledFunction[], file: string, line: number): number | null {
  let found: number | null = null;
  for (const [id, one] of all.entries()) {
    if (one.file !== file || one.line === 0 || one.line > line) continue;
    if (found === null || one.line > all[found]!.line || (one.line === all[found]!.line && one.column > all[found]!.column)) found = id;
  }
  return found;
}

/** Names that lead out of a folder are of no file that it has. */
function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, path.join(root, file));
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
