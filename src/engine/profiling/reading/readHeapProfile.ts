import type { Profile } from '../profile.ts';
import { orderNodes } from '../tree/callTree.ts';
import { FrameCollector } from '../tree/frames.ts';
import { Float64List, Int32List } from '../tree/numberList.ts';
import { ByteStrings } from './byteStrings.ts';
import { JsonScanner, keysOf, NO_KEY } from './jsonScanner.ts';
import { readFrame } from './readFrame.ts';

const PROFILE = keysOf('head');
const NODE = keysOf('callFrame', 'selfSize', 'children');

/**
 * The sampling heap profile of V8: of `node --heap-prof` and the inspector. Each node holds those that it called.
 * @throws UserError `bad-profile` that says where the file is not what it should be
 */
export function readHeapProfile(bytes: Uint8Array): Profile {
  const scanner = new JsonScanner(bytes);
  const strings = new ByteStrings(bytes);
  const frames = new FrameCollector();
  const [frameOf, parentOf, self] = [new Int32List(), new Int32List(), new Float64List()];
  let hasHead = false;

  // With a stack of our own: calls may be deeper than those of the one who reads them.
  const readTree = (): void => {
    const open: number[] = [];
    const begin = (): void => {
      scanner.beginObject();
      parentOf.push(open.at(-1) ?? -1);
      open.push(frameOf.length);
      frameOf.push(-1);
      self.push(0);
    };
    begin();
    while (open.length > 0) {
      const node = open.at(-1)!;
      const key = scanner.nextKey(NODE);
      if (key === 0) frameOf.set(node, readFrame(scanner, strings, frames));
      else if (key === 1) self.set(node, Math.max(0, scanner.number()));
      else if (key === 2) {
        scanner.beginList();
        if (scanner.nextElement()) begin();
      } else if (key === NO_KEY) {
        if (frameOf.at(node) === -1) scanner.fail('a callFrame in each node');
        open.pop();
        if (open.length > 0 && scanner.nextElement()) begin();
      } else scanner.skip();
    }
  };

  scanner.beginObject();
  for (let key = scanner.nextKey(PROFILE); key !== NO_KEY; key = scanner.nextKey(PROFILE)) {
    if (key !== 0) scanner.skip();
    else if (hasHead) scanner.fail('one head');
    else {
      hasHead = true;
      readTree();
    }
  }
  scanner.finish();
  if (!hasHead) scanner.fail('a head', 0);
  const loose = {
    frames: frames.toFrames(strings.strings()),
    frameOf: frameOf.toArray(),
    parentOf: parentOf.toArray(),
    self: self.toArray(),
  };
  const ordered = orderNodes(loose, 0);
  if ('cycleAt' in ordered) throw new Error('nested nodes have a cycle');
  return { unit: 'bytes', tree: ordered.tree, timeline: null, lineShares: null, problems: [] };
}
