import type { HeapComparison, HeapSummary, Leak, LeakRound } from '../../model/heap.ts';
import { compareSnapshots } from './compareSnapshots.ts';
import { LeakSearch } from './leak/leakSearch.ts';
import { readSnapshotFile } from './readSnapshotFile.ts';
import { lineFinder, writtenFunctions, type SourceOptions } from './writtenFunctions.ts';

/** What a worker does with snapshots: they are large, and never on the thread of the one who asks. */
export interface HeapWorkerApi {
  summary(file: string): HeapSummary;
  compare(baseline: string, candidate: string): HeapComparison;
  /** The snapshot at the end of a round of the one search of this worker. */
  addRound(file: string, work: number): LeakRound;
  maySomethingLeak(): boolean;
  leaks(sources: SourceOptions): Promise<readonly Leak[]>;
}

export function createHeapWorker(): HeapWorkerApi {
  const search = new LeakSearch();
  return {
    summary: (file) => readSnapshotFile(file).summary(),
    compare: (baseline, candidate) => compareSnapshots(readSnapshotFile(baseline), readSnapshotFile(candidate)),
    addRound: (file, work) => search.add(readSnapshotFile(file), work),
    maySomethingLeak: () => search.maySomethingLeak,
    leaks: async (sources) => search.leaks({ read: writtenFunctions(sources), findLine: await lineFinder(sources.root) }),
  };
}
