import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OverlayFile } from '../checkout/overlay.ts';
import { LINK, readBlobs, SUBMODULE, type Tree } from '../checkout/tree.ts';
import { askGit } from '../repository.ts';
import { decidesDependencies } from './installRoots.ts';

/** Those of a commit that decide on dependencies, with what is laid over it; by path from the top, with `/`. */
export async function dependencyFilesOf(
  gitFolder: string,
  tree: Tree,
  overlay: readonly OverlayFile[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...tree].filter(([name, { mode }]) => mode !== SUBMODULE && mode !== LINK && decidesDependencies(name));
  const blobs = await readBlobs(
    gitFolder,
    wanted.map(([, { hash }]) => hash),
    signal,
  );
  const files = new Map<string, Buffer>();
  for (const [name, { hash }] of wanted) {
    const content = blobs.get(hash);
    if (content !== undefined) files.set(name, content);
  }
  for (const { path: name, mode, source } of overlay) {
    if (mode !== LINK && decidesDependencies(name)) files.set(name, await readFile(source));
  }
  return files;
}

/** Those of the user's work tree: what git knows there, or would add. */
export async function dependencyFilesOnDisk(top: string, signal: AbortSignal): Promise<ReadonlyMap<string, Buffer>> {
  const output = await askGit(top, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {}, signal);
  const files = new Map<string, Buffer>();
  for (const name of new Set(output.split('\0'))) {
    if (!decidesDependencies(name)) continue;
    const place = path.join(top, name);
    if ((await lstat(place).catch(() => null))?.isFile()) files.set(name, await readFile(place));
  }
  return files;
}
