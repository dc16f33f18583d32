import type { NamedProfile } from '../profile.ts';
import { Float64List, Int32List } from '../tree/numberList.ts';
import { ByteStrings } from './byteStrings.ts';
import { CpuNodes } from './cpuNodes.ts';
import { JsonScanner, keysOf, NO_KEY } from './jsonScanner.ts';
import { MOST_PROFILES } from './mostProfiles.ts';
import { toCpuProfile } from './toCpuProfile.ts';

const TRACE = keysOf('traceEvents');
const EVENT = keysOf('name', 'pid', 'tid', 'id', 'args');
const ARGS = keysOf('data', 'name');
const DATA = keysOf('cpuProfile', 'timeDeltas', 'lines', 'startTime', 'endTime');
const CPU_PROFILE = keysOf('nodes', 'samples');

/** What the events of a trace say of one profile. */
interface Parts {
  readonly pid: number;
  readonly tid: number;
  readonly nodes: CpuNodes;
  readonly sampleIds: Int32List;
  readonly deltasUs: Float64List;
  /** Of each sample; 0 where it is not known. */
  readonly lines: Int32List;
  startUs: number;
  endUs: number;
}

/**
 * The CPU profiles in a trace of Chrome's tools: one for each thread that was profiled, in the order in which they begin.
 * @throws UserError `bad-profile` that says where the file is not what it should be, and where there is no profile in it
 */
export function readChromeTrace(bytes: Uint8Array): NamedProfile[] {
  const scanner = new JsonScanner(bytes);
  const strings = new ByteStrings(bytes);
  const profiles = new Map<string, Parts>();
  const threadNames = new Map<string, string>();
  if (scanner.isList) readEvents();
  else {
    scanner.beginObject();
    for (let key = scanner.nextKey(TRACE); key !== NO_KEY; key = scanner.nextKey(TRACE)) {
      if (key === 0) readEvents();
      else scanner.skip();
    }
  }
  scanner.finish();
  const found = [...profiles.values()].filter(({ nodes }) => nodes.count > 0);
  if (found.length === 0) scanner.fail('an event named ProfileChunk with the nodes of a CPU profile', 0);
  return found.map((parts) => ({ name: threadNames.get(`${parts.pid} ${parts.tid}`) ?? '', profile: profileOf(parts) }));

  function readEvents(): void {
    scanner.beginList();
    while (scanner.nextElement()) readEvent();
  }

  function readEvent(): void {
    let [name, id, pid, tid, argsAt] = ['', '', 0, 0, -1];
    scanner.beginObject();
    for (let key = scanner.nextKey(EVENT); key !== NO_KEY; key = scanner.nextKey(EVENT)) {
      if (key === 0 && scanner.isString) name = scanner.string();
      else if (key === 1 && scanner.isNumber) pid = scanner.number();
      else if (key === 2 && scanner.isNumber) tid = scanner.number();
      else if (key === 3 && scanner.isString) id = scanner.string();
      else if (key === 4 && scanner.isObject) {
        argsAt = scanner.at;
        scanner.skip();
      } else scanner.skip();
    }
    if (argsAt === -1 || (name !== 'Profile' && name !== 'ProfileChunk' && name !== 'thread_name')) return;
    const after = scanner.at;
    scanner.seek(argsAt);
    if (name === 'thread_name') readThreadName(`${pid} ${tid}`);
    else readChunk(partsOf(`${pid} ${id}`, pid, tid));
    scanner.seek(after);
  }

  function partsOf(key: string, pid: number, tid: number): Parts {
    let parts = profiles.get(key);
    if (!parts) {
      if (profiles.size >= MOST_PROFILES) scanner.fail(`no more than ${MOST_PROFILES} profiles`);
      parts = {
        ...{ pid, tid, nodes: new CpuNodes(scanner, strings), sampleIds: new Int32List(), deltasUs: new Float64List() },
        ...{ lines: new Int32List(), startUs: Number.NaN, endUs: Number.NaN },
      };
      profiles.set(key, parts);
    }
    return parts;
  }

  function readThreadName(thread: string): void {
    scanner.beginObject();
    for (let key = scanner.nextKey(ARGS); key !== NO_KEY; key = scanner.nextKey(ARGS)) {
      if (key === 1 && scanner.isString) threadNames.set(thread, scanner.string());
      else scanner.skip();
    }
  }

  function readChunk(parts: Parts): void {
    scanner.beginObject();
    for (let key = scanner.nextKey(ARGS); key !== NO_KEY; key = scanner.nextKey(ARGS)) {
      if (key === 0) readData(parts);
      else scanner.skip();
    }
  }

  function readData(parts: Parts): void {
    scanner.beginObject();
    for (let key = scanner.nextKey(DATA); key !== NO_KEY; key = scanner.nextKey(DATA)) {
      if (key === 0) readCpuProfilePart(parts);
      else if (key === 1) readNumbers((value) => parts.deltasUs.push(value));
      else if (key === 2) readNumbers((value) => parts.lines.push(value));
      else if (key === 3) parts.startUs = scanner.number();
      else if (key === 4) parts.endUs = scanner.number();
      else scanner.skip();
    }
  }

  function readCpuProfilePart({ nodes, sampleIds }: Parts): void {
    scanner.beginObject();
    for (let key = scanner.nextKey(CPU_PROFILE); key !== NO_KEY; key = scanner.nextKey(CPU_PROFILE)) {
      if (key === 0) nodes.readAll();
      else if (key === 1) readNumbers((value) => sampleIds.push(value));
      else scanner.skip();
    }
  }

  function readNumbers(take: (value: number) => void): void {
    scanner.beginList();
    while (scanner.nextElement()) take(scanner.number());
  }
}

function profileOf({ nodes, sampleIds, deltasUs, lines, startUs, endUs }: Parts) {
  // Chrome names the line of each sample; they are counted as V8 counts them in its own files.
  if (lines.length === sampleIds.length) nodes.countLines(sampleIds.toArray(), lines.toArray());
  return toCpuProfile({ nodes, sampleIds: sampleIds.toArray(), deltasUs: deltasUs.toArray(), startUs, endUs });
}
