import { LogReader } from './logReader.ts';
import { readLines, type LinesRead } from './readLines.ts';
import type { V8Log } from './v8Log.ts';

/** Megabytes are usual; a benchmark that misses inline caches all the time writes hundreds in a second. */
export const MOST_LOG_BYTES = 512 * 1024 * 1024;
/** The text of a script is one line. */
const MOST_LINE_BYTES = 64 * 1024 * 1024;

/** Reads a log of V8 whose parts are marked with `token`. */
export async function readV8Log(
  file: string,
  token: string,
  signal: AbortSignal,
): Promise<{ readonly log: V8Log; readonly read: LinesRead }> {
  const reader = new LogReader(token);
  const read = await readLines(file, (line) => reader.take(line), { fileBytes: MOST_LOG_BYTES, lineBytes: MOST_LINE_BYTES }, signal);
  return { log: reader.result(), read };
}
