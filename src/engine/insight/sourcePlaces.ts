import { realpathSync } from 'node:fs';
import path from 'node:path';
import { sourceMapText } from '../harness/index.ts';
import { fileOf, ownerOf, pathOf, WrittenSources } from '../profiling/index.ts';
import type { Script, ScriptPlace } from './log/scripts.ts';

/** A place as its source was written. */
export interface Placed {
  /** From the workspace folder with `/` where it is inside; else absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Of the function that it is in. */
  readonly name: string;
}

/** Where what V8 ran was written. */
export interface SourcePlaces {
  /** Null for what is no file of the workspace or its packages: Node's own code, Laptime's, texts that were evaluated. */
  placeOf(place: ScriptPlace, name: string): Placed | null;
  /** Of source maps, in words for the user: complete when all has been asked. */
  problems(): readonly string[];
}

/** Source maps that loaders put into what V8 ran come with the log; others are looked for on disk. */
export function createSourcePlaces(
  scripts: ReadonlyMap<number, Script>,
  { root, distFolder }: { root: string; distFolder: string },
): SourcePlaces {
  const recorded = new Map<string, unknown>();
  for (const { url, end } of scripts.values()) {
    const named = /^\/\/[#@] sourceMappingURL=(\S+)/u.exec(end)?.[1];
    const map = named === undefined ? null : sourceMapText(named);
    if (map !== null) recorded.set(url, map);
  }
  const realRoot = realpathSync(root);
  const ownFolder = realpathSync(distFolder) + path.sep;
  const isOwn = (file: string | null) => file?.startsWith(ownFolder) === true;
  const sources = new WrittenSources(recorded, realRoot);
  return {
    placeOf(place, name) {
      // Not even asked for: there are many, and what their maps are like is nobody's concern.
      if (place.url.startsWith('node:') || isOwn(pathOf(place.url))) return null;
      // A compiler may map the name of a parameter, and not the parenthesis before it, where V8 has a function begin.
      const mapped =
        sources.functionAt(place.url, place.line, place.column, name) ?? sources.functionAt(place.url, place.line, place.column + 1, name);
      // What a loader added to a file was written nowhere.
      if (!mapped && recorded.has(place.url)) return null;
      const written = mapped ?? { ...place, name };
      const file = pathOf(written.url);
      if (file === null || isOwn(file)) return null;
      const { owner } = ownerOf(name, written.url);
      if (owner !== 'workspace' && owner !== 'package') return null;
      return { file: fileOf(written.url, realRoot), line: written.line, column: written.column, name: name === '' ? '' : written.name };
    },
    problems: () => sources.problems(),
  };
}
