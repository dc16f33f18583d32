import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { createProblems } from '../../base/problems.ts';
import { readRunLine, writeRunLine, type RunOverview, type RunStore } from '../store/index.ts';
import { CUT_OFF_PATH, cutOffFor, isCutOff, readCutOff, writeCutOff, type Keep } from './cutOff.ts';
import { isHarmlessPath, runIdIn, sharedPath, timeInId } from './sharedPath.ts';
import { openSharedRepository, type SharedRepository } from './sharedRepository.ts';
import { listFiles, readFiles, writeCommit, type SharedFile } from './sharedTree.ts';
import { thinRun } from './thinRun.ts';

export interface PushRequest {
  readonly remote: string;
  /** Which runs stay shared; left out, all. */
  readonly keep?: Keep;
}

export interface PushOutcome {
  readonly pushed: number;
  /** Runs from here that were shared already. */
  readonly known: number;
  /** Runs that were removed because of `keep`. */
  readonly removed: number;
  /** What was left out, and what else the user should know. */
  readonly problems: readonly string[];
}

export interface SharingParts {
  readonly root: string;
  readonly store: RunStore;
  readonly clock: Clock;
}

const MOST_ATTEMPTS = 12;

/**
 * Adds the stored runs of clean commits to what the remote has, and removes what is not to be kept. Where another machine
 * pushes at the same time, its runs and ours are both in the end: paths of different runs never meet.
 * @throws UserError `share-…`; AbortError when the signal is aborted
 */
export async function pushRuns(request: PushRequest, parts: SharingParts, signal?: AbortSignal): Promise<PushOutcome> {
  const repository = await openSharedRepository(parts.root, request.remote, signal);
  const own = shareable(parts.store);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const tip = await repository.fetch('pushed', signal);
    const { outcome, kept, added } = await planPush(repository, tip, own, request.keep ?? {}, parts, signal);
    if (outcome.pushed === 0 && outcome.removed === 0) return outcome;
    // Without a parent, what was removed is gone from the remote as well, and not only from its newest commit.
    const parent = outcome.removed > 0 ? null : tip;
    const commit = await writeCommit(repository, { kept, added: added(), parent }, signal);
    if (await repository.push(commit, tip, signal)) return outcome;
    // Several that were rejected together must not come back together.
    await sleep(Math.random() * 100 * attempt, undefined, signal && { signal });
  }
  throw new UserError('share-busy', `Results could not be pushed: others push to ${repository.remote} all the time. Repeat in a while.`);
}

interface Shareable {
  readonly runs: readonly RunOverview[];
  readonly leftOut: { readonly uncommitted: number; readonly noCommit: number };
}

/** Runs of uncommitted changes mean nothing to others, and those outside of git have no place in a history of commits. */
function shareable(store: RunStore): Shareable {
  const finished = store
    .runOverviews(Number.MAX_SAFE_INTEGER)
    .filter(({ state, benchmarks, failures }) => state !== 'running' && benchmarks + failures > 0);
  const problem = store.problem();
  if (problem !== null && finished.length === 0) throw problem;
  const noCommit = finished.filter(({ revision }) => revision.commit === null || !/^[0-9a-f]{7,64}$/.test(revision.commit));
  const uncommitted = finished.filter((run) => run.revision.dirtyHash !== null && !noCommit.includes(run));
  const runs = finished.filter((run) => !uncommitted.includes(run) && !noCommit.includes(run));
  const leftOut = { uncommitted: uncommitted.length, noCommit: noCommit.length };
  if (runs.length > 0) return { runs, leftOut };
  const why = [
    ...(leftOut.uncommitted > 0 ? [`${runsInWords(leftOut.uncommitted)} of uncommitted changes`] : []),
    ...(leftOut.noCommit > 0 ? [`${runsInWords(leftOut.noCommit)} of no commit`] : []),
  ].join(' and ');
  const state = why === '' ? 'no run is stored yet' : `there are only ${why}`;
  throw new UserError('share-nothing', `There is nothing to share: ${state}. Commit your changes, run laptime bench, and push again.`);
}

