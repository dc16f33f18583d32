import * as v from 'valibot';
import { messageOf } from '../../base/errors.ts';
import type { Run } from '../../model/run.ts';
import { run as runSchema } from './runSchema.ts';
import type { RunStore } from './runStore.ts';
import { describeIssues, toJson } from './storedJson.ts';

const FORMAT = 'laptime-run';
const VERSION = 1;

const envelope = v.object({ format: v.literal(FORMAT), version: v.pipe(v.number(), v.integer(), v.minValue(1)), run: v.unknown() });

/** Takes one line with its line break; false ends the export, a promise is waited for. */
export type WriteLine = (line: string) => boolean | void | Promise<boolean | void>;

/**
 * Writes every finished run as one line of JSON, oldest first, and resolves to how many were taken. A run that is still being
 * measured is left out: it would be half of itself for ever.
 * @throws UserError when the store cannot be read; AbortError when the signal is aborted
 */
export async function exportRuns(store: RunStore, write: WriteLine, signal?: AbortSignal): Promise<number> {
  const before = store.problem();
  let exported = 0;
  for (const run of store.allRuns()) {
    signal?.throwIfAborted();
    if (run.state === 'running') continue;
    if ((await write(writeRunLine(run))) === false) break;
    exported += 1;
  }
  const problem = store.problem();
  // A full disk, say, does not keep anybody from reading: only what came up on the way does, or what left nothing to read.
  if (problem !== null && (exported === 0 || problem.message !== before?.message)) throw problem;
  return exported;
}

export interface ImportOutcome {
  readonly imported: number;
  /** Runs that were there already. */
  readonly known: number;
  /** Lines that are not runs; the others were imported. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Stores the runs of an exported file. A run is stored whole or not at all; one that is there already is left as it is, so a
 * file can be imported again after something went wrong.
 * @throws UserError when the store cannot be written to; AbortError when the signal is aborted
 */
export async function importRuns(
  store: RunStore,
  lines: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<ImportOutcome> {
  const problems: { line: number; message: string }[] = [];
  let [line, imported, known] = [0, 0, 0];
  for await (const text of lines) {
    signal?.throwIfAborted();
    line += 1;
    if (text.trim() === '') continue;
    const read = readRunLine(text);
    if (typeof read === 'string') {
      problems.push({ line, message: `line ${line}: ${read}` });
      continue;
    }
    if (store.importRun(read)) {
      imported += 1;
      continue;
    }
    const problem = store.problem();
    if (problem !== null) throw problem;
    known += 1;
  }
  return { imported, known, problems };
}

/** A run as one line of an export, with its line break. */
export function writeRunLine(run: Run): string {
  return `${toJson({ format: FORMAT, version: VERSION, run })}\n`;
}

/** The run of one line of an export; else what is wrong with it, in words that follow its place. */
export function readRunLine(text: string): Run | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
  const outer = v.safeParse(envelope, value);
  if (!outer.success) return 'is not a run that `laptime export` wrote';
  if (outer.output.version > VERSION) {
    return `was exported by a newer Laptime (format ${outer.output.version}, this one knows ${VERSION}): update Laptime and import again`;
  }
  const result = v.safeParse(runSchema, outer.output.run);
  return result.success ? result.output : `is not a whole run: ${describeIssues(result.issues)}`;
}
