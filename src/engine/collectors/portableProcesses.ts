import type { Clock } from '../../base/clock.ts';
import type { Collector } from './collector.ts';
import type { WatchedTree } from './processes.ts';
import { createReporting } from './reporting.ts';
import type { SystemInformation } from './systemInformation.ts';

/** Each reading lists all processes of the machine, by a program of the system. */
const EVERY_MS = 10_000;

/** Reads the trees of watched processes from the list of all. Processor time is not in it that could be told of a moment. */
export function createPortableProcessesCollector(
  system: SystemInformation,
  clock: Clock,
  trees: () => readonly WatchedTree[],
  onGone: (id: string) => void,
): Collector {
  const { metrics, begin } = createReporting();
  let readAtMs = -Infinity;
  return {
    metrics,
    collect(report) {
      if (trees().length === 0 || clock.monotonicMs() - readAtMs < EVERY_MS) return;
      readAtMs = clock.monotonicMs();
      return read(report);
    },
    dispose() {},
  };

  async function read(report: (metric: string, value: number) => void): Promise<void> {
    const watched = trees();
    const { list } = await system.processes();
    const put = begin(report);
    for (const { id, pid, prefix } of watched) {
      if (!list.some((each) => each.pid === pid)) {
        onGone(id);
        continue;
      }
      const tree = new Set([pid]);
      for (let size = 0; size < tree.size;) {
        size = tree.size;
        for (const each of list) if (tree.has(each.parentPid)) tree.add(each.pid);
      }
      const own = list.filter((each) => tree.has(each.pid));
      put('program.processes', own.length, { prefix });
      const kilobytes = own.reduce((sum, { memRss }) => sum + memRss, 0);
      put('program.memory', kilobytes * 1024, { prefix });
    }
  }
}
