import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import { gitCommand, type GitOptions } from '../../git/index.ts';
import type { Keeper } from '../../processes/index.ts';
import { askGit, askGitOrNull, gitFailed, inGitFolder, withObjects, type ObjectSource } from '../repository.ts';
import { lastLines, runProgram } from '../runProgram.ts';
import { diskFull, isDiskFull } from './failures.ts';

const TIME_LIMIT_MS = 30 * 60_000;

// What a user set up for the own work tree: all of a checkout's files are wanted, and nothing may be written into `.git`.
const WHOLE_AND_APART = [
  ['core.splitIndex', 'false'],
  ['core.sparseCheckout', 'false'],
  ['submodule.recurse', 'false'],
] as const;

export interface FilesSource extends ObjectSource {
  readonly treeish: string;
  /** For messages: `commit 89abcdef0123`. */
  readonly name: string;
}

/**
 * Writes the files of a commit or tree into an empty folder, as `git checkout` would: with the line ends, links, executable bits and
 * filters that the user's configuration asks for (git-lfs, git-crypt: this happens only where the code of the commit is about
 * to run anyway). Hooks and file system monitors do not run. git's index of it lies beside the folder and is removed, so the
 * repository knows nothing of it. Returns what the user should know.
 * @throws UserError `disk-full`, `objects-missing`, `checkout-failed`
 */
export async function writeFiles(source: FilesSource, folder: string, keeper: Keeper, signal: AbortSignal): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const indexFile = `${folder}.index`;
  const options: GitOptions = {
    config: WHOLE_AND_APART,
    env: { GIT_DIR: source.gitFolder, GIT_WORK_TREE: folder, GIT_INDEX_FILE: indexFile, ...withObjects(source.moreObjects) },
  };
  const command = gitCommand(['read-tree', '--reset', '-u', source.treeish], options);
  const outcome = await runProgram({ command: 'git', ...command, cwd: folder, timeLimitMs: TIME_LIMIT_MS }, keeper, signal);
  if (outcome.state === 'missing') throw new UserError('git-missing', 'git was not found on the PATH. Install git to compare revisions.');
  if (outcome.state === 'failed') throw await explain(source, folder, outcome.reason, outcome.output, signal);
  const notes = await pointerNotes(folder, options, signal);
  await rm(indexFile, { force: true });
  return notes;
}

async function explain(
  { gitFolder, treeish, name }: FilesSource,
  folder: string,
  reason: string,
  output: string,
  signal: AbortSignal,
): Promise<UserError> {
  if (await isDiskFull(folder, output)) return diskFull(folder);
  const partial = await askGitOrNull(
    gitFolder,
    ['config', '--get-regexp', String.raw`^remote\..*\.promisor$`],
    inGitFolder({ gitFolder }),
    signal,
  );
  if (partial !== null && /promisor|lazy|unable to read|missing blob|not allowed/i.test(output)) {
    return new UserError(
      'objects-missing',
      `This is a partial clone, and files of ${name} are not in it. Bring them with \`git fetch --refetch --no-filter\`.`,
    );
  }
  if (/filter .* failed/.test(output)) {
    return new UserError(
      'checkout-failed',
      `The files of ${name} could not be written because a filter of your git configuration failed. Correct it, or install what it starts. git said:${lastLines(output)}`,
    );
  }
  return gitFailed(`git read-tree ${treeish.slice(0, 12)}`, gitFolder, output || reason);
}

/** Without git-lfs, what it keeps elsewhere is a small text file here, in the user's own work tree too. */
async function pointerNotes(folder: string, options: GitOptions, signal: AbortSignal): Promise<string[]> {
  const configured = await askGitOrNull(folder, ['config', '--get-regexp', String.raw`^filter\.lfs\.(process|smudge)$`], options, signal);
  if (configured !== null) return [];
  const files = await askGit(folder, ['ls-files', '-z', '--', ':(attr:filter=lfs)'], options, signal);
  const [first, ...others] = files.split('\0').filter((name) => name !== '');
  if (first === undefined) return [];
  const more = others.length === 0 ? 'is' : `and ${others.length} more are`;
  return [
    `${path.posix.basename(first)} ${more} in Git LFS, which is not set up here: the checkout has pointers in their place. Install git-lfs and run: git lfs install`,
  ];
}
