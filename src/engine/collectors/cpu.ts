import type { Clock } from '../../base/clock.ts';
import { allowedCores, controlGroups, usableCores, type Files } from '../environment/index.ts';
import { benchmarkCpuTicks } from './benchmarkCpu.ts';
import type { Collector } from './collector.ts';
import { createCounters, rate, share } from './counters.ts';
import { createReporting } from './reporting.ts';

/** The cores and the quota, which seldom change, are read anew with each of so many readings. */
const LIMITS_EVERY = 30;
/** The kernel counts in hundredths of a second for programs, whatever it ticks in itself. */
const TICKS_PER_SECOND = 100;

/**
 * Reads proc_stat(5), the control group, and the kernel's "pressure stall information". What others use is told while `isMeasuring`: then
 * processes are read too.
 */
export function createCpuCollector(files: Files, clock: Clock, isMeasuring: () => boolean = () => false): Collector {
  const { metrics, begin } = createReporting();
  const counters = createCounters();
  let readings = 0;
  let allowed: ReadonlySet<string> | undefined;
  let cores: number | undefined;
  let quota: number | undefined;
  let groups: readonly string[] = [];

  function readLimits(): void {
    const numbers = allowedCores(files);
    allowed = numbers && new Set(numbers.map(String));
    const usable = usableCores(files);
    quota = numbers === undefined || usable === undefined || usable >= numbers.length ? undefined : usable;
    cores = quota ?? numbers?.length;
    groups = controlGroups(files, 'cpu').filter((folder) => files.text(`${folder}/cpu.stat`) !== undefined);
  }

  return {
    metrics,
    collect(report) {
      if (readings++ % LIMITS_EVERY === 0) readLimits();
      const put = begin(report);
      const elapsedMs = counters.since('time', clock.monotonicMs());
      let [busy, total, stolen] = [0, 0, 0];
      for (const [, core, numbers] of (files.text('/proc/stat') ?? '').matchAll(/^cpu(\d+) (.+)$/gm)) {
        const ticks = readTicks(core!, numbers!);
        if (ticks === undefined) continue;
        put('machine.cpu.core.N', share(ticks.busy, ticks.total), { number: core!, most: 1 });
        if (allowed !== undefined && !allowed.has(core!)) continue;
        busy += ticks.busy;
        total += ticks.total;
        stolen += ticks.stolen;
      }
      const used = quota === undefined ? share(busy, total) : shareOfQuota(quota, elapsedMs);
      put('machine.cpu', used, { most: 1 });
      if (isMeasuring()) put('machine.cpu.others', usedByOthers(used, elapsedMs), { most: 1 });
      put('machine.cpu.steal', share(stolen, total), { most: 1 });
      put('machine.cpu.throttled', throttled(), { most: 1 });
      put('machine.load', numberAt(/^([\d.]+)/, files.text('/proc/loadavg')));
      for (const kind of ['cpu', 'io', 'memory']) {
        const waitedUs = numberAt(/^some .*total=(\d+)/m, files.text(`/proc/pressure/${kind}`));
        const id = kind === 'cpu' ? 'machine.cpu.pressure' : `machine.${kind}.pressure`;
        put(id, share(counters.since(kind, waitedUs), elapsedMs && elapsedMs * 1000), { most: 1 });
      }
      counters.forgetOthers();
    },
    dispose() {},
  };

  /** user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in user already. What a hypervisor took is not in use. */
  function readTicks(core: string, numbers: string): { busy: number; total: number; stolen: number } | undefined {
    const fields = numbers.split(' ').map(Number).slice(0, 8);
    const all = counters.since(
      `${core} all`,
      fields.reduce((sum, ticks) => sum + ticks, 0),
    );
    const idle = counters.since(`${core} idle`, (fields[3] ?? 0) + (fields[4] ?? 0));
    const stolen = counters.since(`${core} stolen`, fields[7] ?? 0);
    if (all === undefined || idle === undefined || stolen === undefined || all === 0) return undefined;
    return { busy: Math.max(all - idle - stolen, 0), total: all, stolen };
  }

  function shareOfQuota(cores: number, elapsedMs: number | undefined): number | undefined {
    const [group] = groups;
    const usedUs = numberAt(/^usage_usec (\d+)/m, group && files.text(`${group}/cpu.stat`)) ?? versionOneUs(group);
    return share(counters.since('used', usedUs), elapsedMs && elapsedMs * 1000 * cores);
  }

  function usedByOthers(used: number | undefined, elapsedMs: number | undefined): number | undefined {
    const ownTicks = counters.since('own', benchmarkCpuTicks(files));
    const own = rate(ownTicks, elapsedMs && cores && (elapsedMs / 1000) * TICKS_PER_SECOND * cores);
    return used === undefined || own === undefined ? undefined : Math.max(used - own, 0);
  }

  function versionOneUs(group: string | undefined): number | undefined {
    const usedNs = numberAt(
      /^(\d+)/,
      group && files.text(`${group.replace('/sys/fs/cgroup/cpu', '/sys/fs/cgroup/cpuacct')}/cpuacct.usage`),
    );
    return usedNs && usedNs / 1000;
  }

  /** Of the groups around this process, the one that stands still most. */
  function throttled(): number | undefined {
    let most: number | undefined;
    for (const group of groups) {
      const text = files.text(`${group}/cpu.stat`);
      const periods = counters.since(`${group} periods`, numberAt(/^nr_periods (\d+)/m, text));
      const found = rate(counters.since(`${group} throttled`, numberAt(/^nr_throttled (\d+)/m, text)), periods);
      if (found !== undefined && found >= (most ?? 0)) most = found;
    }
    return most;
  }
}

function numberAt(pattern: RegExp, text: string | undefined): number | undefined {
  const found = text === undefined ? undefined : pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
