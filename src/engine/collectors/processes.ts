import type { Clock } from '../../base/clock.ts';
import type { Files } from '../environment/index.ts';
import type { Collector } from './collector.ts';
import { createCounters, rate, share } from './counters.ts';
import { childrenOf, readProcess, type ProcessReading } from './processReading.ts';
import { createReporting, type PutValue } from './reporting.ts';

/** The kernel counts in hundredths of a second for programs, whatever it ticks in itself. */
const TICKS_PER_SECOND = 100;
/** Deeper trees, and larger ones, are cut: something forks without end. */
const MOST_PROCESSES = 500;

/** A program whose processes are read. */
export interface WatchedTree {
  /** Unique among those that are watched. */
  readonly id: string;
  readonly pid: number;
  /** What its metrics begin with. */
  readonly prefix: string;
}

/** A program that is started anew is the same one with another process. */
const keyOf = ({ id, pid }: WatchedTree): string => `${id} ${pid}`;

/**
 * Reads the trees of the processes that are watched. A program is told to have gone when its first process is not there any more, or its
 * number is that of another one.
 */
export function createProcessesCollector(
  files: Files,
  clock: Clock,
  trees: () => readonly WatchedTree[],
  onGone: (id: string) => void,
): Collector {
  const { metrics, begin } = createReporting();
  const counters = createCounters();
  /** When the first process of a tree began, in ticks since the machine did. */
  const began = new Map<string, string>();

  return {
    metrics,
    collect(report) {
      const put = begin(report);
      const elapsedMs = counters.since('time', clock.monotonicMs());
      const watched = trees();
      for (const tree of watched) {
        const first = readProcess(files, tree.pid);
        const key = keyOf(tree);
        if (first === undefined || first.state === 'Z' || (began.get(key) ?? first.startTicks) !== first.startTicks) {
          onGone(tree.id);
          continue;
        }
        began.set(key, first.startTicks);
        putTree(tree, first, elapsedMs, (id, value, parts) => put(id, value, { ...parts, prefix: tree.prefix }));
      }
      const watchedKeys = new Set(watched.map(keyOf));
      for (const key of began.keys()) if (!watchedKeys.has(key)) began.delete(key);
      counters.forgetOthers();
    },
    dispose() {},
  };

  function putTree(tree: WatchedTree, first: ProcessReading, elapsedMs: number | undefined, put: PutValue): void {
    const all = [first, ...descendants(tree.pid)];
    const alive = all.filter(({ state }) => state !== 'Z');
    const elapsedSeconds = elapsedMs && elapsedMs / 1000;
    const elapsedTicks = elapsedSeconds && elapsedSeconds * TICKS_PER_SECOND;
    const since = (what: string, value: number | undefined) => counters.since(`${keyOf(tree)} ${what}`, value);
    // What children used is the parent's when they have ended: so the sum over the tree only rises, and has also those that came and went.
    const cpuTicks = since(
      'cpu',
      sumOf(all, (each) => each.cpuTicks + each.endedChildrenTicks),
    );
    const ownTicks = since('own cpu', first.cpuTicks);
    put('program.cpu', rate(cpuTicks, elapsedTicks));
    if (cpuTicks !== undefined && ownTicks !== undefined) {
      put('program.childrenCpu', rate(Math.max(cpuTicks - ownTicks, 0), elapsedTicks));
    }
    put(
      'program.memory',
      sumOf(alive, ({ residentBytes }) => residentBytes),
    );
    put('program.processes', alive.length);
    put(
      'program.threads',
      sumOf(alive, ({ threads }) => threads),
    );
    put(
      'program.io.read',
      rate(
        since(
          'read',
          sumKnown(all, ({ readBytes }) => readBytes),
        ),
        elapsedSeconds,
      ),
    );
    put(
      'program.io.write',
      rate(
        since(
          'written',
          sumKnown(all, ({ writtenBytes }) => writtenBytes),
        ),
        elapsedSeconds,
      ),
    );
    const [cpuNs, delayNs] = (files.text(`/proc/${tree.pid}/task/${tree.pid}/schedstat`) ?? '').split(' ').map(Number);
    const elapsedNs = elapsedMs && elapsedMs * 1e6;
    put('program.mainThread.cpu', share(since('thread', cpuNs || undefined), elapsedNs), { most: 1 });
    put('program.mainThread.runDelay', share(since('delay', delayNs), elapsedNs), { most: 1 });
  }

  function descendants(pid: number): ProcessReading[] {
    const found = new Map<number, ProcessReading>();
    const open = [pid];
    for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
      for (const child of childrenOf(files, parent) ?? []) {
        if (found.has(child) || found.size >= MOST_PROCESSES) continue;
        const reading = readProcess(files, child);
        if (reading === undefined) continue;
        found.set(child, reading);
        open.push(child);
      }
    }
    return [...found.values()];
  }
}

const sumOf = <T>(list: readonly T[], value: (item: T) => number): number => list.reduce((sum, item) => sum + value(item), 0);

/** Undefined where none is known; of what may not be read of others nothing counts. */
function sumKnown<T>(list: readonly T[], value: (item: T) => number | undefined): number | undefined {
  const known = list.flatMap((item) => value(item) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, item) => sum + item, 0);
}
