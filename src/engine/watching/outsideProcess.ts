import { readFile } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { listNodeProcesses } from '../profiling/index.ts';
import { titleOf } from './titleOf.ts';

/** What is seen of a process without asking it. @throws UserError `no-process` */
export async function describeProcess(pid: number, clock: Clock): Promise<{ readonly title: string; readonly startedAtMs: number }> {
  if (!isThere(pid)) throw new UserError('no-process', `There is no process ${pid}. laptime profile --list shows those of Node.`);
  return { title: await titleOfProcess(pid), startedAtMs: clock.nowMs() };
}

async function titleOfProcess(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  const args = text?.split('\0').slice(0, -1) ?? [];
  if (args.length > 0) return titleOf(args, '/');
  const found = (await listNodeProcesses()).find((each) => each.pid === pid);
  return found ? titleOf(found.commandLine.split(' '), '/') : `process ${pid}`;
}

export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
