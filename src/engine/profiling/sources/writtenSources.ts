import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodedMappings, originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';
import { fileOf, pathOf } from './fileOf.ts';
import { endLineOf } from './functionExtent.ts';
import { mapOfScript, type FoundMap } from './mapOfScript.ts';
import { readSource } from './readSource.ts';
import { mappedName, nameInSource } from './writtenName.ts';

/** Where something was written, as a source map says. */
export interface WrittenPlace {
  readonly url: string;
  /** From 1. */
  readonly line: number;
}

export interface WrittenFunction extends WrittenPlace {
  readonly name: string;
  /** From 1. */
  readonly column: number;
}

/** A line of a script that comes from so many lines of one source is a statement: compilers put a chain of calls into one line. */
const MOST_LINES_IN_STATEMENT = 40;
/** Where a line comes from so many, its first one is as good as any. What comes from more has a function that it is of, to tell. */
const MOST_LINES_IN_ONE = 5;
/** For messages. */
const MOST_NAMED = 3;

interface Script extends FoundMap {
  readonly url: string;
  readonly lines: readonly string[] | null;
  /** By number of the source. */
  readonly urls: readonly string[];
  readonly written: Map<number, readonly WrittenPlace[]>;
}

/** What source maps say of the scripts of a profile. */
export class WrittenSources {
  readonly #recorded: ReadonlyMap<string, unknown>;
  readonly #root: string | null;
  readonly #scripts = new Map<string, Script | null>();
  readonly #sources = new Map<string, readonly string[] | null>();
  readonly #ends = new Map<string, number | null>();
  /** Some tenths of a second. */
  readonly #budget = { left: 2 ** 24 };
  readonly #problems: string[] = [];
  readonly #inOneLine = new Set<string>();

  /** `root`: the folder that was recorded, which sources of bundlers are named from. */
  constructor(recorded: ReadonlyMap<string, unknown>, root: string | null) {
    this.#recorded = recorded;
    this.#root = root;
  }

  /** What was odd, in words for the user: complete when all has been asked. */
  problems(): readonly string[] {
    if (this.#inOneLine.size === 0) return this.#problems;
    const files = Array.from(this.#inOneLine, (url) => fileOf(url, this.#root));
    const more = files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : '';
    return [
      ...this.#problems,
      `All of ${files.slice(0, MOST_NAMED).join(', ')}${more} is in a few long lines, and V8 does not say where in them: its time is shown at the lines that functions begin in.`,
    ];
  }

  /** Null where no source map knows the place. Lines and columns from 1. */
  functionAt(url: string, line: number, column: number, name: string): WrittenFunction | null {
    const script = this.#scriptOf(url);
    if (!script) return null;
    const { trace, urls } = script;
    if (name === '' && line === 1 && column <= 1) {
      // The code of the script itself: of a bundle, that of all its sources.
      return urls.length === 1 ? { url: urls[0]!, line: 1, column: 1, name } : null;
    }
    const found = originalPositionFor(trace, { line, column: Math.max(0, column - 1) });
    if (found.source === null) return null;
    const source = trace.resolvedSources.indexOf(found.source);
    const place = { trace, line: script.lines?.[line - 1] ?? null, lineIndex: line - 1, column: column - 1 };
    let written = mappedName(name, place);
    if (written === undefined && script.lines) {
      const text = this.#sourceLines(script, source)?.[found.line - 1];
      written = text === undefined ? name : nameInSource(name, text, found.column);
    }
    // What was transformed while it was loaded keeps its names.
    return { url: urls[source] ?? found.source, line: found.line, column: found.column + 1, name: written ?? name };
  }

  /**
   * The line that a line of a script was written in. Null where no map knows it, or only that it is one of many; `own` is where the
   * function was written that it is of, which then stands for it.
   */
  lineAt(url: string, line: number, own: WrittenPlace): WrittenPlace | null {
    const script = this.#scriptOf(url);
    if (!script) return null;
    const places = this.#placesOf(script, line);
    const [first] = places;
    if (!first || places.length <= MOST_LINES_IN_ONE) return first ?? null;
    if (places.length <= MOST_LINES_IN_STATEMENT && places.every((place) => place.url === own.url)) {
      return first.line >= own.line ? first : own;
    }
    this.#inOneLine.add(url);
    return own;
  }

  /** The line that a function ends in, from where it was written; null where the text is not at hand. */
  endLineOf(url: string, line: number, column: number): number | null {
    const key = `${line}:${column} ${url}`;
    let end = this.#ends.get(key);
    if (end === undefined) {
      const lines = this.#linesOf(url, () => null);
      this.#ends.set(key, (end = lines && endLineOf(lines, line, column, this.#budget)));
    }
    return end;
  }

  /** The lines that a line of a script was written in, each once, as they come; a few more than are of use at the most. */
  #placesOf(script: Script, line: number): readonly WrittenPlace[] {
    const known = script.written.get(line);
    if (known) return known;
    const places: WrittenPlace[] = [];
    for (const segment of decodedMappings(script.trace)[line - 1] ?? []) {
      if (segment.length === 1) continue;
      const place = { url: script.urls[segment[1]]!, line: segment[2] + 1 };
      if (!places.some((each) => each.line === place.line && each.url === place.url)) places.push(place);
      if (places.length > MOST_LINES_IN_STATEMENT) break;
    }
    script.written.set(line, places);
    return places;
  }

  #scriptOf(url: string): Script | null {
    const known = this.#scripts.get(url);
    if (known !== undefined) return known;
    const found = mapOfScript(url, this.#recorded);
    let script: Script | null = null;
    if (typeof found === 'string') this.#problems.push(found);
    else if (found) {
      const urls = found.trace.resolvedSources.map((source) => this.#urlOf(source));
      script = { ...found, url, lines: found.script?.split(/\r\n|[\n\r\u2028\u2029]/u) ?? null, urls, written: new Map() };
    }
    this.#scripts.set(url, script);
    return script;
  }

  /** Bundlers name sources from the folder that they work in: `webpack://app/./src/a.ts`. */
  #urlOf(source: string): string {
    const named = /^[a-z][\w+.-]+:\/\/[^/]*\/(?<rest>.*)$/u.exec(source)?.groups?.['rest'];
    if (source.startsWith('file:') || named === undefined || this.#root === null) return source;
    const file = path.join(this.#root, named);
    return existsSync(file) ? pathToFileURL(file).href : source;
  }

  #sourceLines({ trace, urls }: Script, source: number): readonly string[] | null {
    return this.#linesOf(urls[source] ?? '', () => contentOf(trace, source));
  }

  /** The text on disk; `other` is for what is not there. */
  #linesOf(url: string, other: () => string | null): readonly string[] | null {
    const known = this.#sources.get(url);
    if (known !== undefined) return known;
    const file = pathOf(url);
    const text = (file === null ? null : readSource(file)) ?? other();
    const lines = text?.split(/\r\n|[\n\r]/u) ?? null;
    this.#sources.set(url, lines);
    return lines;
  }
}

function contentOf(trace: TraceMap, source: number): string | null {
  const content: unknown = trace.sourcesContent?.[source];
  return typeof content === 'string' ? content : null;
}
