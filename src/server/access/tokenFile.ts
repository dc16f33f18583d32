import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { toDisposable, type Disposable } from '../../base/lifecycle.ts';
import { isAlive, ownIdentity, processIdentity } from '../../engine/processes/index.ts';
import { cacheFolder } from '../../engine/revisions/index.ts';

/** Where servers leave their tokens. Absolute. */
export const serverFolder = (env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string =>
  path.join(cacheFolder(env, platform), 'servers');

const runningServer = v.object({
  url: v.string(),
  token: v.string(),
  root: v.string(),
  startedAtMs: v.number(),
  process: processIdentity,
});

/** What other programs of the same user need to know of a server. */
export type RunningServer = v.InferOutput<typeof runningServer>;

const nameOf = (root: string) => createHash('sha256').update(root).digest('hex').slice(0, 16);

/** Leaves the address and the token in a file that only this user can read, until it is disposed of. `folder` is absolute. */
export function writeTokenFile(folder: string, server: Omit<RunningServer, 'process'>): Disposable & { readonly file: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  runningServers(folder, server.root, server.startedAtMs);
  const file = path.join(folder, `${nameOf(server.root)}-${randomUUID()}.json`);
  const draft = `${file}.tmp`;
  writeFileSync(draft, `${JSON.stringify({ ...server, process: ownIdentity() })}\n`, { flag: 'wx', mode: 0o600 });
  renameSync(draft, file);
  return { file, ...toDisposable(() => rmSync(file, { force: true })) };
}

/** The servers of a workspace folder whose processes live, the newest first. What dead ones left is removed. */
export function runningServers(folder: string, root: string, nowMs: number): readonly RunningServer[] {
  const found: RunningServer[] = [];
  for (const name of namesIn(folder)) {
    if (!name.startsWith(`${nameOf(root)}-`) || !name.endsWith('.json')) continue;
    const file = path.join(folder, name);
    const server = read(file);
    const isDead = server === null || isAlive(server.process, server.startedAtMs, nowMs) === false;
    if (isDead) rmSync(file, { force: true });
    else if (server.root === root) found.push(server);
  }
  return found.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): RunningServer | null {
  try {
    const { output, success } = v.safeParse(runningServer, JSON.parse(readFileSync(file, 'utf8')));
    return success ? output : null;
  } catch {
    return null;
  }
}
