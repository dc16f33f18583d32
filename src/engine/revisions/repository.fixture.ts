/** Real repositories for tests, in folders that are removed after them. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { defaultConfig } from '../config/index.ts';
import { createRevisions, type Checkout, type CheckoutRequest, type CheckoutStep, type Revisions } from './index.ts';

export const signal = new AbortController().signal;

export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-revisions-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_OPTIONAL_LOCKS: '0' };
  const config = ['user.name=Ann', 'user.email=ann@example.com', 'commit.gpgSign=false', 'protocol.file.allow=always'];
  const options = config.flatMap((each) => ['-c', each]);
  return execFileSync('git', [...options, ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

export function newRepository(...args: string[]): string {
  const folder = newFolder();
  git(folder, 'init', '-q', '-b', 'main', ...args);
  return folder;
}

/** Returns the commit. */
export function commit(folder: string, files: Readonly<Record<string, string>>, subject: string): string {
  write(folder, files);
  git(folder, 'add', '--all');
  git(folder, 'commit', '-q', '--allow-empty', '-m', subject);
  return git(folder, 'rev-parse', 'HEAD');
}

export function revisionsOf(root: string, cacheFolder = newFolder()): Revisions {
  const distFolder = path.resolve(import.meta.dirname, '../../../dist');
  return createRevisions({ root, distFolder, cacheFolder, log: silentLog, clock: systemClock });
}

export function plainRequest(config: Partial<CheckoutRequest['config']> = {}): CheckoutRequest {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const node = { executable: process.execPath, version: process.versions.node, env, source: 'path' as const };
  return { node, config: { ...defaultConfig().revisions, ...config } };
}

/** Checks a revision out as the product does; what it told of its steps comes too. */
export async function checkOut(
  revisions: Revisions,
  name: string,
  request: CheckoutRequest = plainRequest(),
): Promise<Checkout & { readonly steps: readonly CheckoutStep[] }> {
  const steps: CheckoutStep[] = [];
  const made = await revisions.checkOut(await revisions.resolve(name, signal), request, (step) => steps.push(step), signal);
  return { ...made, steps };
}

/** The error of what must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { readonly code: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('it did not fail');
}

/** All that a user could see changed: what git tells, and every file with its content and time, `.git` among them. */
export function everythingIn(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  // First: git itself may write its index.
  for (const args of [
    ['status', '--porcelain'],
    ['worktree', 'list'],
    ['stash', 'list'],
  ])
    found[args.join(' ')] = git(folder, ...args);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const place = path.join(folder, name);
    const { mode, mtimeMs } = lstatSync(place);
    const content = lstatSync(place).isFile() ? createHash('sha256').update(readFileSync(place)).digest('hex') : '';
    found[name] = `${mode} ${mtimeMs} ${content}`;
  }
  return found;
}

/** What the cache holds besides empty folders; relative, sorted. */
export function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).toSorted();
}
