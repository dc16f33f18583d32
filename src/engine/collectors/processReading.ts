import type { Files } from '../environment/index.ts';

/** What Linux says of a process. */
export interface ProcessReading {
  /** `R`, `S`, …; `Z` of one that has ended, and whose parent has not asked yet. */
  readonly state: string;
  /** When it began: with its number, that names it. */
  readonly startTicks: string;
  /** Hundredths of a second. */
  readonly cpuTicks: number;
  /** Of children that have ended, and of theirs. */
  readonly endedChildrenTicks: number;
  readonly threads: number;
  readonly residentBytes: number;
  /** From and to disks, those of its ended children included; undefined where that may not be read. */
  readonly readBytes: number | undefined;
  readonly writtenBytes: number | undefined;
}

/** Undefined where there is no such process, or not any more: it may vanish between two files. */
export function readProcess(files: Files, pid: number): ProcessReading | undefined {
  const stat = files.text(`/proc/${pid}/stat`);
  // proc_pid_stat(5): fields are counted behind the name, which may hold anything; the state is the third.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields.length < 20) return undefined;
  const ticks = (place: number) => Number(fields[place - 3]);
  const resident = /^VmRSS:\s*(\d+) kB/m.exec(files.text(`/proc/${pid}/status`) ?? '')?.[1];
  const io = files.text(`/proc/${pid}/io`) ?? '';
  return {
    state: fields[0]!,
    startTicks: fields[19]!,
    cpuTicks: ticks(14) + ticks(15),
    endedChildrenTicks: ticks(16) + ticks(17),
    threads: ticks(20),
    residentBytes: Number(resident ?? 0) * 1024,
    readBytes: numberAt(/^read_bytes: (\d+)/m, io),
    writtenBytes: numberAt(/^write_bytes: (\d+)/m, io),
  };
}

/** Of each thread its own children: the kernel keeps them so. Undefined where it does not tell. */
export function childrenOf(files: Files, pid: number | 'self'): number[] | undefined {
  const lists = (files.names(`/proc/${pid}/task`) ?? []).map((task) => files.text(`/proc/${pid}/task/${task}/children`));
  // A thread may end meanwhile; where none has a list, the kernel keeps none.
  if (lists.every((list) => list === undefined)) return undefined;
  return lists.flatMap((list = '') =>
    list
      .split(' ')
      .filter((word) => /^\d+$/u.test(word))
      .map(Number),
  );
}

/** proc_pid_stat(5): processor time of a process and of its children that have ended, in hundredths of a second. */
export function readCpuTicks(files: Files, pid: number | 'self'): number | undefined {
  const stat = files.text(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

function numberAt(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
