import type { Profile } from '../profile.ts';
import { Float64List, Int32List } from '../tree/numberList.ts';
import { ByteStrings } from './byteStrings.ts';
import { CpuNodes } from './cpuNodes.ts';
import { JsonScanner, keysOf, NO_KEY } from './jsonScanner.ts';
import { readRecorded, type RecordedPart } from './readRecorded.ts';
import { toCpuProfile } from './toCpuProfile.ts';

/** Of V8's own files a node takes a little more than this. */
const USUAL_NODE_BYTES = 128;

const PROFILE = keysOf('nodes', 'samples', 'timeDeltas', 'startTime', 'endTime', 'laptime');

/**
 * The format of V8's own profiler: of `node --cpu-prof`, the inspector and Chrome's tools. Keys come in any order; nodes name what they
 * called, or what called them.
 * @throws UserError `bad-profile` that says where the file is not what it should be
 */
export function readCpuProfile(bytes: Uint8Array): Profile {
  const scanner = new JsonScanner(bytes);
  const nodes = new CpuNodes(scanner, new ByteStrings(bytes), Math.ceil(bytes.length / USUAL_NODE_BYTES) + 16);
  const samples = new Int32List();
  const deltasUs = new Float64List();
  let [startUs, endUs] = [Number.NaN, Number.NaN];
  let hasNodes = false;
  let recorded: RecordedPart = { problems: [] };
  scanner.beginObject();
  for (let key = scanner.nextKey(PROFILE); key !== NO_KEY; key = scanner.nextKey(PROFILE)) {
    if (key === 0) {
      if (hasNodes) scanner.fail('one list of nodes');
      hasNodes = true;
      nodes.readAll();
    } else if (key === 1) readInto(scanner, () => samples.push(scanner.int32()));
    else if (key === 2) readInto(scanner, () => deltasUs.push(scanner.number()));
    else if (key === 3) startUs = scanner.number();
    else if (key === 4) endUs = scanner.number();
    else if (key === 5) recorded = readRecorded(scanner);
    else scanner.skip();
  }
  scanner.finish();
  if (!hasNodes) scanner.fail('a list of nodes', 0);
  const profile = toCpuProfile({ nodes, sampleIds: samples.toArray(), deltasUs: deltasUs.toArray(), startUs, endUs });
  return { ...profile, ...recorded, problems: [...profile.problems, ...recorded.problems] };
}

function readInto(scanner: JsonScanner, read: () => void): void {
  scanner.beginList();
  while (scanner.nextElement()) read();
}
