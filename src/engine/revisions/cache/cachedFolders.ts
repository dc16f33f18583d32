import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Clock } from '../../../base/clock.ts';
import { messageOf } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import { folderBytes } from './folderBytes.ts';
import { heldNames, hold, type Release } from './holds.ts';

/** A folder in the cache that nobody removes until it is released. */
export interface HeldFolder {
  readonly path: string;
  release: Release;
  /** It is not what it was: nobody gets it any more, and it is removed once nobody holds it. */
  discard(): Promise<void>;
}

export interface CachedFolders {
  /** The folder of a key; null when there is none. */
  take(key: string): Promise<HeldFolder | null>;
  /**
   * A new folder, filled by `fill`. Should another process have published one for the key in the meantime, that one. Where
   * `fill` throws, nothing is left.
   */
  make(key: string, maxAgeMs: number, fill: (folder: string) => Promise<void>): Promise<HeldFolder>;
  keys(): Promise<string[]>;
  /** Removes what no living process uses: leftovers, what is too old, and beyond the size what was used longest ago. */
  clean(maxBytes: number): Promise<void>;
}

const entrySchema = v.object({
  folder: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
  bytes: v.pipe(v.number(), v.minValue(0)),
  maxAgeMs: v.pipe(v.number(), v.minValue(0)),
});
type Entry = v.InferOutput<typeof entrySchema>;

/**
 * Folders that several processes share, found by key. A folder is made under a name of its own, and an entry with the key,
 * which appears at once and whole, names it: so nobody sees half a folder, paths inside it stay true, and where two make the
 * same, one wins. No lock is held: who takes a folder says so first and looks again; who removes one takes away its entry
 * first and looks again.
 */
export function cachedFolders(place: string, log: Log, clock: Clock): CachedFolders {
  const [entriesFolder, foldersFolder, holdsFolder] = ['entries', 'folders', 'holds'].map((name) => path.join(place, name)) as [
    string,
    string,
    string,
  ];
  const entryFile = (key: string) => path.join(entriesFolder, `${key}.json`);

  async function readEntry(key: string): Promise<Entry | null> {
    const text = await readFile(entryFile(key), 'utf8').catch(() => null);
    const entry = v.safeParse(v.pipe(v.string(), v.parseJson(), entrySchema), text);
    return entry.success ? entry.output : null;
  }

  /** An entry appears whole: it is linked to its name when it is written. False when there is one already. */
  async function publish(key: string, entry: Entry): Promise<boolean> {
    const draft = path.join(foldersFolder, entry.folder, 'entry.json');
    await writeFile(draft, JSON.stringify(entry));
    try {
      await link(draft, entryFile(key));
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
  }

  async function used(key: string, folder: string, release: Release): Promise<HeldFolder> {
    const now = new Date(clock.nowMs());
    await utimes(entryFile(key), now, now).catch(() => {});
    return {
      path: path.join(foldersFolder, folder),
      release,
      async discard() {
        if ((await readEntry(key))?.folder === folder) await rm(entryFile(key), { force: true });
        await release();
      },
    };
  }

  async function take(key: string): Promise<HeldFolder | null> {
    const entry = await readEntry(key);
    if (entry === null) return null;
    const release = await hold(holdsFolder, entry.folder);
    if ((await readEntry(key))?.folder === entry.folder && (await isFolder(path.join(foldersFolder, entry.folder)))) {
      return used(key, entry.folder, release);
    }
    await release();
    return null;
  }

  async function remove(folder: string): Promise<void> {
    try {
      await rm(path.join(foldersFolder, folder), { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      // It is tried again at the next end of use.
      log.warn(`cached folder ${folder} cannot be removed: ${messageOf(error)}`);
    }
  }

  return {
    take,
    async make(key, maxAgeMs, fill) {
      await mkdir(foldersFolder, { recursive: true, mode: 0o700 });
      await mkdir(entriesFolder, { recursive: true });
      const folder = `${key.slice(0, 12)}-${randomBytes(4).toString('hex')}`;
      const place = path.join(foldersFolder, folder);
      const release = await hold(holdsFolder, folder);
      try {
        await mkdir(place);
        await fill(place);
        const entry = { folder, bytes: await folderBytes(place), maxAgeMs };
        for (;;) {
          if (await publish(key, entry)) return await used(key, folder, release);
          const other = await take(key);
          if (other !== null) {
            await remove(folder);
            await release();
            return other;
          }
          // An entry that leads nowhere: its folder was removed by hand, or the entry is damaged.
          await rm(entryFile(key), { force: true });
        }
      } catch (error) {
        await remove(folder);
        await release();
        throw error;
      }
    },
    keys: async () => (await readdir(entriesFolder).catch(() => [])).map((name) => name.replace(/\.json$/, '')),
    async clean(maxBytes) {
      // In this order, what is made meanwhile is seen as held or as published, whenever it is finished.
      const folders = await readdir(foldersFolder).catch(() => []);
      const heldBefore = await heldNames(holdsFolder, clock.nowMs());
      const entries = await entriesByAge();
      const published = new Set(entries.map(({ folder }) => folder));
      for (const folder of folders) if (!published.has(folder) && !heldBefore.has(folder)) await remove(folder);

      let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
      for (const { key, folder, bytes: ofThis, maxAgeMs, usedAtMs } of entries) {
        const outlived = clock.nowMs() - usedAtMs >= maxAgeMs;
        if ((!outlived && bytes <= maxBytes) || heldBefore.has(folder)) continue;
        await rm(entryFile(key), { force: true });
        bytes -= ofThis;
        // Somebody may have taken it just before its entry went.
        if (!(await heldNames(holdsFolder, clock.nowMs())).has(folder)) await remove(folder);
      }
    },
  };

  /** Used longest ago first. What cannot be read is removed. */
  async function entriesByAge(): Promise<(Entry & { readonly key: string; readonly usedAtMs: number })[]> {
    const found: (Entry & { readonly key: string; readonly usedAtMs: number })[] = [];
    for (const name of await readdir(entriesFolder).catch(() => [])) {
      const key = name.replace(/\.json$/, '');
      const entry = await readEntry(key);
      const usedAtMs = (await stat(entryFile(key)).catch(() => undefined))?.mtimeMs;
      if (entry === null) await rm(entryFile(key), { force: true });
      else if (usedAtMs !== undefined) found.push({ ...entry, key, usedAtMs });
    }
    return found.toSorted((a, b) => a.usedAtMs - b.usedAtMs);
  }
}

async function isFolder(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined))?.isDirectory() ?? false;
}
