import { unescapeField } from './fields.ts';

/** A script that V8 compiled. */
export interface Script {
  readonly id: number;
  /** A `file:` URL, a path, `node:fs`; empty where it has none. That of code which a loader evaluated is what it says of itself. */
  readonly url: string;
  /** As V8 has it in names and places. */
  readonly loggedUrl: string;
  /** What it says at its end of its source map; null where it says nothing. */
  readonly end: string;
  /** Offsets of the beginnings of its lines. */
  readonly lineStarts: readonly number[];
}

/** What is after the last of these names the source map, as a rule with the whole map in it. */
const MAP_COMMENT = '# sourceMappingURL=';

const URL_COMMENT = '\n//# sourceURL=';

/** Of what can be a file: nothing else has a line that anybody could look at. */
export function readScript(id: number, loggedUrl: string, escapedText: string): Script {
  if (loggedUrl.startsWith('node:') || loggedUrl.startsWith('internal/'))
    return { id, url: loggedUrl, loggedUrl, end: '', lineStarts: [0] };
  const text = unescapeField(escapedText);
  const lineStarts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)) lineStarts.push(index + lineBreak.length);
  const at = text.lastIndexOf(MAP_COMMENT);
  const url = loggedUrl === '' ? urlIn(text) : loggedUrl;
  return { id, url, loggedUrl, end: at === -1 ? '' : text.slice(at - 2), lineStarts };
}

function urlIn(text: string): string {
  const at = text.lastIndexOf(URL_COMMENT);
  return at === -1 ? '' : (/^\S+/u.exec(text.slice(at + URL_COMMENT.length))?.[0] ?? '');
}

export interface ScriptPlace {
  readonly url: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export function placeIn({ url, lineStarts }: Script, offset: number): ScriptPlace {
  let [low, high] = [0, lineStarts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lineStarts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return { url, line: low, column: offset - lineStarts[low - 1]! + 1 };
}
