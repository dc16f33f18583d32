import { UserError } from '../../base/errors.ts';
import { runGit } from '../git/index.ts';
import type { ChangedFile, FileHistory } from './touchesOf.ts';

/** Files that every checkout has from one commit, so that a new benchmark can judge an old one. */
export interface OverlaidFiles {
  readonly commit: string;
  /** By path from the top of the repository; what the commit does not have is not laid over. */
  readonly isOverlaid: (file: string) => boolean;
}

/** Links and submodules lead elsewhere. */
const kindOfMode = (mode: string): 'file' | 'other' => (mode.startsWith('100') ? 'file' : 'other');

/** The history of the repository whose top is `top` (absolute), read with git: as the checkouts of its commits will be. */
export async function gitFileHistory(top: string, overlaid: OverlaidFiles | null, signal: AbortSignal): Promise<FileHistory> {
  async function git(args: readonly string[], signal: AbortSignal): Promise<string> {
    const outcome = await runGit(top, args, {}, signal);
    if (outcome.state === 'done') return outcome.stdout;
    const reason = outcome.state === 'missing' ? 'git was not found on the PATH' : outcome.stderr.split('\n', 1)[0];
    throw new UserError('git-failed', `The history in ${top} cannot be read: ${reason}. Run \`git fsck\` there to see what is wrong.`);
  }
  async function treeOf(commit: string, signal: AbortSignal): Promise<Map<string, 'file' | 'other'>> {
    const files = new Map<string, 'file' | 'other'>();
    for (const entry of (await git(['ls-tree', '-r', '-z', '--full-tree', commit], signal)).split('\0')) {
      const [mode, file] = [entry.slice(0, 6), entry.slice(entry.indexOf('\t') + 1)];
      if (entry !== '') files.set(file, kindOfMode(mode));
    }
    return files;
  }

  const laid = new Map<string, 'file' | 'other'>();
  if (overlaid !== null) {
    for (const [file, kind] of await treeOf(overlaid.commit, signal)) if (overlaid.isOverlaid(file)) laid.set(file, kind);
  }
  return {
    async files(commit, signal) {
      return new Map([...(await treeOf(commit, signal)), ...laid]);
    },
    async changed(from, to, signal) {
      const fields = (await git(['diff-tree', '-r', '-z', '--raw', '--no-renames', from, to, '--'], signal)).split('\0');
      const changed: ChangedFile[] = [];
      for (let index = 0; index + 1 < fields.length; index += 2) {
        const [, mode = '', , , status] = fields[index]!.split(' ');
        const file = fields[index + 1]!;
        if (!laid.has(file)) changed.push({ path: file, kind: status === 'D' ? 'gone' : kindOfMode(mode) });
      }
      return changed;
    },
    read: (commit, file, signal) =>
      git(['cat-file', 'blob', `${laid.has(file) && overlaid !== null ? overlaid.commit : commit}:${file}`], signal),
  };
}
