import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OverlayFile } from '../checkout/overlay.ts';
import { LINK, readBlobs, SUBMODULE, type Tree } from '../checkout/tree.ts';
import { askGit, type ObjectSource } from '../repository.ts';
import { decidesDependencies, packedPackages } from './installRoots.ts';

/** Those of a commit that decide on dependencies, with what is laid over it; by path from the top, with `/`. */
export async function dependencyFilesOf(
  source: ObjectSource,
  tree: Tree,
  overlay: readonly OverlayFile[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const add = async (isWanted: (name: string) => boolean) => {
    const wanted = [...tree].filter(([name, { mode }]) => mode !== SUBMODULE && mode !== LINK && isWanted(name));
    const hashes = wanted.map(([, { hash }]) => hash);
    const blobs = await readBlobs(source, hashes, signal);
    for (const [name, { hash }] of wanted) {
      const content = blobs.get(hash);
      if (content !== undefined) files.set(name, content);
    }
    for (const { path: name, mode, source: file } of overlay) if (mode !== LINK && isWanted(name)) files.set(name, await readFile(file));
  };
  await add(decidesDependencies);
  const packed = new Set(packedPackages(files));
  await add((name) => packed.has(name));
  return files;
}

/** Those of the user's work tree: what git knows there, or would add. */
export async function dependencyFilesOnDisk(top: string, signal: AbortSignal): Promise<ReadonlyMap<string, Buffer>> {
  const output = await askGit(top, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {}, signal);
  const files = new Map<string, Buffer>();
  const names = [...new Set(output.split('\0'))];
  const add = async (isWanted: (name: string) => boolean) => {
    for (const name of names.filter(isWanted)) {
      const place = path.join(top, name);
      if ((await lstat(place).catch(() => null))?.isFile()) files.set(name, await readFile(place));
    }
  };
  await add(decidesDependencies);
  const packed = new Set(packedPackages(files));
  await add((name) => packed.has(name));
  return files;
}
