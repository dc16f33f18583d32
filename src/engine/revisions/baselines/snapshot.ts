import { copyFile, mkdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../base/errors.ts';
import { visibleText } from '../../../base/text.ts';
import { gitPlace, readRevision, runGit, type GitOptions } from '../../git/index.ts';
import { isDiskFull } from '../checkout/failures.ts';
import { readTree, SUBMODULE } from '../checkout/tree.ts';
import { askGit, withObjects, type Repository } from '../repository.ts';

const TIME_LIMIT_MS = 10 * 60_000;

// What a user set up for the own index would write into `.git`, stop at files that are of no harm, or leave some out.
const APART = [
  ['core.splitIndex', 'false'],
  ['core.sparseCheckout', 'false'],
  ['core.safecrlf', 'false'],
  ['advice.addEmbeddedRepo', 'false'],
] as const;

export interface Snapshot {
  /** git's hash of it. */
  readonly tree: string;
  /** Whether it differs from the commit. */
  readonly isEdited: boolean;
  /** What is not in it, in whole sentences. */
  readonly notes: readonly string[];
}

/**
 * Keeps the files of the work tree as `git add --all` would take them: uncommitted and untracked ones too, and not those that
 * are ignored. What the repository does not have goes into `objects`, which is made. It works on a copy of the index: the
 * repository's own index, objects and refs stay as they are. The filters of the git configuration run.
 * @throws UserError `disk-full`, `snapshot-failed`
 */
export async function snapshotWorkTree(repository: Repository, commit: string, objects: string, signal: AbortSignal): Promise<Snapshot> {
  const { top, gitFolder, commonFolder } = repository;
  await mkdir(objects, { recursive: true });
  const index = `${objects}.index`;
  const repositoryObjects = path.join(commonFolder, 'objects');
  const env = { GIT_INDEX_FILE: index, GIT_OBJECT_DIRECTORY: objects, ...withObjects(repositoryObjects) };
  const options: GitOptions = { env, config: APART, timeLimitMs: TIME_LIMIT_MS };
  try {
    await copyIndex(path.join(gitFolder, 'index'), index);
    await add(top, objects, options, signal);
    // In a partial clone, what did not change may be missing.
    const tree = (await askGit(top, ['write-tree', '--missing-ok'], options, signal)).trim();
    const committed = (await askGit(top, ['rev-parse', '--verify', `${commit}^{tree}`], {}, signal)).trim();
    const notes = await submoduleNotes(repository, tree, objects, signal);
    return { tree, isEdited: tree !== committed, notes };
  } finally {
    await rm(index, { force: true });
  }
}

/** With the times in it only what has changed is read. A repository may have none. */
async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(from);
    await copyFile(from, to);
    // git reads again what was written since its index was, which it tells by the file's time: the copy must not be any younger.
    const time = new Date(Math.floor(mtimeMs));
    await utimes(to, time, time);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

async function add(top: string, objects: string, options: GitOptions, signal: AbortSignal): Promise<void> {
  const outcome = await runGit(top, ['add', '--all', '--', ':/'], options, signal);
  if (outcome.state === 'done') return;
  if (outcome.state === 'missing') throw new UserError('git-missing', 'git was not found on the PATH. Install git to compare revisions.');
  if (await isDiskFull(objects, outcome.stderr)) {
    throw diskFull(path.dirname(objects));
  }
  // The first error names the file, the last says only that there was one.
  const lines = outcome.stderr.split(/\r?\n/);
  const line = lines.find((each) => /^(?:error|fatal): /.test(each)) ?? lines[0] ?? '';
  const reason = visibleText(line.replace(/^(?:error|fatal): /, '')).replace(/\.$/, '') || 'git did not say why';
  throw new UserError(
    'snapshot-failed',
    `The files of ${top} could not be saved: ${reason}. Correct that, or have .gitignore leave out what is not needed.`,
  );
}

export function diskFull(place: string, cause?: unknown): UserError {
  return new UserError('disk-full', `The disk of ${place} is full, so nothing was saved. Free some space there.`, { cause });
}

/** git keeps of a submodule which commit it is at, and not what was edited in it. */
async function submoduleNotes({ top, gitFolder }: Repository, tree: string, objects: string, signal: AbortSignal): Promise<string[]> {
  const notes: string[] = [];
  for (const [place, { mode }] of await readTree({ gitFolder, moreObjects: objects }, tree, signal)) {
    const folder = path.join(top, place);
    // Not checked out, git finds the repository around it.
    if (mode !== SUBMODULE || gitPlace(folder)?.inWorkTree !== '') continue;
    const { revision } = await readRevision(folder, signal);
    if (revision.dirtyHash === null) continue;
    notes.push(`The uncommitted changes in the submodule ${visibleText(place)} are not part of it. Commit them there to have them saved.`);
  }
  return notes;
}
