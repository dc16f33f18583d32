import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { isAlive, ownIdentity, processIdentity } from '../../processes/index.ts';

/** For how long a process is believed to live that cannot be asked from here: one in another container, say. */
const UNSEEN_MS = 24 * 60 * 60 * 1000;

export type Release = () => Promise<void>;

/** Says that this process uses a folder, in a file beside it, until it is released or this process is gone. */
export async function hold(holdsFolder: string, name: string): Promise<Release> {
  await mkdir(holdsFolder, { recursive: true });
  const file = path.join(holdsFolder, `${name}~${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(ownIdentity()));
  return () => rm(file, { force: true });
}

/** The names that living processes hold. Holds of dead ones are removed. */
export async function heldNames(holdsFolder: string, nowMs: number): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const entry of await readdir(holdsFolder).catch(() => [])) {
    const file = path.join(holdsFolder, entry);
    const sinceMs = (await stat(file).catch(() => undefined))?.mtimeMs;
    // Released since.
    if (sinceMs === undefined) continue;
    const text = await readFile(file, 'utf8').catch(() => '');
    const holder = v.safeParse(v.pipe(v.string(), v.parseJson(), processIdentity), text);
    // What cannot be read may be about to be written.
    const lives = (holder.success ? isAlive(holder.output, sinceMs, nowMs) : null) ?? nowMs - sinceMs < UNSEEN_MS;
    if (lives) held.add(entry.slice(0, entry.indexOf('~')));
    else await rm(file, { force: true });
  }
  return held;
}
