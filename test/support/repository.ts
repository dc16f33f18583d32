import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const author = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];

/** What git prints, without the last line break. */
export const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', [...author, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trimEnd();

/** Writes these files, or removes those that are null. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | null>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    if (text === null) rmSync(path.join(folder, file));
    else writeFileSync(path.join(folder, file), text);
  }
}

/** As `writeFiles`, and commits all of them where there is a message. The hash of HEAD then. */
export function change(folder: string, files: Readonly<Record<string, string | null>>, message?: string): string {
  writeFiles(folder, files);
  if (message !== undefined) {
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message', message);
  }
  return git(folder, 'rev-parse', 'HEAD');
}

/** All that Laptime must leave as it was, whatever it does. */
export function repositoryState(folder: string) {
  return {
    status: git(folder, 'status', '--porcelain=v2', '--branch'),
    worktrees: git(folder, 'worktree', 'list'),
    stash: git(folder, 'stash', 'list'),
    refs: git(folder, 'for-each-ref'),
    index: readFileSync(path.join(folder, '.git/index'), 'base64'),
    // Our own history is no file of git's.
    gitFolder: readdirSync(path.join(folder, '.git')).filter((name) => name !== 'laptime'),
  };
}
