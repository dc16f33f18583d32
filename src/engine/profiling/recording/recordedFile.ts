import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import type { ProfileKind, Recording } from '../../../model/profile.ts';
import { prepareFolder, storeFolder } from '../../store/index.ts';
import type { RecordedProfile } from './requests.ts';

/** A profile as V8 gives it: bytes of a JSON object, or the file that has them. */
export type ProfileBody = { readonly bytes: Uint8Array } | { readonly file: string };

export interface NewProfile {
  readonly recording: Recording;
  readonly body: ProfileBody;
  /** By the address of a script: the text of its source map, a JSON object. */
  readonly sourceMaps: ReadonlyMap<string, string>;
}

/** Where the profiles of a workspace folder are kept: beside its history. */
export const profilesFolder = (root: string): string => path.join(storeFolder(root), 'profiles');

const MOST_PROFILES = 50;
const MOST_AGE_MS = 30 * 24 * 3600 * 1000;
const EXTENSIONS: Readonly<Record<ProfileKind, string>> = { cpu: 'cpuprofile', heap: 'heapprofile' };
/** Only what has a name of ours is ever removed. */
const OURS = /^\d{8}-\d{6}-[\w-]+\.(?:cpuprofile|heapprofile)$/;
const UNFINISHED = /^\.unfinished-[\w-]+$/;
const CHUNK_BYTES = 2 ** 20;

/**
 * Writes profiles to the workspace's folder for them, in V8's own format with what Laptime knows in front, then removes the oldest
 * ones beyond fifty, and those of more than thirty days. A file is there with all of it, or not at all.
 * @throws UserError `profile-link` where a link leads elsewhere
 */
export async function keepProfiles(root: string, profiles: readonly NewProfile[]): Promise<RecordedProfile[]> {
  const folder = await prepareProfilesFolder(root);
  const kept: RecordedProfile[] = [];
  for (const each of profiles) kept.push({ file: await keepProfile(folder, each), recording: each.recording });
  await prune(folder, new Set(kept.map(({ file }) => path.basename(file))));
  return kept;
}

/**
 * Before a recording, not only after it.
 * @throws UserError `profile-link` where a link leads elsewhere
 */
export async function refuseLinkedFolder(root: string): Promise<void> {
  const folder = profilesFolder(root);
  for (const place of [path.dirname(folder), folder]) {
    if ((await lstat(place).catch(() => null))?.isSymbolicLink() === true) {
      throw new UserError(
        'profile-link',
        `The profile cannot be kept because ${place} is a symbolic link, and Laptime does not write where a link leads. Remove the link.`,
      );
    }
  }
}

async function prepareProfilesFolder(root: string): Promise<string> {
  await refuseLinkedFolder(root);
  const folder = profilesFolder(root);
  prepareFolder(path.dirname(folder));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function keepProfile(folder: string, { recording, body, sourceMaps }: NewProfile): Promise<string> {
  const unfinished = path.join(folder, `.unfinished-${randomUUID()}`);
  try {
    // For nobody else: command lines, names and source maps of a program are in it.
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(`{"laptime":{"recording":${JSON.stringify(recording)},"sourceMaps":{`);
      let separator = '';
      for (const [url, text] of sourceMaps) {
        await handle.writeFile(`${separator}${JSON.stringify(url)}:${text}`);
        separator = ',';
      }
      await handle.writeFile('}},');
      // Behind its opening brace.
      if ('bytes' in body) await handle.writeFile(body.bytes.subarray(1));
      else await copyFrom(body.file, 1, handle);
    } finally {
      await handle.close();
    }
    const file = await freeName(folder, recording);
    await rename(unfinished, file);
    return file;
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function copyFrom(file: string, start: number, target: FileHandle): Promise<void> {
  const source = await open(file, 'r');
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let position = start; ;) {
      const { bytesRead } = await source.read(chunk, 0, chunk.length, position);
      if (bytesRead === 0) return;
      await target.writeFile(chunk.subarray(0, bytesRead));
      position += bytesRead;
    }
  } finally {
    await source.close();
  }
}

/** `20261121-152032-sort-large-arrays.cpuprofile`, in the order of time. */
async function freeName(folder: string, { recordedAt, title, kind }: Recording): Promise<string> {
  const time = recordedAt.replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  const taken = new Set(await readdir(folder));
  for (let number = 1; ; number++) {
    const name = `${time}-${words || 'profile'}${number === 1 ? '' : `-${number}`}.${EXTENSIONS[kind]}`;
    if (!taken.has(name)) return path.join(folder, name);
  }
}

async function prune(folder: string, justWritten: ReadonlySet<string>): Promise<void> {
  const found: { readonly file: string; readonly atMs: number }[] = [];
  const nowMs = Date.now();
  for (const name of await readdir(folder)) {
    if (justWritten.has(name)) continue;
    const file = path.join(folder, name);
    const atMs = (await stat(file).catch(() => null))?.mtimeMs;
    if (atMs === undefined) continue;
    if (OURS.test(name)) found.push({ file, atMs });
    // Of a process that was killed while it wrote.
    else if (UNFINISHED.test(name) && nowMs - atMs > 3600 * 1000) await rm(file, { force: true });
  }
  const newestFirst = found.toSorted((a, b) => b.atMs - a.atMs);
  const room = Math.max(0, MOST_PROFILES - justWritten.size);
  for (const [place, { file, atMs }] of newestFirst.entries()) {
    if (place >= room || nowMs - atMs > MOST_AGE_MS) await rm(file, { force: true });
  }
}
