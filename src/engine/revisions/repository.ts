import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import { runGit, runGitForBytes, type GitOptions, type GitOutcome } from '../git/index.ts';

/** The repository around a workspace folder. All paths are absolute and real. */
export interface Repository {
  /** The top of the work tree. */
  readonly top: string;
  /** `.git`, or what stands for it in a worktree or submodule. */
  readonly gitFolder: string;
  /** The same in every worktree. */
  readonly commonFolder: string;
  /** The workspace folder, relative to the top, with `/`; empty at the top. */
  readonly prefix: string;
  readonly shallow: boolean;
}

/** @throws UserError `git-missing`, `not-a-repository`, `repository-untrusted`, `no-work-tree`, `git-failed` */
export async function openRepository(root: string, signal: AbortSignal): Promise<Repository> {
  const flags = await askGit(root, ['rev-parse', '--is-inside-work-tree', '--is-shallow-repository'], {}, signal);
  if (!flags.startsWith('true')) {
    throw new UserError('no-work-tree', `${root} has no work tree, only a repository: open a clone of it to compare revisions.`);
  }
  // One at a time: a path may hold a line break.
  const tell = async (...args: string[]) => (await askGit(root, ['rev-parse', ...args], {}, signal)).replace(/\r?\n$/, '');
  const [top, gitFolder, commonFolder, prefix] = await Promise.all([
    tell('--show-toplevel'),
    tell('--absolute-git-dir'),
    tell('--git-common-dir'),
    tell('--show-prefix'),
  ]);
  return {
    top: path.resolve(top),
    gitFolder: path.resolve(gitFolder),
    commonFolder: path.resolve(root, commonFolder),
    prefix: prefix.replace(/\/$/, ''),
    shallow: flags.trimEnd().endsWith('true'),
  };
}

/** Where git reads objects. */
export interface ObjectSource {
  readonly gitFolder: string;
  /** A folder with objects that the repository itself does not have, absolute. */
  readonly moreObjects?: string;
}

/**
 * For a git that reads objects and nothing else. The configuration of a submodule names its work tree, which may be gone; git
 * would insist on it.
 */
export function inGitFolder(source: ObjectSource): { readonly env: Readonly<Record<string, string>> } {
  return { env: { GIT_DIR: source.gitFolder, GIT_WORK_TREE: source.gitFolder, ...withObjects(source.moreObjects) } };
}

/** The environment in which git reads objects of another folder too. */
export function withObjects(folder: string | undefined): Readonly<Record<string, string>> {
  // A list of folders: in quotes, what parts them elsewhere is a part of the name.
  return folder === undefined ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${folder.replaceAll(/["\\]/g, String.raw`\$&`)}"` };
}

/** What git prints. @throws UserError when it fails; AbortError when the signal is aborted */
export async function askGit(folder: string, args: readonly string[], options: GitOptions, signal: AbortSignal): Promise<string> {
  return outputOf(await runGit(folder, args, options, signal), folder, args);
}

export async function askGitForBytes(folder: string, args: readonly string[], options: GitOptions, signal: AbortSignal): Promise<Buffer> {
  return outputOf(await runGitForBytes(folder, args, options, signal), folder, args);
}

/** The same, but null where git says no with exit code 1, as `merge-base` and `config` do. */
export async function askGitOrNull(
  folder: string,
  args: readonly string[],
  options: GitOptions,
  signal: AbortSignal,
): Promise<string | null> {
  const outcome = await runGit(folder, args, options, signal);
  return outcome.state === 'failed' && outcome.exitCode === 1 ? null : outputOf(outcome, folder, args);
}

function outputOf<Output>(outcome: GitOutcome<Output>, folder: string, args: readonly string[]): Output {
  if (outcome.state === 'done') return outcome.stdout;
  if (outcome.state === 'missing') {
    throw new UserError('git-missing', 'git was not found on the PATH. Install git to compare revisions.');
  }
  if (/not a git repository/.test(outcome.stderr)) {
    throw new UserError(
      'not-a-repository',
      `${folder} is not in a git repository, so there are no revisions to compare. Make it one with: git init`,
    );
  }
  if (/dubious ownership|safe\.directory/.test(outcome.stderr)) {
    const owned = /--add safe\.directory (.+)/.exec(outcome.stderr)?.[1] ?? folder;
    throw new UserError(
      'repository-untrusted',
      `git does not trust the repository of ${folder} because it belongs to another user. If you trust it: git config --global --add safe.directory ${owned}`,
    );
  }
  throw gitFailed(`git ${args[0]}`, folder, outcome.stderr);
}

/** For what nobody foresaw: git's own last words, without its prefix. */
export function gitFailed(command: string, folder: string, stderr: string): UserError {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  const line = lines.findLast((each) => /^(fatal|error): /.test(each)) ?? lines.at(-1) ?? 'it did not say why';
  const reason = visibleText(line.replace(/^(fatal|error): /, '')).replace(/\.$/, '');
  return new UserError(
    'git-failed',
    `\`${command}\` failed in ${folder}: ${reason}. Try it in a terminal there: \`git fsck\` tells of damage.`,
  );
}
