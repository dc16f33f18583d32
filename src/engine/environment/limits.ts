import path from 'node:path';
import type { Files } from './files.ts';

/**
 * Cores that this process may use: those it may run on, and no more than the quota of its control groups (2.5 for two and a
 * half). Not `os.availableParallelism()`, which answers differently from one Node.js version to the next: the editor and the
 * command line must come to the same environment. Undefined where it cannot be read.
 */
export function usableCores(files: Files): number | undefined {
  const allowed = allowedCores(files);
  if (allowed === undefined) return undefined;
  let cores = allowed.length;
  for (const folder of controlGroups(files, 'cpu')) {
    // Version 2 writes "quota period" or "max period" to one file, version 1 has two, and -1 for no limit.
    const [quota, period] = (
      files.text(`${folder}/cpu.max`) ??
      `${files.text(`${folder}/cpu.cfs_quota_us`) ?? ''} ${files.text(`${folder}/cpu.cfs_period_us`) ?? ''}`
    )
      .trim()
      .split(/\s+/)
      .map(Number);
    if (quota !== undefined && period !== undefined && quota > 0 && period > 0) cores = Math.min(cores, quota / period);
  }
  return Math.round(cores * 100) / 100;
}

/** The numbers of the cores that this process may run on, rising; undefined where that cannot be read. */
export function allowedCores(files: Files): readonly number[] | undefined {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(files.text('/proc/self/status') ?? '')?.[1];
  return list?.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, place) => first + place);
  });
}

/** Memory that this process may use, bytes: the machine's, or the least of the limits of its control groups. */
export function usableMemoryBytes(files: Files, machineBytes: number): number {
  let bytes = machineBytes;
  for (const folder of controlGroups(files, 'memory')) {
    const limit = Number(files.text(`${folder}/memory.max`) ?? files.text(`${folder}/memory.limit_in_bytes`));
    if (limit > 0) bytes = Math.min(bytes, limit);
  }
  return bytes;
}

/** The folders of this process's control groups, innermost first: a limit of an outer one holds as well. */
export function controlGroups(files: Files, controller: 'cpu' | 'memory'): string[] {
  const folders: string[] = [];
  for (const line of (files.text('/proc/self/cgroup') ?? '').split('\n')) {
    // "hierarchy:controllers:path"; version 2 is hierarchy 0 and names no controller.
    const [, hierarchy, controllers, group] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    if (group === undefined) continue;
    if (hierarchy === '0') folders.push(...upFrom('/sys/fs/cgroup', group));
    else if (controllers?.split(',').includes(controller)) folders.push(...upFrom(`/sys/fs/cgroup/${controller}`, group));
  }
  return folders;
}

function upFrom(base: string, group: string): string[] {
  const folders: string[] = [];
  // A group outside of our container reads "/../…": what is mounted begins at the base.
  let folder = path.posix.join('/', group);
  for (; folder !== '/'; folder = path.posix.dirname(folder)) folders.push(base + folder);
  return [...folders, base];
}
