import { rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { attachToProcess, type AttachTarget } from '../profiling/index.ts';
import { writeProcessSnapshot } from './processSnapshot.ts';

/** A second snapshot over the same connection: V8 forgets its numbers of objects when that ends, and two snapshots are compared by them. */
export interface SecondSnapshot {
  readonly file: string;
  readonly afterSeconds: number;
}

/**
 * Takes a heap snapshot of a process that runs; it stands still meanwhile, and goes on afterwards. A file is there when it is whole.
 * @throws UserError those of attaching, `output-failed`, `process-ended`
 */
export async function takeProcessSnapshot(
  target: AttachTarget,
  file: string,
  second: SecondSnapshot | null,
  signal: AbortSignal,
): Promise<void> {
  const attached = await attachToProcess(target, signal);
  const take = async (name: string) => {
    const temporary = `${name}.${process.pid}.tmp`;
    try {
      await writeProcessSnapshot(attached.client, temporary, signal);
      await rename(temporary, name);
    } finally {
      await rm(temporary, { force: true });
    }
  };
  try {
    await attached.client.send('HeapProfiler.enable');
    await take(file);
    if (second === null) return;
    await sleep(second.afterSeconds * 1000, undefined, { signal });
    await take(second.file);
  } finally {
    await attached.detach();
  }
}