const runsInWords = (count: number) => (count === 1 ? '1 run' : `${count} runs`);

interface PushPlan {
  readonly outcome: PushOutcome;
  readonly kept: readonly SharedFile[];
  readonly added: () => Iterable<readonly [path: string, text: string]>;
}

async function planPush(
  repository: SharedRepository,
  tip: string | null,
  { runs, leftOut }: Shareable,
  keep: Keep,
  { root, store, clock }: SharingParts,
  signal: AbortSignal | undefined,
): Promise<PushPlan> {
  const { note, list } = createProblems();
  const nowMs = clock.nowMs();
  const listed = await listFiles(repository, tip, note, signal);
  const harmless = listed.filter(({ path }) => isHarmlessPath(path));
  if (harmless.length < listed.length)
    note(`${listed.length - harmless.length} files with strange names were left out of ${repository.remote}`);
  const files = harmless.filter((file) => !isCutOff(file));

  const before = await cutOffIn(root, repository, harmless, nowMs, signal);
  const there = new Set(files.map(({ path }) => path));
  const pathOf = (run: RunOverview) =>
    sharedPath(repository.inWorkTree, { commit: run.revision.commit!, environmentId: run.environmentId, runId: run.id });
  const isKnown = (run: RunOverview) => there.has(pathOf(run));
  const recent = runs.filter((run) => run.startedAtMs >= before);

  const startedAt = await startTimes(root, repository, files, keep, signal);
  const candidates = recent.filter((run) => !isKnown(run));
  const cutOffMs = Math.max(before, cutOffFor(keep, [...startedAt.values(), ...candidates.map((run) => run.startedAtMs)], nowMs));
  const kept = files.filter((file) => (startedAt.get(file.path) ?? Infinity) >= cutOffMs);
  const fresh = candidates.filter((run) => run.startedAtMs >= cutOffMs);

  const older = runs.filter((run) => !isKnown(run) && run.startedAtMs < cutOffMs).length;
  if (leftOut.uncommitted > 0) note(`${runsInWords(leftOut.uncommitted)} of uncommitted changes not shared`);
  if (leftOut.noCommit > 0) note(`${runsInWords(leftOut.noCommit)} of no commit not shared`);
  if (older > 0) note(`${runsInWords(older)} older than what is kept on ${repository.remote} not shared`);
  return {
    outcome: { pushed: fresh.length, known: runs.filter(isKnown).length, removed: files.length - kept.length, problems: list() },
    kept,
    *added() {
      if (cutOffMs > -Infinity) yield [CUT_OFF_PATH, writeCutOff(cutOffMs)];
      for (const overview of fresh) {
        const run = store.run(overview.id);
        if (run !== null) yield [pathOf(overview), writeRunLine(thinRun(run))];
      }
    },
  };
}

async function cutOffIn(
  root: string,
  repository: SharedRepository,
  files: readonly SharedFile[],
  nowMs: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  for await (const [, text] of readFiles(root, repository, files.filter(isCutOff), signal)) {
    const beforeMs = text === null ? null : readCutOff(text, nowMs);
    if (beforeMs !== null) return beforeMs;
  }
  return -Infinity;
}

/** By path, of all files that are runs of any workspace folder; only where they are asked for. Those that are broken began in 1970. */
async function startTimes(
  root: string,
  repository: SharedRepository,
  files: readonly SharedFile[],
  keep: Keep,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  if (keep.runs === undefined && keep.days === undefined) return times;
  const untold: SharedFile[] = [];
  for (const file of files) {
    const runId = runIdIn(file.path);
    if (runId === null) continue;
    const timeMs = timeInId(runId);
    if (timeMs === null) untold.push(file);
    else times.set(file.path, timeMs);
  }
  for await (const [file, text] of readFiles(root, repository, untold, signal)) {
    const run = text === null ? null : readRunLine(text);
    times.set(file.path, run === null || typeof run === 'string' ? 0 : run.startedAtMs);
  }
  return times;
}
