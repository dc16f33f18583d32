import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const repository = path.join(import.meta.dirname, '../../..');

export interface Workspace {
  readonly folder: string;
  dispose(): void;
}

/**
 * A copy of a folder of this repository that tests may write to: a git repository of its own with one commit, whose
 * packages resolve to the repository's. `prepare` is called with the copy before the commit.
 */
export function copyWorkspace(source: string, prepare?: (folder: string) => void): Workspace {
  // Titles, terminals and screenshots show the folder's name: it stays what it was.
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-workspace-')));
  const folder = path.join(parent, path.basename(source));
  const isSource = (file: string) => !/(?:^|[\\/])(?:node_modules|\.laptime)$/.test(file);
  cpSync(path.join(repository, source), folder, { recursive: true, filter: isSource });
  symlinkSync(path.join(repository, 'node_modules'), path.join(parent, 'node_modules'), 'junction');
  prepare?.(folder);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', '-c', 'commit.gpgsign=false', 'commit', '--message=Start');
  return { folder, dispose: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}
