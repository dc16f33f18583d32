import type { JsonScanner } from '../../profiling/index.ts';

const [SPACE, COMMA, CLOSE] = [32, 44, 93];
const [ZERO, NINE] = [48, 57];

/**
 * Reads a list of numbers, one call for each. Nearly all of a snapshot is such lists: whole numbers are read here without asking the
 * scanner for each of them, which takes a third of the time.
 * @param take gets the number and its place in the list
 */
export function readNumbers(scanner: JsonScanner, take: (value: number, place: number) => void): number {
  const { bytes } = scanner;
  const { length } = bytes;
  let place = 0;
  scanner.beginList();
  while (scanner.nextElement()) {
    scanner.peek();
    for (;;) {
      const start = scanner.at;
      let at = start;
      let value = 0;
      let byte = 0;
      while (at < length && (byte = bytes[at]!) >= ZERO && byte <= NINE) {
        value = value * 10 + (byte - ZERO);
        at += 1;
      }
      const isPlain = at > start && at - start <= 15 && (byte === COMMA || byte === CLOSE || byte <= SPACE);
      if (!isPlain) value = scanner.number();
      take(value, place);
      place += 1;
      if (!isPlain) break;
      // V8 begins a line with the comma or ends one with it.
      let next = at;
      while (next < length && bytes[next]! <= SPACE) next += 1;
      scanner.seek(at);
      if (bytes[next] !== COMMA) break;
      do next += 1;
      while (next < length && bytes[next]! <= SPACE);
      if (!(bytes[next]! >= ZERO && bytes[next]! <= NINE)) break;
      scanner.seek(next);
    }
  }
  return place;
}
