import type { Clock } from '../../base/clock.ts';
import type { Collector } from './collector.ts';
import { createReporting } from './reporting.ts';
import type { SystemInformation } from './systemInformation.ts';

/** Each reading starts programs of the system. */
const EVERY_MS = 5000;

/** Reads memory, disks and network by the programs that a system has for it; what it does not say is not reported. */
export function createPortableMachineCollector(system: SystemInformation, clock: Clock): Collector {
  const { metrics, begin } = createReporting();
  let readAtMs = -Infinity;
  return {
    metrics,
    collect(report) {
      if (clock.monotonicMs() - readAtMs < EVERY_MS) return;
      readAtMs = clock.monotonicMs();
      return read(report);
    },
    dispose() {},
  };

  async function read(report: (metric: string, value: number) => void): Promise<void> {
    const [memory, disk, interfaces] = await Promise.all([system.mem(), system.fsStats(), system.networkStats('*')]);
    const put = begin(report);
    const most = memory.total;
    put('machine.memory.used', most - memory.available, { most });
    put('machine.memory.available', memory.available, { most });
    if (memory.swaptotal > 0) put('machine.swap.used', memory.swapused, { most: memory.swaptotal });
    // Null in Windows, and the first time.
    put('machine.disk.read', disk?.rx_sec ?? undefined);
    put('machine.disk.write', disk?.wx_sec ?? undefined);
    const real = interfaces.filter(({ iface }) => !/^lo|loopback/iu.test(iface));
    put('machine.network.received', sumOf(real.map(({ rx_sec }) => rx_sec)));
    put('machine.network.sent', sumOf(real.map(({ tx_sec }) => tx_sec)));
  }
}

/** Undefined where none is known: rates are null the first time. */
function sumOf(values: readonly (number | null)[]): number | undefined {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}
