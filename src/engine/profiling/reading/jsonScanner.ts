import { UserError } from '../../../base/errors.ts';

const [TAB, LINE_FEED, RETURN, SPACE] = [9, 10, 13, 32];
const [QUOTE, BACKSLASH, COMMA, MINUS, DOT, COLON] = [34, 92, 44, 45, 46, 58];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
const [ZERO, NINE] = [48, 57];

/** What `nextKey` answers at the end of an object. */
export const NO_KEY = -1;
/** What it answers for a key that nobody asked for. */
const OTHER_KEY = -2;

/** Of numbers in profiles: times in nanoseconds since 1970 are below it. */
const LARGEST_NUMBER = 2 ** 64;
/** What is longer is no number that anybody wrote. */
const MOST_NUMBER_BYTES = 1024;
/** Names and URLs are shorter, but for scripts that are in their own URL. */
const MOST_TEXT_BYTES = 2 ** 16;

/** Keys that a reader asks for, by their place. Only ASCII. */
export type Keys = readonly Uint8Array[];

export const keysOf = (...keys: readonly string[]): Keys => keys.map((key) => new TextEncoder().encode(key));

/**
 * Reads JSON byte after byte, without making objects of it: a profile of some hundred megabytes would take several times its size,
 * and is larger than any string may be. Every method throws a `UserError` that names the byte where the text is not what it must be.
 */
export class JsonScanner {
  readonly bytes: Uint8Array;
  readonly #end: number;
  #at: number;
  /** Just after `{` or `[`: no comma may follow. */
  #isFirst = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#end = bytes.length;
    // Some editors begin a file with a mark of its encoding.
    this.#at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** Offset of the next byte. */
  get at(): number {
    return this.#at;
  }

  /** Goes on from an offset, which must be that of a value. */
  seek(at: number): void {
    this.#at = at;
    this.#isFirst = false;
  }

  /** What begins here, without consuming it: the first byte of a value; -1 at the end of the text. */
  peek(): number {
    const { bytes } = this;
    let at = this.#at;
    while (at < this.#end) {
      const byte = bytes[at]!;
      if (byte !== SPACE && byte !== LINE_FEED && byte !== RETURN && byte !== TAB) break;
      at += 1;
    }
    this.#at = at;
    return at < this.#end ? bytes[at]! : -1;
  }

  get isObject(): boolean {
    return this.peek() === OPEN_OBJECT;
  }

  get isList(): boolean {
    return this.peek() === OPEN_LIST;
  }

  get isString(): boolean {
    return this.peek() === QUOTE;
  }

  get isNumber(): boolean {
    const byte = this.peek();
    return byte === MINUS || (byte >= ZERO && byte <= NINE);
  }

  beginObject(): void {
    this.#take(OPEN_OBJECT, 'an object');
    this.#isFirst = true;
  }

  beginList(): void {
    this.#take(OPEN_LIST, 'a list');
    this.#isFirst = true;
  }

