import type { Profile } from '../profile.ts';
import { orderNodes } from '../tree/callTree.ts';
import { FrameCollector } from '../tree/frames.ts';
import { Float64List, Int32List } from '../tree/numberList.ts';
import { ByteStrings } from './byteStrings.ts';
import { JsonScanner, keysOf, NO_KEY } from './jsonScanner.ts';
import { readFrame } from './readFrame.ts';
import { readRecorded, type RecordedPart } from './readRecorded.ts';

const PROFILE = keysOf('head', 'samples', 'laptime');
const NODE = keysOf('callFrame', 'selfSize', 'children', 'id');
const SAMPLE = keysOf('nodeId');

/**
 * The sampling heap profile of V8: of `node --heap-prof` and the inspector. Each node holds those that it called.
 * @throws UserError `bad-profile` that says where the file is not what it should be
 */
export function readHeapProfile(bytes: Uint8Array): Profile {
  const scanner = new JsonScanner(bytes);
  const strings = new ByteStrings(bytes);
  const frames = new FrameCollector();
  const [frameOf, parentOf, self] = [new Int32List(), new Int32List(), new Float64List()];
  const [ids, sampleIds] = [new Float64List(), new Float64List()];
  let hasHead = false;
  let recorded: RecordedPart = { problems: [] };

  // With a stack of our own: calls may be deeper than those of the one who reads them.
  const readTree = (): void => {
    const open: number[] = [];
    const begin = (): void => {
      scanner.beginObject();
      parentOf.push(open.at(-1) ?? -1);
      open.push(frameOf.length);
      frameOf.push(-1);
      self.push(0);
      ids.push(0);
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
      } else if (key === 3 && scanner.isNumber) ids.set(node, scanner.number());
      else if (key === NO_KEY) {
        if (frameOf.at(node) === -1) scanner.fail('a callFrame in each node');
        open.pop();
        if (open.length > 0 && scanner.nextElement()) begin();
      } else scanner.skip();
    }
  };

  const readSamples = (): void => {
    scanner.beginList();
    while (scanner.nextElement()) {
      scanner.beginObject();
      for (let key = scanner.nextKey(SAMPLE); key !== NO_KEY; key = scanner.nextKey(SAMPLE)) {
        if (key === 0) sampleIds.push(scanner.number());
        else scanner.skip();
      }
    }
  };

  scanner.beginObject();
  for (let key = scanner.nextKey(PROFILE); key !== NO_KEY; key = scanner.nextKey(PROFILE)) {
    if (key === 1 && scanner.isList) readSamples();
    else if (key === 2) recorded = readRecorded(scanner);
    else if (key !== 0) scanner.skip();
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
  const { tree, nodeOf } = ordered;
  const counts = sampleIds.length > 0 && { sampleCounts: samplesByNode(ids.toArray(), sampleIds.toArray(), nodeOf) };
  return { unit: 'bytes', tree, timeline: null, lineShares: null, ...counts, ...recorded };
}

/** How many of the objects that were sampled are of each node. */
function samplesByNode(ids: Float64Array, sampleIds: Float64Array, nodeOf: Int32Array): Int32Array {
  const counts = new Int32Array(nodeOf.length);
  const nodeById = new Map<number, number>();
  for (const [index, id] of ids.entries()) nodeById.set(id, nodeOf[index]!);
  for (const id of sampleIds) {
    const node = nodeById.get(id);
    if (node !== undefined) counts[node]! += 1;
  }
  return counts;
}
