import { UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { visibleText } from '../../base/text.ts';
import { WORK_TREE, type ComparedRevision } from '../../model/comparison.ts';
import { readRevision } from '../git/index.ts';
import { readCommits, readRefs } from './commits.ts';
import { askGit, askGitOrNull, type Repository } from './repository.ts';

export { WORK_TREE };

export type ResolvedCommit = ComparedRevision & { readonly kind: 'commit'; readonly commit: string };
/** The files of the work tree at some time, which were saved under a name. Its commit is HEAD of that time. */
export type ResolvedBaseline = ComparedRevision & {
  readonly kind: 'baseline';
  readonly commit: string;
  /** Where its files are that the commit does not have; null where it has all. `tree`: their hash; `objects`: absolute. */
  readonly snapshot: { readonly tree: string; readonly objects: string } | null;
};
export type ResolvedRevision = ResolvedCommit | ResolvedBaseline | (ComparedRevision & { readonly kind: 'work-tree' });

/** How the shallow clones of CI services are made whole. */
export const WHOLE_HISTORY = '`git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0` for actions/checkout)';

/** What is on disk, with a hash over all that is not committed. */
export async function resolveWorkTree(root: string, signal: AbortSignal): Promise<ResolvedRevision> {
  const { revision } = await readRevision(root, signal);
  return { ...revision, kind: 'work-tree', name: WORK_TREE, subject: null, authoredAtMs: null };
}

/**
 * The commit that a name means to git: a branch, tag, hash, `HEAD~2`, `@{upstream}`, `HEAD^{/fix}`.
 * @throws UserError `unknown-revision`, `ambiguous-revision`, `not-a-commit`, `no-commits`, `shallow-clone`
 */
export async function resolveCommit(repository: Repository, text: string, signal: AbortSignal): Promise<ResolvedCommit> {
  const name = text.trim();
  const commit = await findCommit(repository, name, signal);
  const [facts] = await readCommits(repository, ['-1', '--no-walk', commit], signal);
  return {
    kind: 'commit',
    commit,
    name,
    branch: await branchOf(repository, name, signal),
    dirtyHash: null,
    subject: facts?.subject ?? null,
    authoredAtMs: facts?.authoredAtMs ?? null,
  };
}

async function findCommit(repository: Repository, name: string, signal: AbortSignal): Promise<string> {
  // The lines of a standard input are names and nothing else: none of them can be an option. A line break would make two.
  if (name === '' || /[\n\r\0]/.test(name)) throw await unknown(repository, name, signal);
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
  const output = await askGit(repository.top, args, { input: `${name}\n${name}^{commit}\n` }, signal);
  const [plain = '', asCommit = ''] = output.split('\n');
  const commit = /^([0-9a-f]{40,64}) commit$/.exec(asCommit)?.[1];
  if (commit !== undefined) {
    await refuseTwoMeanings(repository, name, signal);
    return commit;
  }
  if (plain.endsWith(' ambiguous') || asCommit.endsWith(' ambiguous')) throw await ambiguousHash(repository, name, signal);
  const type = / (tree|blob|tag)$/.exec(plain)?.[1];
  if (type !== undefined) {
    const what = { tree: 'a folder', blob: 'a file', tag: 'a tag of something else' }[type as 'tree' | 'blob' | 'tag'];
    throw new UserError('not-a-commit', `\`${visibleText(name)}\` is ${what}, not a commit. Name a branch, a tag or a commit.`);
  }
  throw await unknown(repository, name, signal);
}

/** Where a branch and a tag have one name, git takes the tag and warns; here nobody would see the warning. */
async function refuseTwoMeanings(repository: Repository, name: string, signal: AbortSignal): Promise<void> {
  const found = await refsNamed(repository, name, signal);
  const [first, second] = found;
  if (first === undefined || second === undefined || found.every(({ hash }) => hash === first.hash)) return;
  throw new UserError(
    'ambiguous-revision',
    `\`${visibleText(name)}\` is the name of two revisions: write \`${first.fullName}\` or \`${second.fullName}\`.`,
  );
}

function refsNamed(repository: Repository, name: string, signal: AbortSignal): ReturnType<typeof readRefs> {
  // Anything else is more than a name, or a pattern.
  if (/[\s~^:?*[\\@{]/.test(name)) return Promise.resolve([]);
  const fullNames = (name.startsWith('refs/') ? [''] : ['refs/tags/', 'refs/heads/', 'refs/remotes/', 'refs/']).map((each) => each + name);
  return readRefs(repository, fullNames, signal).then((refs) => refs.filter(({ fullName }) => fullNames.includes(fullName)));
}

async function branchOf(repository: Repository, name: string, signal: AbortSignal): Promise<string | null> {
  if (name === 'HEAD' || name === '@') {
    return (await askGitOrNull(repository.top, ['symbolic-ref', '--short', '--quiet', 'HEAD'], {}, signal))?.trim() ?? null;
  }
  const found = await refsNamed(repository, name, signal);
  return found.find(({ kind }) => kind !== 'tag')?.name ?? null;
}

async function ambiguousHash(repository: Repository, name: string, signal: AbortSignal): Promise<UserError> {
  const shown = visibleText(name);
  const prefix = /^[0-9a-f]{4,}/i.exec(name)?.[0];
  const hashes = prefix === undefined ? '' : await askGit(repository.top, ['rev-parse', `--disambiguate=${prefix}`], {}, signal);
  const types = await askGit(repository.top, ['cat-file', '--batch-check'], { input: hashes }, signal);
  const commits = [...types.matchAll(/^([0-9a-f]{40,64}) commit/gm)].map(([, hash]) => `\`${hash!.slice(0, 12)}\``);
  const choice = commits.length < 2 ? 'Write more of it' : `Write one of ${commits.slice(0, 5).join(', ')}`;
  return new UserError('ambiguous-revision', `\`${shown}\` is the beginning of the hashes of several commits. ${choice}.`);
}

async function unknown(repository: Repository, name: string, signal: AbortSignal): Promise<UserError> {
  const shown = name === '' ? 'An empty name' : `\`${visibleText(name)}\``;
  const head = await askGitOrNull(repository.top, ['rev-parse', '--verify', '--quiet', 'HEAD'], {}, signal);
  if (head === null && /^(HEAD|@)(?![\w/])/.test(name)) {
    return new UserError(
      'no-commits',
      `${repository.top} has no commits yet, so there is nothing to compare with. Make the first: git commit`,
    );
  }
  const back = /^(.+?)((?:[~^]\d*)+)$/s.exec(name);
  const tooFar = back && (await beyondHistory(repository, name, back[1]!, back[2]!, signal));
  if (tooFar) return tooFar;
  const refs = await readRefs(repository, ['refs/heads', 'refs/remotes', 'refs/tags'], signal);
  const near = nearest(
    back?.[1] ?? name,
    refs.map((ref) => ref.name),
  );
  const meant = near.length === 0 ? '' : ` Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?`;
  if (!repository.shallow) {
    const remedy = meant || ' Name a branch, a tag or a commit that `git log` shows; one that only the server has comes with `git fetch`.';
    return new UserError('unknown-revision', `${shown} is no revision of ${repository.top}.${remedy}`);
  }
  return new UserError(
    'shallow-clone',
    `${shown} is no revision of ${repository.top}, which is a shallow clone: it has only the newest commits, perhaps of one branch.${meant} Bring the others with ${WHOLE_HISTORY}, or a branch with \`git fetch origin <branch>\`.`,
  );
}

/** `HEAD~9` where there are only five commits: how many are missing can be told as long as only first parents are asked for. */
async function beyondHistory(
  repository: Repository,
  name: string,
  base: string,
  steps: string,
  signal: AbortSignal,
): Promise<UserError | null> {
  const jumps = [...steps.matchAll(/([~^])(\d*)/g)].map(([, sign, count]) => ({ sign, count: count === '' ? 1 : Number(count) }));
  if (jumps.some(({ sign, count }) => sign === '^' && count > 1)) return null;
  const commit = await findCommit(repository, base, signal).catch(() => null);
  if (commit === null) return null;
  const wanted = jumps.reduce((sum, { count }) => sum + count, 0);
  const counted = await askGit(repository.top, ['rev-list', '--count', '--first-parent', commit, '--'], {}, signal);
  const there = Number(counted) - 1;
  const [shown, from] = [visibleText(name), visibleText(base)];
  if (repository.shallow) {
    return new UserError(
      'shallow-clone',
      `\`${shown}\` lies ${wanted} commits before \`${from}\`, and this shallow clone has only ${there} of them. Bring the others with \`git fetch --deepen=${wanted - there}\`, or all with ${WHOLE_HISTORY}.`,
    );
  }
  return new UserError('unknown-revision', `\`${shown}\` lies ${wanted} commits before \`${from}\`, and there are only ${there}.`);
}
