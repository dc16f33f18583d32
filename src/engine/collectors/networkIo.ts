import type { Clock } from '../../base/clock.ts';
import type { Files } from '../environment/index.ts';
import type { Collector } from './collector.ts';
import { createCounters, rate } from './counters.ts';
import { createReporting } from './reporting.ts';

/** What stays on the machine, or passes a real interface as well. */
const NOT_AN_INTERFACE = /^(?:lo|veth|docker|br-|virbr|vnet|cni|flannel|cali|bond|team|dummy|ifb|tun|tap|wg)/;

/** Reads proc_net_dev(5). */
export function createNetworkIoCollector(files: Files, clock: Clock): Collector {
  const { metrics, begin } = createReporting();
  const counters = createCounters();
  return {
    metrics,
    collect(report) {
      const put = begin(report);
      const elapsedMs = counters.since('time', clock.monotonicMs());
      let [received, sent]: (number | undefined)[] = [];
      for (const [, name, numbers] of (files.text('/proc/net/dev') ?? '').matchAll(/^ *([^\s:]+): *(.+)$/gm)) {
        if (NOT_AN_INTERFACE.test(name!)) continue;
        const fields = numbers!.split(/\s+/).map(Number);
        const came = counters.since(`${name} received`, fields[0]);
        const went = counters.since(`${name} sent`, fields[8]);
        if (came !== undefined) received = (received ?? 0) + came;
        if (went !== undefined) sent = (sent ?? 0) + went;
      }
      const elapsedSeconds = elapsedMs && elapsedMs / 1000;
      put('machine.network.received', rate(received, elapsedSeconds));
      put('machine.network.sent', rate(sent, elapsedSeconds));
      counters.forgetOthers();
    },
    dispose() {},
  };
}
