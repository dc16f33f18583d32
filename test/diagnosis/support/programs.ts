import type { BottleneckClass } from '../../../src/model/finding.ts';

/** A program, and what it is for sure. */
export interface KnownProgram {
  /** Of a file in `fixtures`, without its ending. */
  readonly name: string;
  readonly class: BottleneckClass;
  /** What has to be pointed at in the code, by the names of functions: where it is, and who called that. */
  readonly places?: readonly string[];
  /** So many processes have the one core that it may use as well. */
  readonly pinnedWith?: number;
  /** How much of it the program shows; `middle` unless given. */
  readonly strength?: Strength;
  /** It computes all the time, so that fewer can be diagnosed at the same time. */
  readonly needsCore?: boolean;
}

export type Strength = 'weak' | 'middle' | 'strong';

/** Those that take longest, as collections are forced in them, come first. */
export const knownPrograms: readonly KnownProgram[] = [
  { name: 'memoryLeakHeap', class: 'memory-leak', places: ['remember'] },
  { name: 'memoryLeakBuffers', class: 'memory-leak' },
  { name: 'boundedCache', class: 'healthy' },
  { name: 'cpuBound', class: 'cpu-bound', places: ['compute'], needsCore: true },
  { name: 'cpuBoundWithoutEnd', class: 'cpu-bound', places: ['compute'], needsCore: true },
  { name: 'blockedComputing', class: 'event-loop-blocked', places: ['compute', 'renderReport'], needsCore: true },
  { name: 'blockedRegex', class: 'event-loop-blocked', places: ['isWord'], needsCore: true },
  { name: 'blockedWaiting', class: 'event-loop-blocked' },
  { name: 'gcPressure', class: 'gc-pressure', places: ['turn'], needsCore: true },
  { name: 'handleLeak', class: 'handle-leak' },
  { name: 'threadPoolComputing', class: 'threadpool-saturated', needsCore: true },
  { name: 'threadPoolBlocked', class: 'threadpool-saturated' },
  { name: 'poolConnections', class: 'pool-saturated' },
  { name: 'poolInside', class: 'pool-saturated' },
  { name: 'disk', class: 'io-disk' },
  { name: 'externalSlow', class: 'external-latency', places: ['get'] },
  { name: 'externalSerial', class: 'external-latency', places: ['get', 'answer'] },
  { name: 'workerCpu', class: 'worker-cpu', needsCore: true },
  { name: 'childCpu', class: 'child-cpu', needsCore: true },
  { name: 'cpuBound', class: 'cpu-contention', pinnedWith: 3, needsCore: true },
  { name: 'idle', class: 'idle' },
  { name: 'healthyServer', class: 'healthy' },
  { name: 'busyServer', class: 'healthy' },
  { name: 'healthyBatch', class: 'healthy' },
];

/** What looks like something, and is well. */
const decoys: readonly KnownProgram[] = [
  { name: 'shortBlocks', class: 'healthy' },
  { name: 'quickCalls', class: 'healthy' },
  { name: 'littleHashing', class: 'healthy' },
  { name: 'littleWorker', class: 'healthy' },
  { name: 'fillingPool', class: 'idle' },
  { name: 'growsAndForgets', class: 'idle' },
];

const STRENGTHS: Readonly<Record<string, readonly Strength[]>> = {
  cpuBound: ['weak'],
  blockedComputing: ['weak', 'strong'],
  blockedWaiting: ['weak', 'strong'],
  gcPressure: ['weak', 'strong'],
  memoryLeakHeap: ['weak', 'strong'],
  memoryLeakBuffers: ['weak', 'strong'],
  handleLeak: ['weak', 'strong'],
  threadPoolComputing: ['weak', 'strong'],
  threadPoolBlocked: ['weak', 'strong'],
  poolConnections: ['weak', 'strong'],
  poolInside: ['weak', 'strong'],
  disk: ['weak', 'strong'],
  externalSlow: ['weak', 'strong'],
  externalSerial: ['weak', 'strong'],
  workerCpu: ['weak'],
  childCpu: ['weak'],
  healthyServer: ['weak', 'strong'],
  busyServer: ['weak', 'strong'],
};

/** The same programs in other strengths too, and decoys. */
export const variedPrograms: readonly KnownProgram[] = [
  ...knownPrograms.flatMap((known) => {
    const others = known.pinnedWith === undefined ? (STRENGTHS[known.name] ?? []) : [];
    return [known, ...others.map((strength) => ({ ...known, strength }))];
  }),
  ...[2, 5].map((pinnedWith) => ({ name: 'cpuBound', class: 'cpu-contention', pinnedWith, needsCore: true }) as const),
  ...decoys,
];

/** Of those that may be diagnosed at the same time: so many that programs without a core of their own are among them. */
export const PLACES = 6;

export const placesFor = ({ needsCore = false }: KnownProgram): number => (needsCore ? 2 : 1);
