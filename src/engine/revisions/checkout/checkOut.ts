import { createHash } from 'node:crypto';
import { lstat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import { visibleText } from '../../../base/text.ts';
import type { Config } from '../../../model/config.ts';
import { startKeeper, type Keeper } from '../../processes/index.ts';
import type { CachedFolders, HeldFolder } from '../cache/cachedFolders.ts';
import type { Release } from '../cache/holds.ts';
import { dependencyFilesOf, dependencyFilesOnDisk } from '../dependencies/dependencyFiles.ts';
import { planDependencies } from '../dependencies/planDependencies.ts';
import { provideDependencies } from '../dependencies/provideDependencies.ts';
import type { RevisionNode } from '../programEnvironment.ts';
import type { Repository } from '../repository.ts';
import { WORK_TREE, type ResolvedBaseline, type ResolvedCommit } from '../resolveRevision.ts';
import { readAbout, writeAbout } from './about.ts';
import { build } from './build.ts';
import { writingFailed } from './failures.ts';
import { changedSince, noteStates } from './fileStates.ts';
import { applyOverlay, changedBy, type OverlayFile } from './overlay.ts';
import { writeSubmodules } from './submodules.ts';
import { readTree, SUBMODULE } from './tree.ts';
import { writeFiles, type FilesSource } from './writeFiles.ts';

/** What takes long. */
export type CheckoutStep =
  | { readonly kind: 'files' }
  /** `folder`: where, from the top, with `/`. */
  | { readonly kind: 'dependencies'; readonly manager: string; readonly folder: string }
  | { readonly kind: 'build'; readonly command: string };

export interface RevisionRequest {
  readonly revision: ResolvedCommit | ResolvedBaseline;
  readonly overlay: readonly OverlayFile[];
  /** The revision that the overlay comes from, for messages; null where nobody needs to know of it. */
  readonly overlayFrom: string | null;
  readonly node: RevisionNode;
  readonly config: Config['revisions'];
}

export interface RevisionParts {
  readonly repository: Repository;
  /** Where `folders` lie, for messages. */
  readonly cachePlace: string;
  readonly folders: CachedFolders;
  readonly distFolder: string;
  readonly log: Log;
}

/** A folder with all files of a commit or saved baseline, in the cache. */
export interface RevisionFolder {
  /** What stands for the top of the repository. */
  readonly top: string;
  readonly notes: readonly string[];
  release(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ATTEMPTS = 2;
const FILES = 'tree';
const STATES = 'states.json';

/**
 * A checkout of a commit or saved baseline, from the cache or made now. What is in it depends on its key alone: files, overlay,
 * where its dependencies come from, and the build command.
 * @throws UserError; AbortError when the signal is aborted. Nothing half is left.
 */
export async function checkOutRevision(
  request: RevisionRequest,
  parts: RevisionParts,
  onStep: (step: CheckoutStep) => void,
  signal: AbortSignal,
): Promise<RevisionFolder> {
  const { revision, node, config } = request;
  const { repository, folders, log } = parts;
  const { gitFolder, top, prefix } = repository;
  const source = sourceOf(revision, gitFolder);
  const { name, treeish } = source;
  const tree = await readTree(source, treeish, signal);
  const overlay = changedBy(request.overlay, tree);
  const ofCommit = await dependencyFilesOf(source, tree, overlay, signal);
  const plan = await planDependencies({ ofCommit, onDisk: await dependencyFilesOnDisk(top, signal), top, prefix, name });
  const provision = provideDependencies(plan, ofCommit, { folders, node, config, userTop: top, name });
  const outside = await modulesAround(top);
  const built = config.build === null ? null : [config.build, prefix, node.version.split('.')[0]];
  const laid = overlay.map(({ path, mode, hash }) => [path, mode, hash]);
  const parted = createHash('sha256').update(JSON.stringify([laid, provision.identity, outside, built]));
  const key = `${treeish}-${parted.digest('hex').slice(0, 16)}`;

  const releases: Release[] = [];
  const fill = async (folder: string) => {
    const keeper = startKeeper({ distFolder: parts.distFolder, nodeExecutable: node.executable, log });
    try {
      await fillFolder(folder, keeper);
    } finally {
      keeper.dispose();
    }
  };
  async function fillFolder(folder: string, keeper: Keeper): Promise<void> {
    const files = path.join(folder, FILES);
    onStep({ kind: 'files' });
    const notes = await writeFiles(source, files, keeper, signal);
    const submodules = await writeSubmodules({ ...repository, ...source, tree }, files, keeper, signal);
    await applyOverlay(overlay, files);
    if (!(await lstat(path.join(files, prefix)).catch(() => null))?.isDirectory()) {
      throw new UserError('folder-missing', `${name} has no folder ${visibleText(prefix)}, so nothing of it can be measured there.`);
    }
    if (outside !== null) await symlink(outside, path.join(folder, 'node_modules'), 'junction');
    const provided = await provision.provide(files, keeper, onStep, signal);
    try {
      if (config.build !== null) {
        onStep({ kind: 'build', command: config.build });
        await build({ command: config.build, top: files, prefix, node, name }, keeper, signal);
      }
      await writeAbout(folder, { notes: [...notes, ...submodules.notes, ...provided.notes], needs: provided.needs });
      const own = [...tree].filter(([, { mode }]) => mode !== SUBMODULE).map(([file]) => file);
      await noteStates(path.join(folder, STATES), files, [...own, ...submodules.files, ...overlay.map((file) => file.path)]);
    } finally {
      await provided.release();
    }
  }

  try {
    const replaced = replacedNote(overlay, request.overlayFrom, name);
    for (let attempt = 1; ; attempt++) {
      const taken = await takeWhole(key, folders, log);
      if (taken !== null) return { ...taken, notes: [...plan.notes, ...replaced, ...taken.notes] };
      signal.throwIfAborted();
      if (attempt > ATTEMPTS) {
        throw new UserError(
          'checkout-changes',
          `The checkout of ${name} was changed by another program as soon as it was made. Compare again.`,
        );
      }
      log.info(`checkout of ${name}: made in ${parts.cachePlace}`);
      const made = await folders.make(key, config.maxCacheAgeDays * DAY_MS, fill);
      // Taken again while it is held: it may be another process's, which was the first.
      releases.push(made.release);
    }
  } catch (error) {
    throw writingFailed(error, parts.cachePlace);
  } finally {
    for (const release of releases) await release();
  }
}

/** Where its files are. It is not named as the user did: what is noted of a checkout is shown to others who use it. */
export function sourceOf(revision: ResolvedCommit | ResolvedBaseline, gitFolder: string): FilesSource {
  const name = `commit ${revision.commit.slice(0, 12)}`;
  if (revision.kind === 'commit' || revision.snapshot === null) return { gitFolder, treeish: revision.commit, name };
  const { tree, objects } = revision.snapshot;
  const kept = revision.name === WORK_TREE ? 'a copy of the work tree' : `a baseline saved at ${name}`;
  return { gitFolder, treeish: tree, moreObjects: objects, name: kept };
}

/** The folder of the key with all that it needs, held; null where there is none, or it is not what it was. */
async function takeWhole(key: string, folders: CachedFolders, log: Log): Promise<RevisionFolder | null> {
  const folder = await folders.take(key);
  if (folder === null) return null;
  const held: HeldFolder[] = [];
  const about = await readAbout(folder.path);
  let problem = about === null ? 'its description is damaged' : null;
  for (const need of about?.needs ?? []) {
    const dependencies = await folders.take(need.key);
    if (dependencies !== null) held.push(dependencies);
    if (dependencies?.path !== need.path) problem = 'its dependencies are gone';
  }
  const top = path.join(folder.path, FILES);
  const changed = await changedSince(path.join(folder.path, STATES), top);
  if (changed !== null) problem = `${changed} was changed`;
  if (problem === null) {
    return {
      top,
      notes: about!.notes,
      async release() {
        for (const each of [folder, ...held]) await each.release();
      },
    };
  }
  log.info(`checkout ${folder.path} is not used again: ${problem}`);
  for (const each of held) await each.release();
  await folder.discard();
  return null;
}

function replacedNote(overlay: readonly OverlayFile[], from: string | null, name: string): string[] {
  const [first, ...others] = overlay.map((file) => visibleText(file.path));
  if (first === undefined || from === null) return [];
  return [
    `In the checkout of ${name}, ${first}${others.length === 0 ? ' is' : ` and ${others.length} more for benchmarks are`} from ${from === WORK_TREE ? 'the work tree' : visibleText(from)}.`,
  ];
}

/** Node.js looks for packages in the folders around the repository too; null where there are none. */
async function modulesAround(top: string): Promise<string | null> {
  for (let folder = path.dirname(top); ; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules');
    if ((await lstat(modules).catch(() => null))?.isDirectory()) return modules;
    if (path.dirname(folder) === folder) return null;
  }
}
