import { UserError } from '../../../base/errors.ts';
import type { Profile } from '../profile.ts';
import { ByteStrings } from './byteStrings.ts';
import { StackProfile } from './stackProfile.ts';

const [LINE_FEED, RETURN, SPACE, SEMICOLON, ZERO] = [10, 13, 32, 59, 48];
/** One more than the largest number that can be counted with has. */
const MOST_DIGITS = 17;
const MOST_NAME_BYTES = 2 ** 16;

/**
 * Collapsed stacks, as `stackcollapse` of Brendan Gregg's flame graphs writes them: `main;parse;read 12` on each line, from the outermost
 * call to the innermost one, with the number of samples.
 * @throws UserError `bad-profile` that names the byte of a line that is none
 */
export function readCollapsed(bytes: Uint8Array): Profile {
  const stacks = new StackProfile();
  const names = new ByteStrings(bytes);
  const frames: number[] = [];
  const frameOf = (start: number, end: number): number => {
    const name = names.idOf({ start, end });
    return (frames[name] ??= stacks.frameOf(textOf(bytes, start, Math.min(end, start + MOST_NAME_BYTES)), '', 0, 0));
  };
  // Some editors begin a file with a mark of its encoding.
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length) {
    let end = bytes.indexOf(LINE_FEED, start);
    if (end === -1) end = bytes.length;
    readLine(bytes, start, bytes[end - 1] === RETURN ? end - 1 : end, stacks, frameOf);
    start = end + 1;
  }
  return stacks.toProfile('samples', 1, false, []);
}

type FrameOf = (start: number, end: number) => number;

function readLine(bytes: Uint8Array, start: number, end: number, stacks: StackProfile, frameOf: FrameOf): void {
  if (start >= end) return;
  let digits = end;
  while (digits > start && end - digits < MOST_DIGITS && isDigit(bytes[digits - 1]!)) digits -= 1;
  const count = Number(textOf(bytes, digits, end));
  if (digits === end || digits < start + 2 || bytes[digits - 1] !== SPACE || !Number.isSafeInteger(count)) {
    throw new UserError(
      'bad-profile',
      `The line at byte ${start} is no stack: names with a semicolon between them, a space and a number are expected.`,
    );
  }
  let node = 0;
  for (let from = start; from < digits - 1;) {
    let to = from;
    while (to < digits - 1 && bytes[to] !== SEMICOLON) to += 1;
    node = stacks.callOf(node, frameOf(from, to));
    from = to + 1;
  }
  stacks.add(node, count);
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9;

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
