import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { FileChange } from '../../engine/engine.ts';
import { WORK_TREE } from '../../model/comparison.ts';
import type { Folder } from '../folders.ts';
import type { FinishedComparison } from '../runs.ts';
import { requireTrust } from '../trust.ts';
import { oneLine, revisionName } from '../wording.ts';

/** What is used of the API of VS Code's own Git extension, version 1. */
interface GitApi {
  toGitUri(uri: vscode.Uri, commit: string): vscode.Uri;
  getRepository(uri: vscode.Uri): GitRepository | null;
  openRepository(root: vscode.Uri): Promise<GitRepository | null>;
}

interface GitRepository {
  /** Looks at the work tree again. */
  status(): Promise<void>;
  readonly state: {
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
  };
}

interface GitChange {
  readonly uri: vscode.Uri;
  readonly status: number;
}

/** `Status` of that API: added to the index, untracked, to be added. */
const NEW_STATES: ReadonlySet<number> = new Set([1, 7, 9]);

/** Shows what differs between the two revisions of a comparison, all files in one editor. */
export async function openDiff({ folder, comparison }: FinishedComparison): Promise<void> {
  const { baseline, candidate } = comparison;
  const ofWorkTree = candidate.name === WORK_TREE;
  const [before, after] = [baseline.commit, ofWorkTree ? 'HEAD' : candidate.commit];
  if (before === null || after === null) {
    throw new UserError(
      'no-commits',
      vscode.l10n.t('This comparison does not say which commits it compared, so there are no changes to show.'),
    );
  }
  const [from, to] = [revisionName(baseline), revisionName(candidate)];
  const unseen = [baseline, ...(ofWorkTree ? [] : [candidate])].find(({ dirtyHash }) => dirtyHash !== null);
  if (unseen !== undefined) {
    throw new UserError(
      'no-commits',
      vscode.l10n.t('What {0} had besides its commit is in no commit, so VS Code cannot show the changes.', revisionName(unseen)),
    );
  }
  const git = await gitApi(folder, `git diff ${short(before)}${ofWorkTree ? '' : ` ${short(after)}`}`);
  const engine = await folder.engine();
  const committed = await engine.fileChanges(before, after, new AbortController().signal);
  if (ofWorkTree) await git.repository.status();
  const changes = ofWorkTree ? withUncommitted(committed, folder, git.repository) : committed;
  await show({ folder, changes, before, after: ofWorkTree ? null : after, title: `${from} ↔ ${to}` }, git.api, () =>
    vscode.l10n.t('No file differs between {0} and {1}.', from, to),
  );
}

/** Shows what changed after one commit, up to and with another. */
export async function openChanges(folder: Folder, from: string, to: string): Promise<void> {
  const [before, after] = [hashIn(from), hashIn(to)];
  const git = await gitApi(folder, `git diff ${short(before)} ${short(after)}`);
  const changes = await (await folder.engine()).fileChanges(before, after, new AbortController().signal);
  const title = `${before.slice(0, 7)} ↔ ${after.slice(0, 7)}`;
  await show({ folder, changes, before, after, title }, git.api, () =>
    vscode.l10n.t('No file differs between {0} and {1}.', before.slice(0, 7), after.slice(0, 7)),
  );
}

/** Shows what a commit changed against its first parent; the first commit of all added its files. */
export async function openCommit(folder: Folder, hash: string): Promise<void> {
  const name = hashIn(hash);
  const git = await gitApi(folder, `git show ${short(name)}`);
  const { commit, subject, parent, changes } = await (await folder.engine()).commitChanges(name, new AbortController().signal);
  const title = oneLine(`${commit.slice(0, 7)} ${subject}`, 80);
  await show({ folder, changes, before: parent, after: commit, title }, git.api, () =>
    vscode.l10n.t('Commit {0} changed no file.', commit.slice(0, 7)),
  );
}

interface Shown {
  readonly folder: Folder;
  readonly changes: readonly FileChange[];
  /** Null where there was nothing before. */
  readonly before: string | null;
  /** Null for what is on disk. */
  readonly after: string | null;
  readonly title: string;
}

async function show({ folder, changes, before, after, title }: Shown, api: GitApi, nothing: () => string): Promise<void> {
  const submodules = changes.filter(({ kind }) => kind === 'submodule').map(({ file }) => oneLine(file, 60));
  const files = changes.filter(({ kind }) => kind !== 'submodule');
  if (submodules.length > 0) {
    const named = submodules.slice(0, 5).join(', ');
    void vscode.window.showInformationMessage(vscode.l10n.t('Not shown, because they are repositories of their own: {0}', named));
  }
  if (files.length === 0) {
    if (submodules.length === 0) void vscode.window.showInformationMessage(nothing());
    return;
  }
  const resources = files.map(({ file, kind }) => {
    const uri = folder.fileUri(file);
    const now = after === null ? uri : api.toGitUri(uri, after);
    return [uri, kind === 'added' || before === null ? undefined : api.toGitUri(uri, before), kind === 'removed' ? undefined : now];
  });
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}

const short = (commit: string): string => commit.slice(0, 12);

/** A name that comes from the panel. @throws UserError where it is no hash */
function hashIn(name: string): string {
  if (/^[0-9a-f]{7,64}$/i.test(name)) return name;
  throw new UserError('not-a-hash', vscode.l10n.t('{0} is no hash of a commit.', oneLine(name, 60)));
}

/** What is not committed comes on top of what is; a file is there, or not, as it is on disk. */
function withUncommitted(committed: readonly FileChange[], folder: Folder, { state }: GitRepository): FileChange[] {
  const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
  const changes = new Map(committed.map((change) => [change.file, change]));
  for (const { uri, status } of [...state.indexChanges, ...state.workingTreeChanges, ...(state.untrackedChanges ?? [])]) {
    if (!uri.path.startsWith(root)) continue;
    const file = uri.path.slice(root.length);
    if (!changes.has(file)) changes.set(file, { file, kind: NEW_STATES.has(status) ? 'added' : 'changed' });
  }
  return [...changes.values()].flatMap((change): FileChange[] => {
    const found = statSync(folder.fileUri(change.file).fsPath, { throwIfNoEntry: false });
    if (change.kind === 'submodule' || found?.isDirectory()) return [{ ...change, kind: 'submodule' }];
    if (found) return change.kind === 'removed' ? [{ ...change, kind: 'changed' }] : [change];
    return change.kind === 'added' ? [] : [{ ...change, kind: 'removed' }];
  });
}

/** @throws UserError where VS Code cannot show what git has */
async function gitApi(folder: Folder, byHand: string): Promise<{ api: GitApi; repository: GitRepository }> {
  // That extension is not there before.
  requireTrust(
    vscode.l10n.t('VS Code shows changes of git only in a workspace that is trusted. Trust it, or run in a terminal: {0}', byHand),
  );
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>('vscode.git');
  const git = await extension?.activate();
  if (!git?.enabled) {
    throw new UserError(
      'no-git-extension',
      vscode.l10n.t('The Git extension of VS Code shows changes, and it is disabled. Enable it, or run in a terminal: {0}', byHand),
    );
  }
  const api = git.getAPI(1);
  const repository = api.getRepository(folder.uri) ?? (await api.openRepository(folder.uri));
  if (repository) return { api, repository };
  throw new UserError(
    'repository-closed',
    vscode.l10n.t(
      'VS Code has not opened the git repository of {0}. Open it in the Source Control view, or run in a terminal: {1}',
      folder.name,
      byHand,
    ),
  );
}
