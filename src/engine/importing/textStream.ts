import { UserError } from '../../base/errors.ts';

/** Another tool's file is read as one text, which has an end somewhere; exports of ours are read line by line and have none. */
const LARGEST_CHARACTERS = 256 * 2 ** 20;

/** Text in pieces of any size. */
export type TextStream = AsyncIterable<string> | Iterable<string>;

/** Takes as much as it needs to see how the text begins; `all` still gives the whole, without a byte order mark. */
export async function peek(text: TextStream, characters: number): Promise<{ readonly start: string; readonly all: AsyncIterable<string> }> {
  const iterator = Symbol.asyncIterator in text ? text[Symbol.asyncIterator]() : text[Symbol.iterator]();
  let start = '';
  let ended = false;
  while (!ended && start.trimStart().length < characters) {
    const next = await iterator.next();
    if (next.done === true) ended = true;
    else start += next.value;
  }
  start = start.replace(/^\uFEFF/, '');
  async function* all(): AsyncGenerator<string> {
    try {
      yield start;
      while (!ended) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { start, all: all() };
}

/** Without their line breaks. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  // A run is one line of up to many megabytes: its pieces are joined once, when its end is there.
  let pieces: string[] = [];
  for await (const chunk of text) {
    const [first = '', ...more] = chunk.split('\n');
    pieces.push(first);
    for (const piece of more) {
      yield pieces.join('');
      pieces = [piece];
    }
  }
  const last = pieces.join('');
  if (last !== '') yield last;
}

/** @throws UserError `import-too-large` */
export async function wholeText(text: AsyncIterable<string>, name: string, signal?: AbortSignal): Promise<string> {
  const pieces: string[] = [];
  let characters = 0;
  for await (const piece of text) {
    signal?.throwIfAborted();
    characters += piece.length;
    if (characters > LARGEST_CHARACTERS) {
      throw new UserError(
        'import-too-large',
        `import: ${name} has more than ${LARGEST_CHARACTERS / 2 ** 20} million characters, too many for a file that is not a Laptime export. Split it.`,
      );
    }
    pieces.push(piece);
  }
  return pieces.join('');
}
