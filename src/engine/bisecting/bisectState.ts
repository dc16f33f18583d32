import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { isUserError, messageOf, UserError } from '../../base/errors.ts';
import type { BisectRun } from '../../model/bisection.ts';
import { prepareFolder, refuseLinks } from '../store/index.ts';

/** All that makes answers comparable: with any other of these a search begins anew. The threshold is none: it asks the same answers. */
export interface BisectKey {
  readonly good: string;
  readonly bad: string;
  readonly benchmark: string;
  readonly environmentId: string;
  /** What else decides what a run is: its time, whose bench files ran. */
  readonly setup: string;
}

/** A search that is kept on disk. */
export interface BisectState {
  /** Answers in the order in which they came. */
  runs(): Promise<readonly BisectRun[]>;
  save(runs: readonly BisectRun[]): Promise<void>;
  clear(): Promise<void>;
}

const FORMAT = 'laptime-bisect-state';
const VERSION = 1;
const MOST_FILES = 50;

const number = v.pipe(v.number(), v.finite());
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/));
const common = { commit: hash, durationMs: v.pipe(number, v.minValue(0)) };
const run = v.variant('kind', [
  v.object({ kind: v.literal('value'), logTime: number, logError: v.exactOptional(v.pipe(number, v.minValue(0))), ...common }),
  v.object({ kind: v.literal('timeout'), ...common }),
  v.object({ kind: v.literal('broken'), message: v.string(), ...common }),
]) satisfies v.GenericSchema<unknown, BisectRun>;

const stateFile = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  key: v.object({ good: v.string(), bad: v.string(), benchmark: v.string(), environmentId: v.string(), setup: v.string() }),
  runs: v.array(run),
});

/**
 * The answers of one search in a file of its own in `folder`, which lies in the store's and is made where it is missing. What cannot be read as such a
 * file, or is of another search, counts as no answers. The oldest files of more than 50 are removed.
 */
export function bisectState(folder: string, key: BisectKey): BisectState {
  const text = JSON.stringify([key.good, key.bad, key.benchmark, key.environmentId, key.setup]);
  const file = path.join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 24)}.json`);
  return {
    async runs() {
      const content = await readFile(file, 'utf8').catch(() => null);
      const result = v.safeParse(stateFile, content === null ? null : parseJson(content));
      return result.success && isSameKey(result.output.key, key) ? result.output.runs : [];
    },
    async save(runs) {
      const temporary = `${file}.${process.pid}.tmp`;
      try {
        prepareFolder(path.dirname(folder));
        refuseLinks(folder);
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, JSON.stringify({ format: FORMAT, version: VERSION, key, runs }));
        await rename(temporary, file);
      } catch (error) {
        if (isUserError(error)) throw error;
        await rm(temporary, { force: true }).catch(() => {});
        throw new UserError(
          'bisect-not-saved',
          `The answers of the search could not be saved in ${folder}: ${messageOf(error)}. Make room or give access, then run the command again: it goes on from the last answer that was saved.`,
          { cause: error },
        );
      }
      if (runs.length <= 1) await removeOldest(folder);
    },
    clear: () => rm(file, { force: true }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isSameKey = (a: BisectKey, b: BisectKey) =>
  a.good === b.good && a.bad === b.bad && a.benchmark === b.benchmark && a.environmentId === b.environmentId && a.setup === b.setup;

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const files = await Promise.all(
    names.map(async (name) => ({ name, writtenAtMs: (await stat(path.join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  const old = files.toSorted((a, b) => b.writtenAtMs - a.writtenAtMs).slice(MOST_FILES);
  await Promise.all(old.map(({ name }) => rm(path.join(folder, name), { force: true })));
}
