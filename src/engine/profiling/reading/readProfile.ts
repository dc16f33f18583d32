import { gunzipSync } from 'node:zlib';
import { UserError } from '../../../base/errors.ts';
import { formatBytes } from '../../../base/units.ts';
import type { NamedProfile, Profile } from '../profile.ts';
import { JsonScanner, keysOf, NO_KEY } from './jsonScanner.ts';
import { readChromeTrace } from './readChromeTrace.ts';
import { readCollapsed } from './readCollapsed.ts';
import { readCpuProfile } from './readCpuProfile.ts';
import { readHeapProfile } from './readHeapProfile.ts';
import { readPprof } from './readPprof.ts';
import { readSpeedscope } from './readSpeedscope.ts';

interface Format {
  /** For messages and lists. */
  readonly name: string;
  /** Keys of which a JSON file has the first it has, outside of everything else. */
  readonly keys: readonly string[];
  readonly read: (bytes: Uint8Array) => readonly NamedProfile[];
}

const one =
  (read: (bytes: Uint8Array) => Profile) =>
  (bytes: Uint8Array): readonly NamedProfile[] => [{ name: '', profile: read(bytes) }];

/** What JSON files are told apart by. */
const jsonFormats: readonly Format[] = [
  { name: 'V8 CPU profile', keys: ['nodes'], read: one(readCpuProfile) },
  { name: 'V8 heap profile', keys: ['head'], read: one(readHeapProfile) },
  { name: 'Chrome trace', keys: ['traceEvents'], read: readChromeTrace },
  { name: 'speedscope', keys: ['shared', 'profiles'], read: readSpeedscope },
];
const listFormat: Format = { name: 'Chrome trace', keys: [], read: readChromeTrace };
const pprof: Format = { name: 'pprof', keys: [], read: readPprof };
const collapsed: Format = { name: 'collapsed stacks', keys: [], read: one(readCollapsed) };

export interface ReadProfile {
  /** `V8 CPU profile` and so on. */
  readonly format: string;
  /** At least one. */
  readonly profiles: readonly NamedProfile[];
}

/** A packed file may be a thousand times larger than it looks; profiles with much in them are ten to fifty times. */
const MOST_UNPACKED_TIMES = 100;
const ALWAYS_UNPACKED_BYTES = 2 ** 28;
const MOST_UNPACKED_BYTES = 2 ** 31;

/**
 * Reads a profile of any format that is known, packed by gzip or not.
 * @throws UserError `bad-profile` that says at which byte the file is not what it should be; `unknown-profile`
 */
export function readProfile(packed: Uint8Array): ReadProfile {
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b;
  const bytes = isPacked ? unpack(packed) : packed;
  const { name, read } = formatOf(bytes);
  return { format: name, profiles: read(bytes) };
}

function unpack(packed: Uint8Array): Uint8Array {
  const maxOutputLength = Math.min(MOST_UNPACKED_BYTES, Math.max(ALWAYS_UNPACKED_BYTES, MOST_UNPACKED_TIMES * packed.length));
  try {
    return gunzipSync(packed, { maxOutputLength });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UserError(
        'bad-profile',
        `The file is packed by gzip, and has more than ${formatBytes(maxOutputLength)} in it, which no profile of its size has. Unpack it if it is one.`,
      );
    }
    throw new UserError(
      'bad-profile',
      `The file is packed by gzip, and cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function formatOf(bytes: Uint8Array): Format {
  const scanner = new JsonScanner(bytes);
  if (scanner.isList || scanner.isObject) {
    // Names may begin like JSON: `[unknown];main 3`.
    if (beginsWithStack(bytes.subarray(scanner.at))) return collapsed;
    return scanner.isList ? listFormat : jsonFormatOf(scanner);
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UserError('unknown-profile', 'The file is written in UTF-16, as some shells write what is sent to a file: save it as UTF-8.');
  }
  if (bytes.length === 0) throw new UserError('unknown-profile', 'The file is empty.');
  // The first field of pprof's messages is a message: what the samples count, of which the first field is a number.
  if (bytes[0] === 0x0a && bytes[2] === 0x08) return pprof;
  if (isText(bytes)) return collapsed;
  throw unknown();
}

function jsonFormatOf(scanner: JsonScanner): Format {
  const keys = keysOf(...jsonFormats.flatMap((format) => format.keys), 'snapshot');
  const owners = jsonFormats.flatMap((format) => format.keys.map(() => format));
  scanner.beginObject();
  for (let key = scanner.nextKey(keys); key !== NO_KEY; key = scanner.nextKey(keys)) {
    if (key >= 0 && key < owners.length) return owners[key]!;
    if (key === owners.length) {
      throw new UserError(
        'unknown-profile',
        'This is a heap snapshot, not a profile: a snapshot has objects, and no functions that made them.',
      );
    }
    scanner.skip();
  }
  throw unknown();
}

const unknown = (): UserError =>
  new UserError(
    'unknown-profile',
    `This is none of the formats that can be read: ${[...jsonFormats, pprof, collapsed].map(({ name }) => name).join(', ')}.`,
  );

/** Whether the first line ends with a space and a number: one of JSON ends with a bracket, a comma or a colon. */
function beginsWithStack(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MOST_LINE_BYTES)).toString('latin1');
  const end = head.indexOf('\n');
  if (end === -1 && bytes.length > MOST_LINE_BYTES) return false;
  return /\S \d{1,16}\r?$/u.test(end === -1 ? head : head.slice(0, end));
}

const MOST_LINE_BYTES = 2 ** 16;

const isText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 4096).includes(0);
