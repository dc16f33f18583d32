import type { Clock } from '../../base/clock.ts';
import type { Files } from '../environment/index.ts';
import type { Collector } from './collector.ts';
import { createCounters, rate, share } from './counters.ts';
import { createReporting } from './reporting.ts';

/** Of the kernel's statistics, whatever the sectors of the disk are. */
const SECTOR_BYTES = 512;
/** In memory, or on top of other disks whose traffic counts already. */
const NOT_A_DISK = /^(?:loop|ram|zram|dm-|md|sr|fd)/;

/** Reads the statistics of block devices, https://docs.kernel.org/admin-guide/iostats.html */
export function createDiskIoCollector(files: Files, clock: Clock): Collector {
  const { metrics, begin } = createReporting();
  const counters = createCounters();
  return {
    metrics,
    collect(report) {
      const put = begin(report);
      const elapsedMs = counters.since('time', clock.monotonicMs());
      // Partitions are not listed there.
      const disks = new Set(files.names('/sys/block')?.filter((name) => !NOT_A_DISK.test(name)));
      let [read, written, busy]: (number | undefined)[] = [];
      for (const line of (files.text('/proc/diskstats') ?? '').split('\n')) {
        const [, , name = '', , , sectorsRead, , , , sectorsWritten, , , busyMs] = line.trim().split(/\s+/);
        if (!disks.has(name)) continue;
        const of = (what: string, value: string | undefined) =>
          counters.since(`${name} ${what}`, value === undefined ? undefined : Number(value));
        read = add(read, of('read', sectorsRead));
        written = add(written, of('written', sectorsWritten));
        const own = share(of('busy', busyMs), elapsedMs);
        if (own !== undefined) busy = Math.max(busy ?? 0, own);
      }
      const elapsedSeconds = elapsedMs && elapsedMs / 1000;
      put('machine.disk.read', rate(read && read * SECTOR_BYTES, elapsedSeconds));
      put('machine.disk.write', rate(written && written * SECTOR_BYTES, elapsedSeconds));
      put('machine.disk.busy', busy, { most: 1 });
      counters.forgetOthers();
    },
    dispose() {},
  };
}

const add = (sum: number | undefined, value: number | undefined) => (value === undefined ? sum : (sum ?? 0) + value);
