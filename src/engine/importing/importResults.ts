import { importRuns, type RunStore } from '../store/index.ts';
import { readForeign } from './readForeign.ts';
import { linesOf, peek, wholeText, type TextStream } from './textStream.ts';
import { toRun } from './toRun.ts';

export interface ImportRequest {
  /** How the file is called in messages; `-` for the standard input. */
  readonly name: string;
  /** When the file was written, or now: the time of results that do not tell theirs. */
  readonly fileTimeMs: number;
  /** One of `importFormats`; left out, the content tells. */
  readonly format?: string;
  /** The machine that other tools' results come from. Without it, those of one tool and suite count as one machine's. */
  readonly machine?: string;
  /** The commit of results that name none: its hash. */
  readonly commit?: string;
}

export interface ImportOutcome {
  /** Runs, comparisons and gains. */
  readonly imported: number;
  /** How many of the imported are comparisons. */
  readonly comparisons: number;
  /** How many of the imported are gains. */
  readonly gains: number;
  /** Those that were there already. */
  readonly known: number;
  /** What was left out, in words for the user; all else was imported. */
  readonly problems: readonly string[];
}

interface ImportParts {
  readonly store: RunStore;
  readonly root: string;
  readonly laptimeVersion: string;
}

const OURS = /^\s*\{\s*"format"\s*:\s*"laptime-(?:run|comparison|gain)"/;

/**
 * Stores the runs of a file: an export of Laptime, with its comparisons, or the results of another tool. Each is stored whole
 * or not at all, and one that is there already is left as it is, so a file can be imported again.
 * @throws UserError when the file is of no known format, or the store cannot be written to; AbortError when the signal is aborted
 */
export async function importResults(
  text: TextStream,
  request: ImportRequest,
  { store, root, laptimeVersion }: ImportParts,
  signal?: AbortSignal,
): Promise<ImportOutcome> {
  const { name, fileTimeMs, machine = null, commit = null } = request;
  const { start, all } = await peek(text, 64);
  if (request.format === 'laptime' || (request.format === undefined && (OURS.test(start) || start.trim() === ''))) {
    const { problems, ...counts } = await importRuns(store, linesOf(all), signal);
    return { ...counts, problems: problems.map(({ message }) => message) };
  }
  const { format, runs, problems } = readForeign(await wholeText(all, name, signal), request.format ?? null, name, root);
  let imported = 0;
  for (const foreign of runs) {
    signal?.throwIfAborted();
    if (store.importRun(toRun(foreign, { tool: format.name, machine, commit, fileTimeMs, laptimeVersion }))) {
      imported += 1;
      continue;
    }
    const problem = store.problem();
    if (problem !== null) throw problem;
  }
  return { imported, comparisons: 0, gains: 0, known: runs.length - imported, problems };
}
