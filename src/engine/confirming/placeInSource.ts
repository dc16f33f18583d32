import type { Evidence } from '../../model/finding.ts';
import { fileOf, ownerOf, pathOf, WrittenSources } from '../profiling/index.ts';

/** As V8 has it: where a function begins. Line and column from 1. */
export interface CodePlace {
  readonly functionName: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** Where it was written, as source maps say; null for what is no file of the workspace or its packages. */
export function placeInSource(place: CodePlace, sourceMaps: ReadonlyMap<string, string>, root: string): Evidence['place'] {
  const sources = new WrittenSources(sourceMaps, root);
  const written = sources.functionAt(place.url, place.line, place.column, place.functionName) ?? { ...place, name: place.functionName };
  const { owner } = ownerOf(written.name, written.url);
  if (pathOf(written.url) === null || (owner !== 'workspace' && owner !== 'package')) return null;
  return { file: fileOf(written.url, root), line: written.line, functionName: written.name };
}
