import path from 'node:path';
import type { Log } from '../base/log.ts';
import type { HeapComparison, HeapSummary, LeakReport } from '../model/heap.ts';
import type { Selection } from '../model/run.ts';
import { loadConfig } from './config/index.ts';
import type { NodeLookup } from './environment/index.ts';
import type { LeakProgramRequest, LeakProgress, SecondSnapshot } from './heap/index.ts';

/** `inspector`: as Node prints it, or host and port. */
export type ProcessAddress = { readonly pid: number } | { readonly inspector: string };

/** One of the benchmarks that are selected. */
export interface BenchmarkAddress {
  readonly selections: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  readonly nodeExecutable?: string;
}

/** One benchmark, a process, or a program; of the last two, `seconds` of their work. */
export type LeakRequest =
  | ({ readonly kind: 'benchmark' } & BenchmarkAddress)
  | ({ readonly kind: 'process'; readonly seconds: number } & ProcessAddress)
  | ({ readonly kind: 'program' } & LeakProgramRequest);

/** What the engine does with heap snapshots. */
export interface HeapEngine {
  /**
   * Takes a heap snapshot of a process, which stands still meanwhile, or of a program that is started for it and has worked for so many
   * seconds, or of the process of one benchmark, into a file (absolute); of the first two also a second one, so that the two can be
   * compared object by object, which those of two calls cannot. Throws a `UserError` where it is not
   * Node's, or of another user.
   */
  takeHeapSnapshot(
    target: ProcessAddress | LeakProgramRequest | BenchmarkAddress,
    file: string,
    signal: AbortSignal,
    second?: SecondSnapshot,
  ): Promise<void>;
  /** Reads a heap snapshot in a worker. Throws a `UserError` that says at which byte it is not what it should be. */
  readHeapSnapshot(file: string, signal: AbortSignal): Promise<HeapSummary>;
  /** Two snapshots of one process by constructor. Throws as `readHeapSnapshot`. */
  compareHeapSnapshots(baseline: string, candidate: string, signal: AbortSignal): Promise<HeapComparison>;
  /** Looks for what piles up with the work. Nothing is stored. Throws a `UserError` where there is nothing to search. */
  findLeaks(request: LeakRequest, onProgress: (progress: LeakProgress) => void, signal: AbortSignal): Promise<LeakReport>;
}

export interface HeapParts {
  readonly root: string;
  readonly distFolder: string;
  readonly nodeLookup: NodeLookup;
  readonly log: Log;
}

export function createHeapEngine(parts: HeapParts): HeapEngine {
  const { root, distFolder, nodeLookup, log } = parts;
  const workerFile = path.join(distFolder, 'workers', 'heap.js');
  const heap = () => import('./heap/index.ts');
  const nodeOf = async (asked: string | undefined, signal: AbortSignal) =>
    nodeLookup.findNode(root, asked ?? (await loadConfig(root)).config.node.executable, signal);
  const benchmarkOf = async ({ selections, nameFilter, nodeExecutable }: BenchmarkAddress, signal: AbortSignal) => {
    const { config } = await loadConfig(root);
    return { root, distFolder, node: await nodeOf(nodeExecutable, signal), config, selections, nameFilter, log };
  };
  return {
    async takeHeapSnapshot(target, file, signal, second) {
      const { takeBenchmarkSnapshot, takeProcessSnapshot, takeProgramSnapshot } = await heap();
      if ('selections' in target) return takeBenchmarkSnapshot(await benchmarkOf(target, signal), file, signal);
      if (!('command' in target)) return takeProcessSnapshot(target, file, second ?? null, signal);
      return takeProgramSnapshot(target, file, second ?? null, { root, distFolder, log, node: await nodeOf(undefined, signal) }, signal);
    },
    readHeapSnapshot: async (file, signal) => (await heap()).withHeapWorker(workerFile, (worker) => worker.summary(file), signal),
    compareHeapSnapshots: async (baseline, candidate, signal) =>
      (await heap()).withHeapWorker(workerFile, (worker) => worker.compare(baseline, candidate), signal),
    async findLeaks(request, onProgress, signal) {
      const { leakBenchmark, leakProcess, leakProgram } = await heap();
      if (request.kind === 'process') return leakProcess(request, { root, distFolder }, onProgress, signal);
      if (request.kind === 'program')
        return leakProgram(request, { root, distFolder, log, node: await nodeOf(undefined, signal) }, onProgress, signal);
      return leakBenchmark(await benchmarkOf(request, signal), onProgress, signal);
    },
  };
}
