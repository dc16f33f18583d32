import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileOf, ownerOf, pathOf, WrittenSources } from '../profiling/index.ts';
import type { FindLine, ReadFunction } from './leak/allocations.ts';

export interface SourceOptions {
  /** The workspace folder. */
  readonly root: string;
  readonly distFolder: string;
  /** Source maps that scripts carried with them, by their addresses. */
  readonly sourceMaps: Readonly<Record<string, string>>;
}

/** Functions as their source was written; what is Node's, V8's or ours is none. */
export function writtenFunctions({ root, distFolder, sourceMaps }: SourceOptions): ReadFunction {
  const realRoot = realpathSync(root);
  const ownFolder = realpathSync(distFolder) + path.sep;
  const isOwn = (url: string) => pathOf(url)?.startsWith(ownFolder) === true;
  const sources = new WrittenSources(new Map(Object.entries(sourceMaps)), realRoot);
  return (traced) => {
    if (traced.url === '' || traced.url.startsWith('node:') || isOwn(traced.url)) return null;
    const written = sources.functionAt(traced.url, traced.line, traced.column, traced.name) ?? traced;
    const owner = ownerOf(traced.name, written.url);
    if (owner.owner !== 'workspace' && owner.owner !== 'package') return null;
    return { name: written.name, file: fileOf(written.url, realRoot), line: written.line, column: written.column, ...owner };
  };
}

/** Larger ones are generated, and no line of theirs is one that somebody wrote. */
const MOST_SOURCE_BYTES = 2 * 2 ** 20;

/** Reads the sources of functions. What has changed since, or cannot be read, tells nothing. */
export async function lineFinder(root: string): Promise<FindLine> {
  // The parser is megabytes of code, and most searches find nothing.
  const { allocationLine } = await import('./leak/allocationLine.ts');
  return (at, made) => {
    const file = path.isAbsolute(at.file) ? at.file : path.join(root, at.file);
    try {
      if (statSync(file).size > MOST_SOURCE_BYTES) return null;
      return allocationLine(readFileSync(file, 'utf8'), file, at, made);
    } catch {
      return null;
    }
  };
}
