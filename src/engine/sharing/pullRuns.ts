import { createProblems } from '../../base/problems.ts';
import type { Config } from '../../model/config.ts';
import { readRunLine } from '../store/index.ts';
import type { SharingParts } from './pushRuns.ts';
import { readSharedPath, timeInId } from './sharedPath.ts';
import { openSharedRepository } from './sharedRepository.ts';
import { listFiles, readFiles, type SharedFile } from './sharedTree.ts';

export interface PullRequest {
  readonly remote: string;
  /** Runs that would be removed with the next one that is stored are not fetched into the store. */
  readonly retention: Config['retention'];
}

export interface PullOutcome {
  /** False when nobody has shared anything yet. */
  readonly exists: boolean;
  readonly pulled: number;
  /** Runs that were here already. */
  readonly known: number;
  /** Runs that are older than what the configuration keeps. */
  readonly tooOld: number;
  readonly problems: readonly string[];
}

/** What a run takes when it is shared is some kilobytes; files are read by somebody who did not write them. */
const LARGEST_BYTES = 4 * 2 ** 20;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Stores the runs that the remote has for this workspace folder and that are not here yet. What is broken, or is none of
 * Laptime's, is a problem and is left out; nothing of it is written anywhere.
 * @throws UserError `share-…`, or the store's; AbortError when the signal is aborted
 */
export async function pullRuns(request: PullRequest, parts: SharingParts, signal?: AbortSignal): Promise<PullOutcome> {
  const { root, store, clock } = parts;
  const repository = await openSharedRepository(root, request.remote, signal);
  const tip = await repository.fetch('pulled', signal);
  const { note, list } = createProblems();
  const all = await listFiles(repository, tip, note, signal);
  const shared = all.flatMap((file) => {
    const place = readSharedPath(repository.inWorkTree, file.path);
    return place === null ? [] : [{ file, place }];
  });
  const stored = new Map(store.runOverviews(Number.MAX_SAFE_INTEGER).map(({ id, startedAtMs }) => [id, startedAtMs]));
  const unknown = shared.filter(({ place }) => !stored.has(place.runId));
  const oldestMs = oldestKept(
    request.retention,
    [...stored.values(), ...unknown.map(({ place }) => timeInId(place.runId) ?? 0)],
    clock.nowMs(),
  );
  const recent = unknown.filter(({ place }) => (timeInId(place.runId) ?? Infinity) >= oldestMs);
  const readable = recent.filter(({ file }) => isSmall(file, note)).map(({ file }) => file);
  let [pulled, tooOld] = [0, unknown.length - recent.length];
  for await (const [file, text] of readFiles(root, repository, readable, signal)) {
    const run = text === null ? 'is not there' : readRunLine(text);
    if (typeof run === 'string') {
      note(`a shared file ${run}`);
      continue;
    }
    const place = readSharedPath(repository.inWorkTree, file.path)!;
    if (run.id !== place.runId || run.revision.commit !== place.commit || run.revision.dirtyHash !== null) {
      note('a shared file is of another run or commit than its name says');
      continue;
    }
    if (run.startedAtMs < oldestMs) {
      tooOld += 1;
      continue;
    }
    if (store.importRun(run)) pulled += 1;
    else {
      const problem = store.problem();
      if (problem !== null) throw problem;
    }
  }
  return { exists: tip !== null, pulled, known: shared.length - unknown.length, tooOld, problems: list() };
}

function isSmall(file: SharedFile, note: (problem: string) => void): boolean {
  if (file.bytes <= LARGEST_BYTES) return true;
  note(`a shared file is larger than ${LARGEST_BYTES / 2 ** 20} MB`);
  return false;
}

/** When the oldest run began that the store would keep. */
function oldestKept({ maxRuns, maxAgeDays }: Config['retention'], startedAtMs: readonly number[], nowMs: number): number {
  const byAge = maxAgeDays === null ? -Infinity : nowMs - maxAgeDays * DAY_MS;
  const byNumber = maxRuns === null ? -Infinity : (startedAtMs.toSorted((a, b) => b - a)[maxRuns - 1] ?? -Infinity);
  return Math.max(byAge, byNumber);
}
