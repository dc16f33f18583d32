import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { FileHints, HintRule } from '../../model/hint.ts';
import type { AskedFile } from './readOtherFiles.ts';

/** What was found in a file, which holds as long as other files are as they were. */
export interface KnownHints {
  readonly hints: FileHints;
  readonly asked: readonly AskedFile[];
}

/** What was found in files before, by the hash of their names and texts. */
export interface HintsCache {
  /** Null where nothing is known. */
  readonly rules: readonly HintRule[] | null;
  get(key: string): KnownHints | undefined;
  set(key: string, hints: KnownHints): void;
  /** Writes what is new. Never throws: what is not kept is found again. */
  save(rules: readonly HintRule[]): Promise<void>;
}

export interface HintsCacheOptions {
  /** Absolute; all workspaces have a file each in it. */
  readonly folder: string;
  readonly root: string;
  /** Of the rules: what others found counts for nothing. */
  readonly version: string;
  readonly log: Log;
}

interface Content {
  readonly version: string;
  readonly rules: readonly HintRule[];
  readonly entries: readonly (readonly [key: string, hints: KnownHints])[];
}

/** Of one workspace, in characters. */
const MOST_CHARACTERS = 16 * 2 ** 20;
/** Of all. */
const MOST_BYTES = 128 * 2 ** 20;

/**
 * One file, which is replaced as a whole: of several processes the last one wins, and what the others found is found again. Its first
 * line is the digest of the rest, so that what was cut off or changed counts for nothing.
 */
export async function openHintsCache({ folder, root, version, log }: HintsCacheOptions): Promise<HintsCache> {
  const file = path.join(folder, `${digest(root).slice(0, 24)}.json`);
  const known = await readContent(file, version);
  const before = new Map(known?.entries);
  // In the order of their use.
  const used = new Map<string, KnownHints>();
  let isNew = false;
  return {
    rules: known?.rules ?? null,
    get(key) {
      const hints = before.get(key);
      if (hints) used.set(key, hints);
      return hints;
    },
    set(key, hints) {
      isNew = true;
      used.set(key, hints);
    },
    async save(rules) {
      if (!isNew) return;
      for (const key of used.keys()) before.delete(key);
      try {
        await writeContent(file, { version, rules, entries: newest([...before, ...used]) });
        await removeOldest(folder);
      } catch (error) {
        log.warn(`hints are not cached: ${messageOf(error)}`);
      }
    },
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readContent(file: string, version: string): Promise<Content | null> {
  try {
    const text = await readFile(file, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (digest(body) !== text.slice(0, end)) return null;
    const content = JSON.parse(body) as Content;
    return content.version === version ? content : null;
  } catch {
    return null;
  }
}

async function writeContent(file: string, content: Content): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const body = JSON.stringify(content);
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, `${digest(body)}\n${body}`, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The last of them, as many as there is room for. */
function newest(entries: Content['entries']): Content['entries'] {
  let left = MOST_CHARACTERS;
  const kept: (readonly [string, KnownHints])[] = [];
  for (const entry of entries.toReversed()) {
    left -= JSON.stringify(entry).length;
    if (left < 0) break;
    kept.push(entry);
  }
  return kept.toReversed();
}

/** Files of workspaces that were not looked at for longest, and drafts that nobody finished. */
async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(path.join(folder, name)).catch(() => ({ size: 0, mtimeMs: 0 }));
      return { name, size, mtimeMs };
    }),
  );
  let bytes = 0;
  for (const { name, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (bytes > MOST_BYTES) await rm(path.join(folder, name), { force: true });
  }
}
