import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodedMappings, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping';
import * as v from 'valibot';
import { messageOf } from '../../../base/errors.ts';
import { pathOf } from './fileOf.ts';
import { readSource } from './readSource.ts';

/** The source map of a script, and where its sources are named from. */
export interface FoundMap {
  readonly trace: TraceMap;
  /** The text that V8 ran; null where it was never on disk. */
  readonly script: string | null;
}

/**
 * The source map of a script of a profile: the one that was recorded with it, else what the script on disk says of it, else the file
 * beside it. Null without one; a text for the user where there is one and it cannot be read.
 */
export function mapOfScript(url: string, recorded: ReadonlyMap<string, unknown>): FoundMap | string | null {
  const known = recorded.get(url);
  // Without its text: what was mapped is not what is on disk.
  if (known !== undefined) return traceOf(known, url, null);
  const file = pathOf(url);
  const script = file === null ? null : readSource(file);
  if (file === null || script === null) return null;
  const scriptUrl = pathToFileURL(file).href;
  const named = mapNamedIn(script);
  if (named?.startsWith('data:') === true) {
    const text = textOfData(named);
    return text === null ? `The source map in ${file} is in no form that is known.` : traceOf(text, scriptUrl, script);
  }
  const mapFile = (named === null ? null : fileOfUrl(named, scriptUrl)) ?? `${file}.map`;
  const text = readSource(mapFile);
  return text === null ? null : traceOf(text, pathToFileURL(mapFile).href, script);
}

/** What the last comment of its kind says. Scripts of megabytes have it near their end. */
function mapNamedIn(script: string): string | null {
  const at = Math.max(script.lastIndexOf('//# sourceMappingURL='), script.lastIndexOf('//@ sourceMappingURL='));
  if (at === -1) return null;
  const named = /^\S+/u.exec(script.slice(at + '//# sourceMappingURL='.length))?.[0];
  return named ?? null;
}

function fileOfUrl(url: string, base: string): string | null {
  try {
    return fileURLToPath(new URL(url, base));
  } catch {
    // Of the network, where nothing is asked for.
    return null;
  }
}

function textOfData(url: string): string | null {
  const comma = url.indexOf(',');
  if (comma === -1) return null;
  const data = url.slice(comma + 1);
  if (/;base64$/iu.test(url.slice(0, comma))) return Buffer.from(data, 'base64').toString('utf8');
  try {
    return decodeURIComponent(data);
  } catch {
    return null;
  }
}

function traceOf(map: unknown, mapUrl: string, script: string | null): FoundMap | string {
  try {
    const read: unknown = typeof map === 'string' ? JSON.parse(withoutGuard(map)) : map;
    if (!v.is(mapSchema, read)) throw new Error('it is of no version that is known');
    const trace = new TraceMap(read as SourceMapInput, mapUrl);
    if (!isSound(trace)) throw new Error('its mappings lead nowhere');
    return { trace, script };
  } catch (error) {
    return `The source map of ${mapUrl} cannot be read, and is left out: ${messageOf(error).slice(0, 200)}.`;
  }
}

/** What is read of a map. Maps of several parts have none of it outside of them. */
const mapSchema = v.object({
  version: v.literal(3),
  mappings: v.union([v.string(), v.array(v.array(v.array(v.number())))]),
  names: v.optional(v.array(v.string())),
  sources: v.array(v.nullable(v.string())),
  sourceRoot: v.nullish(v.string()),
  sourcesContent: v.nullish(v.array(v.nullable(v.string()))),
});

const LARGEST = 2 ** 31 - 2;

/** Whoever made a map may have let it name what it does not have. */
function isSound(trace: TraceMap): boolean {
  const [sources, names] = [trace.sources.length, trace.names.length];
  const isBelow = (value: number | undefined, end: number) => Number.isInteger(value) && value! >= 0 && value! < end;
  return decodedMappings(trace).every((line) =>
    line.every((segment) => {
      const [column, source, sourceLine, sourceColumn, name] = segment;
      if (!isBelow(column, LARGEST) || segment.length === 1) return segment.length === 1;
      const isPlace = isBelow(source, sources) && isBelow(sourceLine, LARGEST) && isBelow(sourceColumn, LARGEST);
      return isPlace && (segment.length === 4 || (segment.length === 5 && isBelow(name, names)));
    }),
  );
}

/** Some servers put a line in front of JSON that keeps it from being run. */
const withoutGuard = (text: string): string => text.replace(/^\)\]\}'[^\n]*\n/u, '');