  /** The place of the next key in `keys`, `OTHER_KEY`, or `NO_KEY` where the object ends. Its value must be read or skipped next. */
  nextKey(keys: Keys): number {
    const byte = this.peek();
    if (byte === CLOSE_OBJECT) {
      this.#at += 1;
      this.#isFirst = false;
      return NO_KEY;
    }
    if (this.#isFirst) this.#isFirst = false;
    else this.#take(COMMA, 'a comma or the end of the object');
    if (this.peek() !== QUOTE) this.fail('a key');
    const start = this.#at + 1;
    const end = this.#endOfString(start);
    this.#at = end + 1;
    this.#take(COLON, 'a colon');
    const length = end - start;
    const { bytes } = this;
    for (let place = 0; place < keys.length; place += 1) {
      const key = keys[place]!;
      if (key.length !== length) continue;
      let index = 0;
      while (index < length && key[index] === bytes[start + index]) index += 1;
      if (index === length) return place;
    }
    return OTHER_KEY;
  }

  /** Whether another element follows; it must be read or skipped next. Consumes the end of the list. */
  nextElement(): boolean {
    const byte = this.peek();
    if (byte === CLOSE_LIST) {
      this.#at += 1;
      this.#isFirst = false;
      return false;
    }
    if (this.#isFirst) this.#isFirst = false;
    else this.#take(COMMA, 'a comma or the end of the list');
    return true;
  }

  /** A number of which thousands of millions can be summed up. */
  number(): number {
    const first = this.peek();
    const { bytes } = this;
    const start = this.#at;
    let at = first === MINUS ? start + 1 : start;
    const firstDigit = at;
    let value = 0;
    while (at < this.#end) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at += 1;
    }
    const digits = at - firstDigit;
    if (digits === 0) this.fail('a number');
    const next = at < this.#end ? bytes[at]! : SPACE;
    // Whole numbers of up to 15 digits are exact: nearly all that a profile has.
    if (digits <= 15 && next !== DOT && (next | 32) !== 101) {
      this.#at = at;
      return first === MINUS ? -value : value;
    }
    while (at < this.#end && isOfNumber(bytes[at]!)) at += 1;
    const text = latin1(bytes, start, Math.min(at, start + MOST_NUMBER_BYTES));
    const parsed = Number(text);
    if (!(Math.abs(parsed) <= LARGEST_NUMBER)) this.fail(`a number that can be counted with, not ${text.slice(0, 40)}`);
    this.#at = at;
    return parsed;
  }

  /** A whole number that 32 bits hold. */
  int32(): number {
    const start = (this.peek(), this.#at);
    const value = this.number();
    if ((value | 0) !== value) {
      this.#at = start;
      this.fail(`a whole number below ${2 ** 31}`);
    }
    return value;
  }

  /** Offset of the first byte of a string and of its closing quote, which it consumes. */
  stringSlice(): { readonly start: number; readonly end: number } {
    if (this.peek() !== QUOTE) this.fail('a text');
    const start = this.#at + 1;
    const end = this.#endOfString(start);
    this.#at = end + 1;
    return { start, end };
  }

  string(): string {
    const { start, end } = this.stringSlice();
    return decodeString(this.bytes, start, end);
  }

  /** Any value, however deep. */
  skip(): void {
    const { bytes } = this;
    let depth = 0;
    do {
      const byte = this.peek();
      if (byte === QUOTE) this.#at = this.#endOfString(this.#at + 1) + 1;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        depth += 1;
        this.#at += 1;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (depth === 0) this.fail('a value');
        depth -= 1;
        this.#at += 1;
      } else if (byte === COMMA || byte === COLON) {
        if (depth === 0) this.fail('a value');
        this.#at += 1;
      } else if (byte === -1) this.fail('more: the file is cut off');
      else {
        const start = this.#at;
        while (this.#at < this.#end && isOfWord(bytes[this.#at]!)) this.#at += 1;
        if (this.#at === start) this.fail('a value');
      }
    } while (depth > 0);
    this.#isFirst = false;
  }

  /** Nothing but white space may follow. */
  finish(): void {
    if (this.peek() !== -1) this.fail('the end of the file');
  }

  fail(wanted: string, at = this.#at): never {
    const found = at >= this.#end ? 'the file ends' : `there is ${JSON.stringify(latin1(this.bytes, at, Math.min(at + 20, this.#end)))}`;
    throw new UserError('bad-profile', `At byte ${at} ${wanted} is expected, and ${found}.`);
  }

  #take(byte: number, wanted: string): void {
    if (this.peek() !== byte) this.fail(wanted);
    this.#at += 1;
  }

  /** Offset of the closing quote. */
  #endOfString(start: number): number {
    const { bytes } = this;
    for (let at = start; at < this.#end; at += 1) {
      const byte = bytes[at]!;
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) at += 1;
    }
    return this.fail('the end of a text', this.#end);
  }
}

const isOfNumber = (byte: number): boolean =>
  (byte >= ZERO && byte <= NINE) || byte === DOT || byte === MINUS || byte === 43 || (byte | 32) === 101;

/** Of a number, `true`, `false` or `null`. */
const isOfWord = (byte: number): boolean => isOfNumber(byte) || (byte >= 97 && byte <= 122);

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

/** A string between its quotes, of which a huge one is cut. What is no UTF-8, or no escape of JSON, becomes a sign for that. */
export function decodeString(bytes: Uint8Array, start: number, end: number): string {
  const length = Math.min(end - start, MOST_TEXT_BYTES);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('utf8');
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text.replaceAll('\\', '\uFFFD');
  }
}
