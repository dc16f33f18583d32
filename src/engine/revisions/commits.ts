import type { Repository } from './repository.ts';
import { askGit } from './repository.ts';

export interface Commit {
  readonly hash: string;
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authoredAtMs: number;
  /** First line of the message; may be empty. */
  readonly subject: string;
  /** Names of the tags that point at it. */
  readonly tags: readonly string[];
}

/** A branch or tag, for lists to pick from. */
export interface NamedCommit {
  readonly kind: 'branch' | 'remote-branch' | 'tag';
  /** `main`, `origin/main`, `v1.0`. */
  readonly name: string;
  readonly hash: string;
}

const FORMAT = '--format=%H%x00%P%x00%an%x00%at%x00%s';
const FIELDS = 5;

/** Commits that `git log` finds by these arguments, which must hold no name that a user gave: hashes and options only. */
export async function readCommits(repository: Repository, args: readonly string[], signal: AbortSignal): Promise<Commit[]> {
  const log = ['log', '-z', FORMAT, '--encoding=UTF-8', '--no-color', '--no-notes', '--no-mailmap', ...args, '--'];
  const [output, tags] = await Promise.all([askGit(repository.top, log, {}, signal), tagsByCommit(repository, signal)]);
  const fields = output.split('\0');
  const commits: Commit[] = [];
  for (let index = 0; index + FIELDS <= fields.length; index += FIELDS) {
    const [hash, parents, authorName, authoredAt, subject] = fields.slice(index, index + FIELDS) as [
      string,
      string,
      string,
      string,
      string,
    ];
    commits.push({
      hash,
      parents: parents === '' ? [] : parents.split(' '),
      authorName,
      authoredAtMs: Number(authoredAt) * 1000,
      subject,
      tags: tags.get(hash) ?? [],
    });
  }
  return commits;
}

async function tagsByCommit(repository: Repository, signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]>> {
  const tags = new Map<string, string[]>();
  for (const { name, hash } of await readRefs(repository, ['refs/tags'], signal)) tags.set(hash, [...(tags.get(hash) ?? []), name]);
  return tags;
}

/** Branches and tags, newest first. */
export async function readRefs(
  repository: Repository,
  patterns: readonly string[],
  signal: AbortSignal,
): Promise<(NamedCommit & { readonly fullName: string })[]> {
  const format = '--format=%(refname) %(objecttype) %(objectname) %(*objecttype) %(*objectname) %(symref)';
  const output = await askGit(repository.top, ['for-each-ref', '--sort=-creatordate', format, ...patterns], {}, signal);
  const refs: (NamedCommit & { readonly fullName: string })[] = [];
  for (const line of output.split('\n')) {
    const [fullName = '', type, hash = '', peeledType, peeledHash = '', symbolic] = line.split(' ');
    const commit = type === 'commit' ? hash : peeledType === 'commit' ? peeledHash : undefined;
    const kind = kindOf(fullName);
    // `origin/HEAD` is another name of a branch that is listed too.
    if (commit === undefined || kind === undefined || symbolic) continue;
    refs.push({ kind, name: fullName.replace(/^refs\/(heads|remotes|tags)\//, ''), hash: commit, fullName });
  }
  return refs;
}

function kindOf(fullName: string): NamedCommit['kind'] | undefined {
  if (fullName.startsWith('refs/heads/')) return 'branch';
  if (fullName.startsWith('refs/remotes/')) return 'remote-branch';
  return fullName.startsWith('refs/tags/') ? 'tag' : undefined;
}
