import { controlGroups, usableMemoryBytes, type Files } from '../environment/index.ts';
import type { Collector } from './collector.ts';
import { createReporting } from './reporting.ts';

/** Reads proc_meminfo(5), and where a control group has a limit, what the group holds. */
export function createMemoryCollector(files: Files): Collector {
  const { metrics, begin } = createReporting();
  return {
    metrics,
    collect(report) {
      const put = begin(report);
      const text = files.text('/proc/meminfo') ?? '';
      const bytesOf = (name: string) => {
        const found = new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1];
        return found === undefined ? undefined : Number(found) * 1024;
      };
      const total = bytesOf('MemTotal');
      const free = bytesOf('MemAvailable');
      if (total !== undefined && free !== undefined) {
        const most = usableMemoryBytes(files, total);
        const available = Math.min(free, ...availableInGroups(files, total));
        put('machine.memory.used', Math.max(most - available, 0), { most });
        put('machine.memory.available', available, { most });
      }
      const swap = bytesOf('SwapTotal');
      const swapFree = bytesOf('SwapFree');
      if (swap !== undefined && swapFree !== undefined && swap > 0) put('machine.swap.used', swap - swapFree, { most: swap });
    },
    dispose() {},
  };
}

/** What each group with a limit below the machine's memory still has, files that it could drop included. */
function availableInGroups(files: Files, machineBytes: number): number[] {
  return controlGroups(files, 'memory').flatMap((folder) => {
    const number = (...names: string[]) => {
      for (const name of names) {
        const value = Number.parseInt(files.text(`${folder}/${name}`) ?? '', 10);
        if (Number.isFinite(value)) return value;
      }
      return undefined;
    };
    const limit = number('memory.max', 'memory.limit_in_bytes');
    const used = number('memory.current', 'memory.usage_in_bytes');
    if (limit === undefined || used === undefined || limit <= 0 || limit >= machineBytes) return [];
    const cached = Number(/^(?:total_)?inactive_file (\d+)/m.exec(files.text(`${folder}/memory.stat`) ?? '')?.[1] ?? 0);
    return [Math.max(limit - Math.max(used - cached, 0), 0)];
  });
}
