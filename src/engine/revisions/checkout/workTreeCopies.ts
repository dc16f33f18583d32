import { randomUUID } from 'node:crypto';
import { lstat, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../../../model/config.ts';
import { snapshotWorkTree, type Snapshot } from '../baselines/snapshot.ts';
import type { HeldFolder } from '../cache/cachedFolders.ts';
import type { RevisionNode } from '../programEnvironment.ts';
import { resolveCommit, WORK_TREE, type ResolvedBaseline } from '../resolveRevision.ts';
import { checkOutRevision, sourceOf, type CheckoutStep, type RevisionFolder, type RevisionParts } from './checkOut.ts';
import { stateOf, type OverlayFile } from './overlay.ts';
import { readTree, SUBMODULE, type Tree } from './tree.ts';

export interface CopiesRequest {
  /** Runs the build, and benchmarks later. */
  readonly node: RevisionNode;
  readonly config: Config['revisions'];
  /** One for each copy: texts that its files have instead of their own, by path from the workspace folder, with `/`. */
  readonly texts: readonly ReadonlyMap<string, string>[];
}

interface MadeCopies {
  readonly tops: readonly string[];
  readonly files: readonly string[];
  readonly notes: readonly string[];
  release(): Promise<void>;
}

/**
 * What is on disk, once for each set of texts: kept as a saved baseline is, and checked out with the texts laid over. All of it is held in
 * the cache, at no age at all, so that whoever cleans next removes what this process could not.
 */
export async function copyWorkTree(
  { node, config, texts }: CopiesRequest,
  parts: RevisionParts,
  onStep: (step: CheckoutStep) => void,
  signal: AbortSignal,
): Promise<MadeCopies> {
  const { repository, folders } = parts;
  const { commit, branch, subject, authoredAtMs } = await resolveCommit(repository, 'HEAD', signal);
  const held: (HeldFolder | RevisionFolder)[] = [];
  const release = async () => {
    for (const each of held.toReversed()) await each.release();
  };
  try {
    let snapshot: Snapshot | undefined;
    const kept = await folders.make(`copy-${randomUUID()}`, 0, async (folder) => {
      snapshot = await snapshotWorkTree(repository, commit, path.join(folder, 'objects'), signal);
    });
    held.push(kept);
    const { tree: hash, notes } = snapshot!;
    const objects = path.join(kept.path, 'objects');
    const snapshotParts = { tree: hash, objects };
    const known = { name: WORK_TREE, commit, branch, subject, authoredAtMs, dirtyHash: hash.slice(0, 16) };
    const revision: ResolvedBaseline = { kind: 'baseline', ...known, snapshot: snapshotParts };
    const tree = await readTree(sourceOf(revision, repository.gitFolder), hash, signal);
    const copies: RevisionFolder[] = [];
    for (const [index, some] of texts.entries()) {
      const overlay = await writeTexts(path.join(kept.path, `texts-${index}`), some, tree, repository.prefix);
      const request = { revision, overlay, overlayFrom: null, node, config: { ...config, maxCacheAgeDays: 0 } };
      const copy = await checkOutRevision(request, parts, onStep, signal);
      held.push(copy);
      copies.push(copy);
    }
    return {
      tops: copies.map(({ top }) => top),
      files: [...tree].filter(([, { mode }]) => mode !== SUBMODULE).map(([file]) => file),
      notes: [...new Set([...notes, ...copies.flatMap((copy) => copy.notes)])],
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function writeTexts(folder: string, texts: ReadonlyMap<string, string>, tree: Tree, prefix: string): Promise<OverlayFile[]> {
  await mkdir(folder);
  const overlay: OverlayFile[] = [];
  for (const [file, text] of texts) {
    const place = path.posix.join(prefix, file);
    const source = path.join(folder, String(overlay.length));
    await writeFile(source, text);
    // Not the hash of the text: files of a copy are written to, so nobody else may have the same folder.
    overlay.push({ path: place, mode: tree.get(place)?.mode ?? '100644', hash: randomUUID(), source, state: stateOf(await lstat(source)) });
  }
  return overlay;
}
