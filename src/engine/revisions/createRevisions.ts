import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Config } from '../../model/config.ts';
import { baselineNamed } from './baselines/baselineName.ts';
import { readBaselines, removeBaseline, resolveBaseline, saveBaseline, type SavedBaseline } from './baselines/savedBaselines.ts';
import { cachedFolders, type CachedFolders } from './cache/cachedFolders.ts';
import { cacheFolder } from './cache/cacheFolder.ts';
import { checkOutRevision, sourceOf, type CheckoutStep } from './checkout/checkOut.ts';
import { overlayFiles } from './checkout/overlay.ts';
import { readTree } from './checkout/tree.ts';
import { copyWorkTree, type CopiesRequest } from './checkout/workTreeCopies.ts';
import { readCommits, readRefs, type Commit, type NamedCommit } from './commits.ts';
import { changedFiles, isAncestor, mainBranch, mergeBase, readRange, type CommitRange } from './history.ts';
import type { RevisionNode } from './programEnvironment.ts';
import { openRepository, type Repository } from './repository.ts';
import { resolveCommit, resolveWorkTree, WORK_TREE, type ResolvedCommit, type ResolvedRevision } from './resolveRevision.ts';

export interface RevisionsOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Absolute path of the folder with the built keeper (`dist`). */
  readonly distFolder: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Where checkouts are kept; the system's place for caches unless given. */
  readonly cacheFolder?: string;
}

/** A folder with the files of a revision. */
export interface Checkout {
  readonly revision: ResolvedRevision;
  /** The workspace folder in it, absolute. */
  readonly root: string;
  /** The top of the repository in it, absolute. */
  readonly top: string;
  /** What the user should know of it, in whole sentences: where dependencies came from, what is missing. */
  readonly notes: readonly string[];
  /** It may go now. Never touches the user's work tree. */
  release(): Promise<void>;
}

/** Copies of what is on disk, as folders outside of the work tree that nobody else uses. */
export interface WorkTreeCopies {
  /** The workspace folder in each of them, absolute. */
  readonly roots: readonly string[];
  /** The tops of the repository in them, absolute. */
  readonly tops: readonly string[];
  /** From the top of the repository, with `/`. */
  readonly files: readonly string[];
  /** What the user should know of them, in whole sentences. */
  readonly notes: readonly string[];
  /** Removes them. */
  release(): Promise<void>;
}

export interface CheckoutRequest {
  /** Runs package managers and the build, and benchmarks later. */
  readonly node: RevisionNode;
  readonly config: Config['revisions'];
  /**
   * Bench files of another revision that replace its own, so that a new benchmark can judge an old commit, with the folders
   * for benchmarks (`bench`, `benchmarks`, …) that they lie in. Other files there stay.
   */
  readonly overlay?: {
    readonly from: Checkout;
    /** Relative to the workspace folder, with `/`. */
    readonly files: readonly string[];
  };
}

/**
 * Finds revisions, and makes folders with their files outside the work tree. It changes nothing in the repository; saved baselines
 * lie beside the history, where git does not look.
 */
