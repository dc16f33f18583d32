import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { uuidv7 } from '../../base/uuid.ts';
import { exampleBenchmark, exampleBlocks, exampleMeasured, exampleRun } from '../../model/example.fixture.ts';
import type { Run } from '../../model/run.ts';
import { openStore, storeFolder, type RunStore } from '../store/index.ts';
import type { SharingParts } from './pushRuns.ts';

/* A bare remote and clones of it, in folders that are removed after the test. */

const NOW_MS = Date.UTC(2026, 5, 1);
const DAY_MS = 24 * 60 * 60 * 1000;
const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-share-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export interface Remote {
  readonly folder: string;
  /** A `file:` URL: with a path git copies the whole object folder. */
  readonly url: string;
  readonly commit: string;
  readonly clone: (...options: string[]) => string;
}

/** A bare repository with two commits. */
export function makeRemote(): Remote {
  const scratch = temporaryFolder();
  const work = path.join(scratch, 'work');
  const bare = path.join(scratch, 'remote.git');
  mkdirSync(path.join(work, 'packages', 'a'), { recursive: true });
  git(work, 'init', '--quiet', '--initial-branch=main');
  for (const text of ['one', 'two']) {
    writeFileSync(path.join(work, 'packages', 'a', 'file.txt'), text);
    git(work, 'add', '.');
    git(work, 'commit', '--quiet', '--message', text);
  }
  git(scratch, 'clone', '--quiet', '--bare', work, bare);
  const url = pathToFileURL(bare).href;
  let clones = 0;
  return {
    folder: bare,
    url,
    commit: git(work, 'rev-parse', 'HEAD'),
    clone(...options) {
      const folder = path.join(scratch, `clone-${clones++}`);
      git(scratch, 'clone', '--quiet', ...options, url, folder);
      return folder;
    },
  };
}

export interface Machine extends SharingParts {
  readonly store: RunStore;
  readonly ids: () => string[];
}

/** A store in a clone, as the engine opens it. */
export function machineIn(root: string): Machine {
  const clock = { nowMs: () => NOW_MS, monotonicMs: () => performance.now() };
  const store = openStore({ folder: storeFolder(root), log: silentLog, clock });
  onTestFinished(() => store.dispose());
  const ids = () => store.runOverviews(Number.MAX_SAFE_INTEGER).map(({ id }) => id);
  return { root, store, clock, ids: () => ids().toSorted() };
}

/** A complete run `daysAgo`, with what must not leave the machine. */
export function runAt(commit: string | null, daysAgo: number, changes: Partial<Run> = {}): Run {
  const startedAtMs = NOW_MS - daysAgo * DAY_MS;
  const benchmark = exampleBenchmark(['sort', 'numbers']);
  const blocks = exampleBlocks([1000.123456789, 1010, 990, 1003, 1001, 999]);
  return exampleRun([exampleMeasured(benchmark, {}, { blocks, output: 'the secret\n' })], {
    id: uuidv7(startedAtMs),
    startedAtMs,
    revision: { commit, branch: 'main', dirtyHash: null },
    ...changes,
  });
}
