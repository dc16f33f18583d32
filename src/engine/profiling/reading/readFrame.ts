import type { FrameCollector } from '../tree/frames.ts';
import type { ByteStrings } from './byteStrings.ts';
import { keysOf, NO_KEY, type JsonScanner } from './jsonScanner.ts';

const FRAME = keysOf('functionName', 'url', 'lineNumber', 'columnNumber');

/** The number of the frame that a `callFrame` of V8 describes. */
export function readFrame(scanner: JsonScanner, strings: ByteStrings, frames: FrameCollector): number {
  let [name, url, line, column] = [-1, -1, 0, 0];
  scanner.beginObject();
  for (let key = scanner.nextKey(FRAME); key !== NO_KEY; key = scanner.nextKey(FRAME)) {
    if (key === 0) name = strings.idOf(scanner.stringSlice());
    else if (key === 1) url = strings.idOf(scanner.stringSlice());
    // V8 counts from 0, and has -1 for what has no place.
    else if (key === 2) line = fromOne(scanner.int32());
    else if (key === 3) column = fromOne(scanner.int32());
    else scanner.skip();
  }
  return frames.idOf(name === -1 ? strings.noText : name, url === -1 ? strings.noText : url, line, column);
}

const LARGEST = 2 ** 31 - 1;
const fromOne = (place: number): number => Math.min(LARGEST, Math.max(0, place + 1));
