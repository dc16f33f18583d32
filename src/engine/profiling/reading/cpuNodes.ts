import { FrameCollector } from '../tree/frames.ts';
import { NumberIndex } from '../tree/numberIndex.ts';
import { Int32List } from '../tree/numberList.ts';
import type { ByteStrings } from './byteStrings.ts';
import { keysOf, NO_KEY, type JsonScanner } from './jsonScanner.ts';
import { readFrame } from './readFrame.ts';

const NODE = keysOf('id', 'callFrame', 'hitCount', 'children', 'parent', 'positionTicks');
const TICK = keysOf('line', 'ticks');

/** Nodes as the file has them, before they are put in order. */
export class CpuNodes {
  readonly #scanner: JsonScanner;
  readonly strings: ByteStrings;
  readonly frames = new FrameCollector();
  readonly ids: Int32List;
  readonly frameOf: Int32List;
  readonly hits: Int32List;
  /** Ids of parents, where nodes name them; 0 where they do not. */
  readonly parentIds: Int32List;
  /** A node, and the id of one that it called. */
  readonly callers: Int32List;
  readonly calledIds: Int32List;
  /** A node, a line in it, and how often a sample was taken there. */
  readonly tickNodes = new Int32List();
  readonly tickLines = new Int32List();
  readonly ticks = new Int32List();
  /** Of the file, for what is wrong with a node. */
  readonly offsets: Int32List;

  /** `capacity`: how many there may be. Memory that is asked for and not used takes no room, and lists that grow take it twice. */
  constructor(scanner: JsonScanner, strings: ByteStrings, capacity?: number) {
    this.#scanner = scanner;
    this.strings = strings;
    const list = () => new Int32List(capacity);
    [this.ids, this.frameOf, this.hits, this.parentIds, this.offsets] = [list(), list(), list(), list(), list()];
    [this.callers, this.calledIds] = [list(), list()];
  }

  get count(): number {
    return this.ids.length;
  }

  readAll(): void {
    const scanner = this.#scanner;
    scanner.beginList();
    while (scanner.nextElement()) this.#readNode();
  }

  /** Takes the line of each sample, where the file has those instead of the sums for each node. */
  countLines(sampleIds: Int32Array, lines: Int32Array): void {
    const nodeOf = new NumberIndex();
    // Of an id that comes twice nobody gets to see what was counted: such a file is refused.
    for (let node = 0; node < this.count; node += 1) nodeOf.add(this.ids.at(node));
    for (let sample = 0; sample < sampleIds.length; sample += 1) {
      const node = nodeOf.placeOf(sampleIds[sample]!);
      if (node === -1 || lines[sample]! <= 0) continue;
      this.tickNodes.push(node);
      this.tickLines.push(lines[sample]!);
      this.ticks.push(1);
    }
  }

  #readNode(): void {
    const scanner = this.#scanner;
    const node = this.ids.length;
    let [id, frame, hits, parentId] = [0, -1, 0, 0];
    scanner.beginObject();
    this.offsets.push(scanner.at);
    for (let key = scanner.nextKey(NODE); key !== NO_KEY; key = scanner.nextKey(NODE)) {
      if (key === 0) id = scanner.int32();
      else if (key === 1) frame = readFrame(scanner, this.strings, this.frames);
      else if (key === 2) hits = scanner.int32();
      else if (key === 3) this.#readCalled(node);
      else if (key === 4) parentId = scanner.int32();
      else if (key === 5) this.#readTicks(node);
      else scanner.skip();
    }
    if (id <= 0) scanner.fail('an id above 0 in each node');
    if (frame === -1) scanner.fail('a callFrame in each node');
    this.ids.push(id);
    this.frameOf.push(frame);
    this.hits.push(Math.max(0, hits));
    this.parentIds.push(parentId);
  }

  #readCalled(node: number): void {
    const scanner = this.#scanner;
    scanner.beginList();
    while (scanner.nextElement()) {
      this.callers.push(node);
      this.calledIds.push(scanner.int32());
    }
  }

  #readTicks(node: number): void {
    const scanner = this.#scanner;
    scanner.beginList();
    while (scanner.nextElement()) {
      let [line, ticks] = [0, 0];
      scanner.beginObject();
      for (let key = scanner.nextKey(TICK); key !== NO_KEY; key = scanner.nextKey(TICK)) {
        if (key === 0) line = scanner.int32();
        else if (key === 1) ticks = scanner.int32();
        else scanner.skip();
      }
      if (line <= 0 || ticks <= 0) continue;
      this.tickNodes.push(node);
      this.tickLines.push(line);
      this.ticks.push(ticks);
    }
  }
}
