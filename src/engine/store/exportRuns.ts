import { readExportLine, writeComparisonLine, writeGainLine, writeRunLine } from './exportLine.ts';
import type { RunStore } from './runStore.ts';

/** Takes one line with its line break; false ends the export, a promise is waited for. */
export type WriteLine = (line: string) => boolean | void | Promise<boolean | void>;

/** How many lines of an export are what. */
export interface ExportCounts {
  readonly runs: number;
  readonly comparisons: number;
  readonly gains: number;
}

/**
 * Writes every finished run, comparison and gain as one line of JSON, in this order, each oldest first, and resolves to how many
 * were taken. A run that is still being measured is left out: it would be half of itself for ever.
 * @throws UserError when the store cannot be read; AbortError when the signal is aborted
 */
export async function exportRuns(store: RunStore, write: WriteLine, signal?: AbortSignal): Promise<ExportCounts> {
  const before = store.problem();
  const counts = { runs: 0, comparisons: 0, gains: 0 };
  for (const [kind, line] of linesOf(store)) {
    signal?.throwIfAborted();
    if ((await write(line)) === false) break;
    counts[kind] += 1;
  }
  const problem = store.problem();
  // A full disk, say, does not keep anybody from reading: only what came up on the way does, or what left nothing to read.
  if (problem !== null && (counts.runs + counts.comparisons + counts.gains === 0 || problem.message !== before?.message)) throw problem;
  return counts;
}

function* linesOf(store: RunStore): Generator<readonly [kind: keyof ExportCounts, line: string]> {
  for (const run of store.allRuns()) if (run.state !== 'running') yield ['runs', writeRunLine(run)];
  for (const comparison of store.allComparisons()) yield ['comparisons', writeComparisonLine(comparison)];
  for (const gain of store.gains()) yield ['gains', writeGainLine(gain)];
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
  /** Lines that are none of them; the others were imported. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Stores the runs, comparisons and gains of an exported file. Each is stored whole or not at all; one that is there already is left as
 * it is, so a file can be imported again after something went wrong.
 * @throws UserError when the store cannot be written to; AbortError when the signal is aborted
 */
export async function importRuns(
  store: RunStore,
  lines: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<ImportOutcome> {
  const problems: { line: number; message: string }[] = [];
  let [line, imported, comparisons, gains, known] = [0, 0, 0, 0, 0];
  for await (const text of lines) {
    signal?.throwIfAborted();
    line += 1;
    if (text.trim() === '') continue;
    const read = readExportLine(text);
    if (typeof read === 'string') {
      problems.push({ line, message: `line ${line}: ${read}` });
      continue;
    }
    if (keep(store, read)) {
      imported += 1;
      if (read.kind === 'comparison') comparisons += 1;
      if (read.kind === 'gain') gains += 1;
      continue;
    }
    const problem = store.problem();
    if (problem !== null) throw problem;
    known += 1;
  }
  return { imported, comparisons, gains, known, problems };
}

function keep(store: RunStore, entry: Exclude<ReturnType<typeof readExportLine>, string>): boolean {
  switch (entry.kind) {
    case 'run':
      return store.importRun(entry.run);
    case 'comparison':
      return store.importComparison(entry.run);
    case 'gain':
      return store.addGain(entry.gain);
  }
}
