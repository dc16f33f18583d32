import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Revision } from '../../model/run.ts';
import { fileFingerprint } from './fileFingerprint.ts';
import { runGit, type GitOutcome } from './runGit.ts';
import { parseStatus, type ChangedPath } from './status.ts';

export interface RevisionReading {
  readonly revision: Revision;
  /** Why the revision is not known although it could be, and what to do, in words for the user; null when there is nothing to say. */
  readonly note: string | null;
}

const NONE: Revision = { commit: null, branch: null, dirtyHash: null };
const TOO_OLD =
  'git cannot tell where a setting comes from, so uncommitted changes are not looked for and runs are stored with their commit only. Install git 2.26 or later.';
const DEEPEST_SUBMODULE = 4;
/** Contents are read up to this size each, and this much in all: data files take longer to read than it is worth. */
const LARGEST_READ_BYTES = 16 * 2 ** 20;
const MOST_READ_BYTES = 256 * 2 ** 20;

/**
 * The revision of the repository around `root`, with a hash over the contents of all that is not committed: in the whole
 * repository, as benchmarks import from anywhere in it, and in its submodules. The hash tells what the files hold; whether
 * they are staged, and when they were written, does not matter.
 * @throws AbortError when the signal is aborted
 */
export function readRevision(root: string, signal?: AbortSignal): Promise<RevisionReading> {
  return readRevisionAt(root, 0, signal);
}

async function readRevisionAt(root: string, depth: number, signal: AbortSignal | undefined): Promise<RevisionReading> {
  const top = await runGit(root, ['rev-parse', '--is-inside-work-tree', '--show-toplevel'], {}, signal);
  if (top.state !== 'done') {
    // Inside a bare repository, or in `.git`, there are commits but no work tree.
    const bare = top.state === 'failed' && /must be run in a work tree/.test(top.stderr);
    return bare ? { revision: await readHead(root, signal), note: null } : { revision: NONE, note: noteFor(top) };
  }
  const folder = path.resolve(top.stdout.replace(/^[^\n]*\n/, '').replace(/\r?\n$/, ''));
  const filters = await ownFilters(root, signal);
  if (filters === null) return { revision: await readHead(root, signal), note: TOO_OLD };
  const args = ['status', '--porcelain=v2', '-z', '--branch', '--untracked-files=all', '--no-renames', '--ignore-submodules=dirty'];
  const outcome = await runGit(root, args, { config: filters }, signal);
  if (outcome.state !== 'done') return { revision: await readHead(root, signal), note: noteFor(outcome) };

  const status = parseStatus(outcome.stdout);
  const entries = [...(await changedEntries(folder, status.changes, signal)), ...(await submoduleEntries(folder, depth, signal))];
  const dirtyHash = entries.length === 0 ? null : shortHash(entries.toSorted());
  return { revision: { commit: status.commit, branch: status.branch, dirtyHash }, note: null };
}

async function readHead(root: string, signal: AbortSignal | undefined): Promise<Revision> {
  const commit = await runGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD'], {}, signal);
  const branch = await runGit(root, ['symbolic-ref', '--short', '--quiet', 'HEAD'], {}, signal);
  const lineOf = (outcome: GitOutcome) => (outcome.state === 'done' && outcome.stdout.trim()) || null;
  return { commit: lineOf(commit), branch: lineOf(branch), dirtyHash: null };
}

function noteFor(outcome: Exclude<GitOutcome, { state: 'done' }>): string | null {
  if (outcome.state === 'missing')
    return 'git was not found on the PATH, so runs are stored without their commit. Install git to compare revisions.';
  if (/not a git repository/.test(outcome.stderr)) return null;
  if (/dubious ownership|safe\.directory/.test(outcome.stderr)) {
    const folder = /--add safe\.directory (.+)/.exec(outcome.stderr)?.[1] ?? '<folder>';
    return `git does not trust this repository because it belongs to another user, so runs are stored without their commit. If you trust it: git config --global --add safe.directory ${folder}`;
  }
  return `git could not tell the revision, so runs are stored without it or without their changes: ${outcome.stderr.split('\n', 1)[0]}.`;
}

/**
 * Filters (`filter.<name>.clean`) are programs that `git status` starts. Those that the user configured for all repositories
 * stay (git-lfs is one); those that this repository configures for itself are switched off. Null when git cannot tell them apart.
 */
async function ownFilters(root: string, signal: AbortSignal | undefined): Promise<readonly (readonly [string, string])[] | null> {
  const args = [
    'config',
    '--null',
    '--show-scope',
    '--name-only',
    '--get-regexp',
    String.raw`^filter\..*\.(clean|smudge|process|required)$`,
  ];
  const outcome = await runGit(root, args, {}, signal);
  // 1 means that there are none.
  if (outcome.state !== 'done') return outcome.state === 'failed' && outcome.exitCode === 1 ? [] : null;
  const fields = outcome.stdout.split('\0');
  const filters: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [scope, name] = [fields[index], fields[index + 1]!];
    if (scope === 'local' || scope === 'worktree') filters.push([name, name.endsWith('.required') ? 'false' : '']);
  }
  return filters;
}

/** One text for each path whose content is not what the commit has. */
async function changedEntries(folder: string, changes: readonly ChangedPath[], signal: AbortSignal | undefined): Promise<string[]> {
  const entries: string[] = [];
  let readableBytes = MOST_READ_BYTES;
  for (const { path: name, committedHash, committedKind } of changes) {
    signal?.throwIfAborted();
    const place = path.join(folder, name);
    const found = await fileFingerprint(
      place,
      committedHash?.length === 64 ? 'sha256' : 'sha1',
      Math.min(LARGEST_READ_BYTES, readableBytes),
    );
    readableBytes -= found.bytes;
    // A folder here is a repository of its own: a submodule, or one that lies about.
    const hash = found.kind === 'folder' ? (await readHead(place, signal)).commit : found.hash;
    // Staged and then put back in the work tree: what runs is what was committed.
    if (hash !== committedHash || found.kind !== committedKind) entries.push([name, found.kind, hash ?? ''].join('\0'));
  }
  return entries;
}

/** `git status` would start a git inside each submodule, with that submodule's own configuration: so they are asked one by one. */
async function submoduleEntries(folder: string, depth: number, signal: AbortSignal | undefined): Promise<string[]> {
  if (depth >= DEEPEST_SUBMODULE) return [];
  const args = ['config', '--null', '--file', '.gitmodules', '--get-regexp', String.raw`^submodule\..*\.path$`];
  const outcome = await runGit(folder, args, {}, signal);
  if (outcome.state !== 'done') return [];
  const entries: string[] = [];
  for (const line of outcome.stdout.split('\0')) {
    const place = line.slice(line.indexOf('\n') + 1);
    const inside = path.resolve(folder, place);
    // Not checked out, git finds the repository around it again.
    if (line === '' || !inside.startsWith(folder + path.sep) || !(await hasOwnRepository(inside))) continue;
    const { revision } = await readRevisionAt(inside, depth + 1, signal);
    if (revision.dirtyHash !== null) entries.push([place, 'submodule', revision.dirtyHash].join('\0'));
  }
  return entries;
}

async function hasOwnRepository(folder: string): Promise<boolean> {
  return (await fileFingerprint(path.join(folder, '.git'), 'sha1', 0)).kind !== 'none';
}

function shortHash(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)} ${part}`);
  return hash.digest('hex').slice(0, 16);
}
