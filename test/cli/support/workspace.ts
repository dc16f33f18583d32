import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { repository } from './cli.ts';

/** A folder of its own with these files in a real repository with one commit; removed after the test. */
export function makeWorkspace(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  commitAll(folder);
  return folder;
}

export function copyExamples(): string {
  const folder = emptyFolder();
  cpSync(path.join(repository, 'examples'), folder, { recursive: true });
  commitAll(folder);
  return folder;
}

export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-cli-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function commitAll(folder: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message=Start');
}

/** Fast enough for a test, and not so fast that it is optimized away. */
export const twoBenchmarks = `
import { bench, group } from 'laptime';

const text = JSON.stringify(Array.from({ length: 50 }, (_, id) => ({ id, name: 'name ' + id })));

group('json', () => {
  bench('parse list', () => JSON.parse(text));
  bench('parse and write list', () => JSON.stringify(JSON.parse(text)));
});
`;

/** Shortens runs: the numbers are not what is tested. */
export const fast = ['--preset', 'quick', '--time', '1'];
