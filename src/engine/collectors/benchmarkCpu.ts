import type { Files } from '../environment/index.ts';
import { childrenOf, readCpuTicks } from './processReading.ts';

/** In the environment of each process that measures, and of all that it starts. */
const MARK = /(?:^|\0)LAPTIME_BLOCK=/u;
const MOST_PROCESSES = 500;

/**
 * Processor time, in hundredths of a second, of all that measuring takes: of the benchmarks that run, of this process, and of its children
 * that have ended. What it started beside them, such as a language server of the editor, is somebody else. Undefined where the kernel does
 * not tell.
 */
export function benchmarkCpuTicks(files: Files): number | undefined {
  const own = readCpuTicks(files, 'self');
  const children = childrenOf(files, 'self');
  if (own === undefined || children === undefined) return undefined;
  const open = children.filter((pid) => MARK.test(files.text(`/proc/${pid}/environ`) ?? ''));
  const seen = new Set(open);
  let ticks = own;
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    ticks += readCpuTicks(files, pid) ?? 0;
    for (const child of childrenOf(files, pid) ?? []) {
      if (seen.has(child) || seen.size >= MOST_PROCESSES) continue;
      seen.add(child);
      open.push(child);
    }
  }
  return ticks;
}
