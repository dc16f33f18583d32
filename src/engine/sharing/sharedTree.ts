import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isUserError, UserError } from '../../base/errors.ts';
import { runGitForBytes } from '../git/index.ts';
import { gitFailure } from './gitFailure.ts';
import type { SharedRepository } from './sharedRepository.ts';

/** One file of the tree. */
export interface SharedFile {
  readonly path: string;
  readonly objectId: string;
  readonly bytes: number;
}

const MESSAGE = 'Laptime results';
/** So much is read at once. */
const BATCH_BYTES = 32 * 2 ** 20;
const NEUTRAL = { name: 'Laptime', email: 'laptime@localhost' };

/** All plain files of a commit; empty for null. `problem` takes what the commit has besides. */
export async function listFiles(
  repository: SharedRepository,
  commit: string | null,
  note: (problem: string) => void,
  signal?: AbortSignal,
): Promise<SharedFile[]> {
  if (commit === null) return [];
  const args = ['ls-tree', '-r', '-z', '--long', '--full-tree', commit];
  const listed = await repository.git(args, {}, 'read', signal).catch((error: unknown) => {
    throw isUserError(error) ? unreadable(repository.remote, error) : error;
  });
  return listed.split('\0').flatMap((line): SharedFile[] => {
    if (line === '') return [];
    const [, mode, kind, objectId, bytes, name] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line) ?? [];
    if (mode === '100644' && kind === 'blob' && objectId !== undefined && name !== undefined) {
      return [{ path: name, objectId, bytes: Number(bytes) }];
    }
    note('an entry that is no plain file was left out');
    return [];
  });
}

const unreadable = (remote: string, cause: UserError) =>
  new UserError(
    'share-unreadable',
    `${cause.message} If nobody needs what ${remote} has under refs/laptime/results, remove it with git push ${remote} :refs/laptime/results and share anew.`,
    { cause },
  );

/** The contents of the files, in their order; null for what is not there. */
export async function* readFiles(
  root: string,
  repository: SharedRepository,
  files: readonly SharedFile[],
  signal?: AbortSignal,
): AsyncGenerator<readonly [file: SharedFile, content: string | null]> {
  for (let begin = 0; begin < files.length;) {
    let end = begin;
    for (let bytes = 0; end < files.length && (end === begin || bytes + files[end]!.bytes <= BATCH_BYTES); end++)
      bytes += files[end]!.bytes;
    const batch = files.slice(begin, end);
    const input = batch.map(({ objectId }) => `${objectId}\n`).join('');
    const outcome = await runGitForBytes(root, ['cat-file', '--batch'], { input }, signal);
    if (outcome.state !== 'done') throw gitFailure(outcome, 'read', repository.remote);
    let at = 0;
    for (const file of batch) {
      const headerEnd = outcome.stdout.indexOf(0x0a, at);
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(outcome.stdout.toString('latin1', at, headerEnd))?.[1];
      const contentEnd = headerEnd + 1 + Number(size ?? 0);
      yield [file, size === undefined ? null : outcome.stdout.toString('utf8', headerEnd + 1, contentEnd)];
      at = size === undefined ? headerEnd + 1 : contentEnd + 1;
    }
    begin = end;
  }
}

/** What a commit is to have. */
export interface Content {
  readonly kept: readonly SharedFile[];
  readonly added: Iterable<readonly [path: string, text: string]>;
  readonly parent: string | null;
}

/** Makes the commit with objects only: no ref, index or file of the user changes. Its id. */
export async function writeCommit(repository: SharedRepository, { kept, added, parent }: Content, signal?: AbortSignal): Promise<string> {
  const { git } = repository;
  const scratch = await mkdtemp(path.join(tmpdir(), 'laptime-share-'));
  try {
    const paths: string[] = [];
    const contents: string[] = [];
    for (const [name, text] of added) {
      signal?.throwIfAborted();
      const file = path.join(scratch, `${paths.length}.json`);
      await writeFile(file, text);
      paths.push(name);
      contents.push(file);
    }
    const hashed = await git(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: contents.join('\n') }, 'pushed', signal);
    const objectIds = hashed.split('\n');
    const entries = [
      ...kept.map(({ path: name, objectId }) => `100644 ${objectId}\t${name}\0`),
      ...paths.map((name, index) => `100644 ${objectIds[index]}\t${name}\0`),
    ];
    const env = { GIT_INDEX_FILE: path.join(scratch, 'index') };
    await git(['update-index', '-z', '--index-info'], { env, input: entries.join('') }, 'pushed', signal);
    const tree = (await git(['write-tree'], { env }, 'pushed', signal)).trim();
    const parents = parent === null ? [] : ['-p', parent];
    const identity = await identityOf(repository, signal);
    return (await git(['commit-tree', tree, ...parents, '-m', MESSAGE], { env: identity }, 'pushed', signal)).trim();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Nothing where the user has told git who they are, else a neutral name: results need no author. */
async function identityOf({ git }: SharedRepository, signal: AbortSignal | undefined): Promise<Record<string, string>> {
  try {
    const config = [['user.useConfigOnly', 'true']] as const;
    await git(['var', 'GIT_AUTHOR_IDENT'], { config }, 'pushed', signal);
    await git(['var', 'GIT_COMMITTER_IDENT'], { config }, 'pushed', signal);
    return {};
  } catch (error) {
    signal?.throwIfAborted();
    if (!isUserError(error)) throw error;
    const { name, email } = NEUTRAL;
    return { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
  }
}
