import { traceSegment, type TraceMap } from '@jridgewell/trace-mapping';

/** Names and modifiers before a function lie this near to it. */
const NEAR = 256;
/** Signs between a name and its function where the text is not at hand: `f(`, `f=(`, `f: (`, `f = (`. */
const MOST_BETWEEN = 3;

interface Place {
  readonly trace: TraceMap;
  /** The line of the script that the function begins in; null where it is not at hand. */
  readonly line: string | null;
  /** From 0. */
  readonly lineIndex: number;
  readonly column: number;
}

/**
 * The name that a function had before it was made shorter, as the map has it: V8 says where the parameters begin, and the name of a
 * function is before them. `name` is V8's own, which may have more to it: `get sum`, `exports.run`. Undefined where the map has none.
 */
export function mappedName(name: string, { trace, line, lineIndex, column }: Place): string | undefined {
  const word = lastWord(name);
  if (word === '') return undefined;
  for (const start of line === null ? likelyStarts(word, column) : [startInText(word, line, column)]) {
    if (start < 0) continue;
    const segment = traceSegment(trace, lineIndex, start);
    if (segment?.[0] !== start || segment.length !== 5) continue;
    const mapped = trace.names[segment[4]];
    if (typeof mapped === 'string' && mapped !== '') return name.slice(0, name.length - word.length) + mapped;
  }
  return undefined;
}

function startInText(word: string, line: string, column: number): number {
  const from = Math.max(0, column - NEAR);
  const before = line.slice(from, column);
  // What may be between the name of a function and its parameters: f, f=, f: function*, f=async(
  const end = before.search(/\s*(?:[=:]\s*)?(?:async\s*)?(?:function\s*\*?\s*|class\s*)?\(?$/u);
  const start = end - word.length;
  return start >= 0 && before.slice(start, end) === word ? from + start : -1;
}

const likelyStarts = (word: string, column: number): number[] =>
  Array.from({ length: MOST_BETWEEN + 1 }, (_, between) => column - word.length - between);

/**
 * The name that a function has where it was written, of a map without names. V8's own where the text there has that as well.
 * `line` and `column` (from 0) are of the source, where the function begins.
 */
export function nameInSource(name: string, line: string, column: number): string {
  const word = lastWord(name);
  if (word === '' || hasWord(line, word)) return name;
  const [before, after] = [line.slice(Math.max(0, column - NEAR), column), line.slice(column, column + NEAR)];
  const found =
    /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\s*\*?\s*|class\s+)(?<name>[\w$]+)/u.exec(after) ??
    /^(?:export\s+)?(?:const|let|var)\s+(?<name>[\w$]+)\s*[=:]/u.exec(after) ??
    /(?<name>[\w$]+)\s*[=:]\s*(?:async\s*)?(?:function\s*\*?\s*)?\(?$/u.exec(before) ??
    /^(?:(?:static|async|get|set|public|private|protected|override)\s+)*(?<name>#?[\w$]+)\s*(?:<[^>]*>)?\(/u.exec(after);
  return found?.groups?.['name'] ?? name;
}

/** From its end: a pattern would try every place where a word may begin. */
function lastWord(name: string): string {
  let start = name.length;
  while (start > 0 && name.length - start < NEAR && /[#\w$]/u.test(name[start - 1]!)) start -= 1;
  return name.slice(start);
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[\w$]/u.test(text[at - 1] ?? ' ') && !/[\w$]/u.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}
