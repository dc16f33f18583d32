import { statSync } from 'node:fs';
import path from 'node:path';
import type { ProfiledFunction } from '../../../model/profile.ts';
import type { SourcePlace } from '../../../protocol/profile.ts';
import { endLineOf } from '../sources/functionExtent.ts';
import { readSource } from '../sources/readSource.ts';

/** Where a function is written on this machine: from the first of these folders that has its file. */
export function placeOf({ file, line, column }: ProfiledFunction, roots: readonly string[]): SourcePlace | null {
  const found = line === 0 ? null : pathOfFile(file, roots);
  return found === null ? null : { path: found, line, column: Math.max(1, column) };
}

/** A file on this machine: from the first of these folders that has it. */
export function pathOfFile(file: string, roots: readonly string[]): string | null {
  if (file === '') return null;
  const places = path.isAbsolute(file) ? [file] : roots.filter((root) => isInside(root, file)).map((root) => path.join(root, file));
  return places.find(isFile) ?? null;
}

/** The function that begins last of those around a line. `path`: of the file on disk, whose text says where functions end. */
export function innermostFunction(all: readonly ProfiledFunction[], file: string, path: string, line: number): number | null {
  const lines = readSource(path)?.split(/\r\n|[\n\r]/u) ?? [];
  const budget = { left: 2 ** 23 };
  const around = Array.from(all.entries()).filter(([, one]) => one.file === file && one.line > 0 && one.line <= line);
  around.sort(([, a], [, b]) => b.line - a.line || b.column - a.column);
  // The code of the file itself is around all of it.
  const isAround = ({ name, line: begin, column }: ProfiledFunction) =>
    (name === '' && begin === 1 && column <= 1) || (endLineOf(lines, begin, Math.max(1, column), budget) ?? Infinity) >= line;
  return around.find(([, one]) => isAround(one))?.[0] ?? null;
}

/** Names that lead out of a folder are of no file that it has. */
function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, path.join(root, file));
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function isFile(file: string): boolean {
  // Windows would ask another machine for it, with the user's name.
  if (/^[\\/]{2}/u.test(file)) return false;
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
