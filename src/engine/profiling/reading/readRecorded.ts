import path from 'node:path';
import * as v from 'valibot';
import type { Recording } from '../../../model/profile.ts';
import type { Recorded } from '../profile.ts';
import type { JsonScanner } from './jsonScanner.ts';

/** Names, versions, titles: more is no text that anybody reads. */
const text = v.pipe(v.string(), v.maxLength(10_000));
const count = v.pipe(v.number(), v.finite(), v.minValue(0));
const absolute = v.pipe(
  text,
  v.check((folder) => path.isAbsolute(folder) && !folder.includes('\0'), 'is no absolute path'),
);

const recordingSchema = v.object({
  laptimeVersion: text,
  kind: v.picklist(['cpu', 'heap']),
  source: v.variant('kind', [
    v.object({ kind: v.literal('benchmark'), benchmarkId: text }),
    v.object({ kind: v.literal('program'), command: v.array(text) }),
    v.object({ kind: v.literal('process'), pid: v.nullable(v.pipe(v.number(), v.integer())), inspector: v.nullable(text) }),
    v.object({ kind: v.literal('debugSession'), name: text }),
  ]),
  title: text,
  recordedAt: v.pipe(v.string(), v.isoTimestamp()),
  nodeVersion: text,
  root: absolute,
  commit: v.nullable(text),
  interval: count,
  iterations: v.nullable(count),
  slowdown: v.nullable(count),
}) satisfies v.GenericSchema<unknown, Recording>;

const recordedSchema = v.object({
  recording: v.optional(v.unknown()),
  sourceMaps: v.optional(v.record(v.string(), v.unknown()), {}),
});

export interface RecordedPart {
  /** Left out where nothing of it is whole. */
  readonly recorded?: Recorded;
  readonly problems: readonly string[];
}

/**
 * Reads what Laptime adds to a profile, at a value of the scanner. It is of no more worth than the rest of the file: what is not as it
 * should be is left out, and said.
 */
export function readRecorded(scanner: JsonScanner): RecordedPart {
  const start = (scanner.peek(), scanner.at);
  scanner.skip();
  const { bytes } = scanner;
  const slice = Buffer.from(bytes.buffer, bytes.byteOffset + start, scanner.at - start);
  let value: unknown;
  try {
    value = JSON.parse(slice.toString('utf8'));
  } catch {
    return { problems: [`What stands under “laptime” at byte ${start} is no JSON, and was left out.`] };
  }
  const outer = v.safeParse(recordedSchema, value);
  if (!outer.success) return { problems: [`What stands under “laptime” at byte ${start} is not as Laptime writes it, and was left out.`] };
  const { recording, sourceMaps } = outer.output;
  const checked = v.safeParse(recordingSchema, recording);
  const problems: string[] = [];
  if (!checked.success && recording !== undefined) {
    const [issue] = checked.issues;
    const field = v.getDotPath(issue);
    problems.push(
      `What the file says of its recording was left out: ${field === null ? 'it' : `its ${field}`} is not as Laptime writes it.`,
    );
  }
  return {
    recorded: { recording: checked.success ? checked.output : null, sourceMaps: new Map(Object.entries(sourceMaps)) },
    problems,
  };
}
