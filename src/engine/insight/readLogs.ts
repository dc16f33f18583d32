import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { formatBytes } from '../../base/units.ts';
import type { InsightReport } from '../../model/insight.ts';
import { findInsights, functionsOf, type Seen } from './finding/findInsights.ts';
import { createView } from './finding/view.ts';
import type { LinesRead } from './log/readLines.ts';
import { MOST_LOG_BYTES, readV8Log } from './log/readV8Log.ts';
import type { V8Log } from './log/v8Log.ts';
import { createSourcePlaces } from './sourcePlaces.ts';

/** What a run wrote, and what was seen of it. Plain data: it goes to a worker. */
export interface LogRequest {
  /** Absolute path of the folder that V8 logged into. */
  readonly folder: string;
  /** Stands in the marks of the benchmark's process. */
  readonly token: string;
  /** Null where the run was ended because it wrote too much. */
  readonly seen: Seen | null;
  readonly root: string;
  readonly distFolder: string;
}

export type LogFindings = Pick<InsightReport, 'functions' | 'insights' | 'problems' | 'samples'>;

/** Throws a `UserError` where no log of the run is there, `AbortError` when aborted. */
export async function readLogs({ folder, token, seen, root, distFolder }: LogRequest, signal: AbortSignal): Promise<LogFindings> {
  const { log, read } = await findLog(folder, token, signal);
  const places = createSourcePlaces(log.scripts, { root, distFolder });
  const view = createView(log, places);
  const insights = findInsights(view, seen);
  const functions = functionsOf(view);
  return { samples: log.samples, insights, functions, problems: [...problemsOf(log, read, seen === null), ...places.problems()] };
}

/** Of the files that were written, the one with our marks. */
async function findLog(folder: string, token: string, signal: AbortSignal): Promise<{ readonly log: V8Log; readonly read: LinesRead }> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => ({ file: path.join(folder, name), size: (await stat(path.join(folder, name))).size })),
  );
  for (const { file } of files.toSorted((a, b) => b.size - a.size)) {
    const found = await readV8Log(file, token, signal);
    if (found.log.hasBegun) return found;
  }
  throw new UserError(
    'no-v8-log',
    'V8 wrote no log of the benchmark. Flags in "node" of laptime.config.json or in NODE_OPTIONS may send it elsewhere: leave --logfile and its like out.',
  );
}

function problemsOf(log: V8Log, read: LinesRead, wasEnded: boolean): string[] {
  const problems: string[] = [];
  if (wasEnded || read.isCut)
    problems.push(`V8 wrote more than ${formatBytes(MOST_LOG_BYTES)}: the run was ended there, and what came later is missing.`);
  else if (!log.hasEnded) problems.push('The log of V8 ends before the benchmark does: what came later is missing.');
  if (read.longLines > 0) problems.push('A script is too long to be read: places in it are missing.');
  if (log.oddLines > 0) problems.push(`${log.oddLines} lines of the log are as no known version of V8 writes them, and were left out.`);
  return problems;
}