export interface Revisions {
  /**
   * What a name means: `work tree`, `baseline:NAME`, or anything that git takes for a commit.
   * @throws UserError `unknown-revision`, `unknown-baseline`, `ambiguous-revision`, `not-a-commit`, `no-commits`, `shallow-clone`, `not-a-repository`, …
   */
  resolve(name: string, signal: AbortSignal): Promise<ResolvedRevision>;
  /** @throws UserError `no-merge-base`, `shallow-clone` */
  mergeBase(a: ResolvedCommit, b: ResolvedCommit, signal: AbortSignal): Promise<ResolvedCommit>;
  /** `origin/main`, `main`, …: the branch that others are merged into; null where there is none. */
  mainBranch(signal: AbortSignal): Promise<string | null>;
  /** Commits of `A..B`, oldest first. @throws UserError `bad-range`, `empty-range`, `shallow-clone` */
  range(text: string, options: { readonly firstParent: boolean }, signal: AbortSignal): Promise<CommitRange>;
  /** Whether `b` has `a` in its history. */
  isAncestor(a: ResolvedCommit, b: ResolvedCommit, signal: AbortSignal): Promise<boolean>;
  /** Of HEAD, newest first. */
  recent(limit: number, signal: AbortSignal): Promise<readonly Commit[]>;
  /** HEAD, its first parent, the first parent of that, …: what the branch itself went through, without what was merged into it. */
  line(limit: number, signal: AbortSignal): Promise<readonly Commit[]>;
  /** Branches and tags, newest first. */
  named(signal: AbortSignal): Promise<readonly NamedCommit[]>;
  /** Files that differ, relative to the workspace folder, with `/`; those outside of it begin with `../`. A submodule is one. */
  changedFiles(a: string, b: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Saves what is on disk under a name, uncommitted and untracked files too. Only where the workspace is trusted: the filters of
   * the git configuration run. `notes`: what is not in it, in whole sentences.
   * @throws UserError `baseline-exists` unless it is to be replaced; `bad-baseline-name`, `no-commits`, `disk-full`, …
   */
  saveBaseline(
    request: { readonly name: string; readonly replace: boolean },
    signal: AbortSignal,
  ): Promise<{ readonly baseline: SavedBaseline; readonly notes: readonly string[] }>;
  /** Newest first. */
  baselines(signal: AbortSignal): Promise<readonly SavedBaseline[]>;
  /** @throws UserError `unknown-baseline` */
  removeBaseline(name: string, signal: AbortSignal): Promise<void>;
  /** Of these commits, those with a checkout in the cache: they cost little. */
  ready(commits: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /**
   * A folder with the revision's files, dependencies and build; the work tree is given as it is. Only where the workspace is
   * trusted: the filters of the git configuration, package managers and the build run.
   * @throws UserError `install-failed`, `build-failed`, `disk-full`, …
   */
  checkOut(
    revision: ResolvedRevision,
    request: CheckoutRequest,
    onStep: (step: CheckoutStep) => void,
    signal: AbortSignal,
  ): Promise<Checkout>;
  /**
   * Copies of the work tree, uncommitted and untracked files included, with dependencies and build. They are removed when they are released,
   * and those of a process that was killed with the next use. Only where the workspace is trusted, as with `checkOut`.
   * @throws UserError as `saveBaseline` and `checkOut` do
   */
  copyWorkTree(request: CopiesRequest, onStep: (step: CheckoutStep) => void, signal: AbortSignal): Promise<WorkTreeCopies>;
}

export function createRevisions(options: RevisionsOptions): Revisions {
  const { root, distFolder, log, clock } = options;
  const allPlace = path.join(options.cacheFolder ?? cacheFolder(process.env, process.platform), 'revisions');
  const repositoryPlace = ({ top }: Repository) => path.join(allPlace, createHash('sha256').update(top).digest('hex').slice(0, 16));
  let firstCleaning: Promise<void> | undefined;

  async function resolve(name: string, signal: AbortSignal): Promise<ResolvedRevision> {
    const repository = await openRepository(root, signal);
    if (name.trim() === WORK_TREE) return resolveWorkTree(root, signal);
    const baseline = baselineNamed(name);
    return baseline === null ? resolveCommit(repository, name, signal) : resolveBaseline(repository, baseline, signal);
  }

  async function commitsOfHead(options: readonly string[], signal: AbortSignal): Promise<readonly Commit[]> {
    const repository = await openRepository(root, signal);
    const { commit } = await resolveCommit(repository, 'HEAD', signal);
    return readCommits(repository, [...options, commit], signal);
  }

  /** What dead processes left, and what is old: of every repository. Beyond the size: of this one. */
  async function clean(place: string, folders: CachedFolders, maxBytes: number): Promise<void> {
    try {
      await folders.clean(maxBytes);
      for (const other of await readdir(allPlace).catch(() => [])) {
        if (path.join(allPlace, other) !== place) await cachedFolders(path.join(allPlace, other), log, clock).clean(Infinity);
      }
    } catch (error) {
      log.warn(`the cache of checkouts could not be cleaned: ${messageOf(error)}`);
    }
  }

  return {
    resolve,
    async mergeBase(a, b, signal) {
      const repository = await openRepository(root, signal);
      return resolveCommit(repository, await mergeBase(repository, a, b, signal), signal);
    },
    mainBranch: async (signal) => mainBranch(await openRepository(root, signal), signal),
    range: async (text, options, signal) => readRange(await openRepository(root, signal), text, options, signal),
    isAncestor: async (a, b, signal) => isAncestor(await openRepository(root, signal), a.commit, b.commit, signal),
    recent: (limit, signal) => commitsOfHead([`--max-count=${limit}`], signal),
    line: (limit, signal) => commitsOfHead(['--first-parent', `--max-count=${limit}`], signal),
    async named(signal) {
      const refs = await readRefs(await openRepository(root, signal), ['refs/heads', 'refs/remotes', 'refs/tags'], signal);
      return refs.map(({ kind, name, hash }) => ({ kind, name, hash }));
    },
    changedFiles: async (a, b, signal) => changedFiles(await openRepository(root, signal), a, b, signal),
    saveBaseline: async (request, signal) => saveBaseline(await openRepository(root, signal), request, clock, signal),
    baselines: async (signal) => readBaselines(await openRepository(root, signal)),
    removeBaseline: async (name, signal) => removeBaseline(await openRepository(root, signal), name),
    async ready(commits, signal) {
      const keys = await cachedFolders(repositoryPlace(await openRepository(root, signal)), log, clock).keys();
      const there = new Set(keys.map((key) => key.slice(0, key.indexOf('-'))));
      return new Set(commits.filter((commit) => there.has(commit)));
    },
    async checkOut(revision, request, onStep, signal) {
      const repository = await openRepository(root, signal);
      if (revision.kind === 'work-tree') {
        const { build } = request.config;
        const notes = build === null ? [] : [`The work tree is measured as it is: \`${build}\` was not run there.`];
        return { revision, root, top: repository.top, notes, release: async () => {} };
      }
      const place = repositoryPlace(repository);
      const folders = cachedFolders(place, log, clock);
      firstCleaning ??= clean(place, folders, Infinity);
      const { overlay, node, config } = request;
      const from = overlay?.from;
      const source = from && from.revision.kind !== 'work-tree' ? sourceOf(from.revision, repository.gitFolder) : null;
      const tree = source && (await readTree(source, source.treeish, signal));
      const laid = overlay && { top: overlay.from.top, prefix: repository.prefix, tree, benchFiles: overlay.files };
      const made = await checkOutRevision(
        { revision, node, config, overlay: laid ? await overlayFiles(laid, signal) : [], overlayFrom: from?.revision.name ?? '' },
        { repository, cachePlace: place, folders, distFolder, log },
        onStep,
        signal,
      );
      return {
        revision,
        root: path.join(made.top, repository.prefix),
        top: made.top,
        notes: made.notes,
        async release() {
          await made.release();
          await firstCleaning;
          await clean(place, folders, config.maxCacheBytes);
        },
      };
    },
    async copyWorkTree(request, onStep, signal) {
      const repository = await openRepository(root, signal);
      const place = repositoryPlace(repository);
      const folders = cachedFolders(place, log, clock);
      firstCleaning ??= clean(place, folders, Infinity);
      const cleanAfterUse = async () => {
        await firstCleaning;
        await clean(place, folders, request.config.maxCacheBytes);
      };
      try {
        const made = await copyWorkTree(request, { repository, cachePlace: place, folders, distFolder, log }, onStep, signal);
        return {
          roots: made.tops.map((top) => path.join(top, repository.prefix)),
          tops: made.tops,
          files: made.files,
          notes: made.notes,
          async release() {
            await made.release();
            await cleanAfterUse();
          },
        };
      } catch (error) {
        // Some copies may have been made by then.
        await cleanAfterUse();
        throw error;
      }
    },
  };
}
