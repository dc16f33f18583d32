import { lstat, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import type { ProfileKind } from '../../../model/profile.ts';
import { profilesFolder } from './recordedFile.ts';

/** A profile that was kept, as lists have it. */
export interface ProfileOverview {
  /** Absolute path. */
  readonly file: string;
  readonly bytes: number;
  readonly kind: ProfileKind;
  /** What was recorded, for people; the name of the file where it does not say. */
  readonly title: string;
  readonly recordedAtMs: number;
}

/** More is in front of the first function only where somebody wrote it. */
const HEAD_BYTES = 64 * 1024;
const BEGINNING = '{"laptime":{"recording":';

/** The profiles of a workspace folder, newest first; files that others put there, too. */
export async function listRecorded(root: string): Promise<ProfileOverview[]> {
  const folder = profilesFolder(root);
  // A link leads to profiles of somebody else, which could be removed by this list.
  const isFolder = (await lstat(folder).catch(() => null))?.isDirectory() === true;
  const names = isFolder ? await readdir(folder) : [];
  const found = await Promise.all(names.map((name) => overviewOf(path.join(folder, name))));
  return found.filter((one) => one !== null).toSorted((a, b) => b.recordedAtMs - a.recordedAtMs);
}

/** @throws UserError `profile-not-found` where it is none of the workspace folder's profiles */
export async function removeRecorded(root: string, file: string): Promise<void> {
  const known = await listRecorded(root);
  if (!known.some((one) => one.file === file)) {
    throw new UserError('profile-not-found', `${file} is none of the profiles that Laptime keeps. Nothing was removed.`);
  }
  await rm(file, { force: true });
}

async function overviewOf(file: string): Promise<ProfileOverview | null> {
  const kind = file.endsWith('.cpuprofile') ? 'cpu' : file.endsWith('.heapprofile') ? 'heap' : null;
  // Links may lead anywhere.
  const facts = kind && (await lstat(file).catch(() => null));
  if (!facts?.isFile()) return null;
  const said = await recordingIn(file).catch(() => null);
  const recordedAtMs = Date.parse(textIn(said, 'recordedAt'));
  return {
    ...{ file, kind: kind!, bytes: facts.size },
    title: textIn(said, 'title') || path.basename(file),
    recordedAtMs: Number.isFinite(recordedAtMs) ? recordedAtMs : facts.mtimeMs,
  };
}

/** What stands in front of a profile that was recorded by Laptime, unchecked; null where nothing does. */
async function recordingIn(file: string): Promise<unknown> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('utf8', 0, bytesRead);
    const end = head.startsWith(BEGINNING) ? endOfObject(head, BEGINNING.length) : -1;
    return end === -1 ? null : JSON.parse(head.slice(BEGINNING.length, end));
  } finally {
    await handle.close();
  }
}

/** One after the brace that closes the object at a place; -1 where it does not end. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

function textIn(said: unknown, key: 'title' | 'recordedAt'): string {
  const value: unknown = typeof said === 'object' && said !== null ? (said as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === 'string' ? value : '';
}
