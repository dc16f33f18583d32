import { lstat, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

/** How many files are asked for at once. */
const AT_ONCE = 256;

const statesSchema = v.record(v.string(), v.nullable(v.string()));

/**
 * Notes size, time and mode of files, so that a later user can tell whether somebody changed them: a benchmark that writes
 * into its sources, a person who tries something out.
 */
export async function noteStates(stateFile: string, folder: string, files: Iterable<string>): Promise<void> {
  await writeFile(stateFile, JSON.stringify(await statesOf(folder, [...files])));
}

/** The first file that is no longer as it was noted; null when all are. */
export async function changedSince(stateFile: string, folder: string): Promise<string | null> {
  const text = await readFile(stateFile, 'utf8').catch(() => null);
  const noted = v.safeParse(v.pipe(v.string(), v.parseJson(), statesSchema), text);
  if (!noted.success) return path.basename(stateFile);
  const names = Object.keys(noted.output);
  const now = await statesOf(folder, names);
  return names.find((name) => noted.output[name] !== now[name]) ?? null;
}

async function statesOf(folder: string, files: readonly string[]): Promise<Record<string, string | null>> {
  // A file may be called `__proto__`.
  const states = Object.create(null) as Record<string, string | null>;
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE);
    const found = await Promise.all(some.map((name) => lstat(path.join(folder, name)).catch(() => null)));
    for (const [index, state] of found.entries()) {
      states[some[index]!] = state === null || state.isDirectory() ? null : `${state.mode} ${state.size} ${state.mtimeMs}`;
    }
  }
  return states;
}
