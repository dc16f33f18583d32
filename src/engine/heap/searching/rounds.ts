import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Leak, LeakReport, LeakRound } from '../../../model/heap.ts';
import type { Remote } from '../../../protocol/rpc.ts';
import type { HeapWorkerApi } from '../heapWorker.ts';
import { withHeapWorker } from '../startHeapWorker.ts';

/**
 * Work of each round after the warm-up (which is a little more than one), in multiples of the first. From the third on a round is more than all before it: what has a bound
 * reaches it, and what doubles its room must do so.
 */
export const ROUNDS = [1, 1, 4, 8] as const;
/** After so many it may be clear that nothing grows. */
export const SCREENING_ROUNDS = 2;

/** What a search is at. `round` 0 is the warm-up. */
export type LeakProgress =
  | { readonly kind: 'preparing'; readonly message: string }
  | { readonly kind: 'round'; readonly title: string; readonly round: number; readonly rounds: number }
  /** What the program printed. */
  | { readonly kind: 'output'; readonly text: string };

export interface SearchPlaces {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly distFolder: string;
}

/** What is searched: a benchmark or a process. */
export interface Searched {
  readonly title: string;
  /** Of the first round. */
  readonly work: number;
  /**
   * The round from which it is noted who allocates what, which slows down. A benchmark is not slowed down before something seems to leak;
   * what a process does in a second must be the same in all rounds.
   */
  readonly tracksFrom: number;
  /**
   * Works for a round, then writes a snapshot into a file; gives how much was worked, which is what was asked for or more. `tracks`:
   * from now on it is noted who allocates what. Round 0 has no work of its own.
   */
  run(round: { readonly work: number; readonly file: string; readonly tracks: boolean }): Promise<number>;
  /** When all rounds are over: source maps that scripts carry with them, by their addresses. */
  finish(): Promise<Readonly<Record<string, string>>>;
}

type Found = Pick<LeakReport, 'title' | 'warmup' | 'rounds' | 'leaks'>;

/** Runs rounds until it is clear whether something leaks. Snapshots are removed as soon as they are read. */
export async function searchRounds(
  searched: Searched,
  { root, distFolder }: SearchPlaces,
  onProgress: (progress: LeakProgress) => void,
  signal: AbortSignal,
): Promise<Found> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laptime-heap-'));
  const { title } = searched;
  const search = async (worker: Remote<HeapWorkerApi>): Promise<Found> => {
    const rounds: LeakRound[] = [];
    // What works by itself goes on while a snapshot is read: where that took longer than the round, later ones must be longer as well.
    let first = searched.work;
    const add = async (multiple: number, tracks: boolean) => {
      signal.throwIfAborted();
      onProgress({ kind: 'round', title, round: rounds.length, rounds: ROUNDS.length });
      const file = path.join(folder, `${rounds.length}.heapsnapshot`);
      const work = await searched.run({ work: multiple * first, file, tracks });
      if (multiple > 0) first = Math.max(first, work / multiple);
      rounds.push(await worker.addRound(file, multiple > 0 ? work : 0));
      await rm(file, { force: true });
    };
    await add(0, searched.tracksFrom === 0);
    for (const [round, multiple] of ROUNDS.entries()) {
      if (round === SCREENING_ROUNDS && !(await worker.maySomethingLeak())) break;
      await add(multiple, round + 1 === searched.tracksFrom);
    }
    const sourceMaps = await searched.finish();
    const leaks: readonly Leak[] = rounds.length > ROUNDS.length ? await worker.leaks({ root, distFolder, sourceMaps }) : [];
    const [warmup, ...worked] = rounds;
    return { title, warmup: warmup!, rounds: worked, leaks };
  };
  try {
    return await withHeapWorker(path.join(distFolder, 'workers', 'heap.js'), search, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
