import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BisectCommit } from '../../model/bisection.ts';

export interface ScratchRepository {
  readonly folder: string;
  git(...args: string[]): string;
  /** Writes files (null removes one) and commits them; its hash. */
  commit(files: Readonly<Record<string, string | null>>): string;
  /** The commits that `git log` finds, newest first. */
  log(...args: string[]): BisectCommit[];
  remove(): void;
}

export function scratchRepository(): ScratchRepository {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-bisect-')));
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgSign=false'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  let counter = 0;
  git('init', '-q', '-b', 'main');
  return {
    folder,
    git,
    commit(files) {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        if (text === null) rmSync(file);
        else writeFileSync(file, text);
      }
      git('add', '-A');
      counter += 1;
      git('commit', '-q', '--allow-empty', '-m', `change ${counter}`);
      return git('rev-parse', 'HEAD');
    },
    log(...args) {
      const lines = git('log', '--format=%H%x00%P%x00%an%x00%at%x00%s', ...args).split('\n');
      return lines
        .filter((line) => line !== '')
        .map((line) => {
          const [hash, parents, authorName, authoredAt, subject] = line.split('\0') as [string, string, string, string, string];
          return { hash, parents: parents === '' ? [] : parents.split(' '), authorName, authoredAtMs: Number(authoredAt) * 1000, subject };
        });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
