import { rename, rm } from 'node:fs/promises';
import { attachToProcess, type AttachTarget } from '../profiling/index.ts';
import { writeProcessSnapshot } from './processSnapshot.ts';

/**
 * Takes a heap snapshot of a process that runs; it stands still meanwhile, and goes on afterwards. The file is there when it is whole.
 * @throws UserError those of attaching, `output-failed`, `process-ended`
 */
export async function takeProcessSnapshot(target: AttachTarget, file: string, signal: AbortSignal): Promise<void> {
  const attached = await attachToProcess(target, signal);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await attached.client.send('HeapProfiler.enable');
    await writeProcessSnapshot(attached.client, temporary, signal);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
    await attached.detach();
  }
}
