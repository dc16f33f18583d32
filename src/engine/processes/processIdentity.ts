import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import * as v from 'valibot';

/** Names one process for as long as it lives, also where its number is given to another one later. */
export const processIdentity = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Boot and time since it when the process began; null where that cannot be read. */
  started: v.nullable(v.string()),
  /** Where the number means something: a machine, and there a container. */
  space: v.string(),
});
export type ProcessIdentity = v.InferOutput<typeof processIdentity>;

export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    started: startOf(process.pid),
    space: `${hostname()} ${readOr(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`,
  };
}

/**
 * Whether a process still lives that was there `seenAtMs`. Null where it cannot be told from here: on another machine, or in
 * another container that shares the folder.
 */
export function isAlive(identity: ProcessIdentity, seenAtMs: number, nowMs: number): boolean | null {
  if (identity.space !== ownIdentity().space) return null;
  if (identity.started !== null) return startOf(identity.pid) === identity.started;
  // The machine was started since.
  if (seenAtMs < nowMs - uptime() * 1000) return false;
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Linux only: the 22nd field of proc_pid_stat(5), counted behind the name, which may hold anything. */
function startOf(pid: number): string | null {
  const stat = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended: only its parent has not asked yet.
  if (fields === undefined || fields[0] === 'Z') return null;
  return `${readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? ''} ${fields[19] ?? ''}`;
}

function readOr(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
