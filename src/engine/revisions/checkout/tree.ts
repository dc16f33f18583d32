import { askGit, askGitForBytes, inGitFolder, type ObjectSource } from '../repository.ts';

/** A file of a commit, as `git ls-tree` tells it. */
export interface TreeEntry {
  /** `100644`, `100755` (executable), `120000` (link), `160000` (submodule). */
  readonly mode: string;
  /** Of the blob; of the commit for submodules. */
  readonly hash: string;
}

/** By path from the top, with `/`. */
export type Tree = ReadonlyMap<string, TreeEntry>;

export const SUBMODULE = '160000';
export const LINK = '120000';

/** `treeish`: a commit or a tree. */
export async function readTree(source: ObjectSource, treeish: string, signal: AbortSignal): Promise<Tree> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', treeish];
  const output = await askGit(source.gitFolder, args, inGitFolder(source), signal);
  const tree = new Map<string, TreeEntry>();
  for (const line of output.split('\0')) {
    const tab = line.indexOf('\t');
    const [mode = '', , hash = ''] = line.slice(0, tab).split(' ');
    if (tab !== -1) tree.set(line.slice(tab + 1), { mode, hash });
  }
  return tree;
}

/** Contents by hash, as they are stored: before any filter. */
export async function readBlobs(
  source: ObjectSource,
  hashes: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (hashes.length === 0) return blobs;
  const options = { ...inGitFolder(source), input: `${[...new Set(hashes)].join('\n')}\n` };
  const output = await askGitForBytes(source.gitFolder, ['cat-file', '--batch'], options, signal);
  for (let at = 0; at < output.length;) {
    const lineEnd = output.indexOf('\n', at);
    const [hash = '', type, size] = output.toString('latin1', at, lineEnd).split(' ');
    at = lineEnd + 1;
    // `HASH missing` has no content behind it: a partial clone.
    if (type !== 'blob') continue;
    blobs.set(hash, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
