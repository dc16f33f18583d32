import { setTimeout as sleep } from 'node:timers/promises';
import { attachToProcess, type AttachedProcess, type AttachTarget } from '../profiling/index.ts';
import { writeProcessSnapshot } from './processSnapshot.ts';
import { withProgram, type LeakProgramRequest, type ProgramPlaces } from './searching/leakProgram.ts';
import { writtenWhole } from './writtenWhole.ts';

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
  try {
    await takeFrom(attached, file, second, signal);
  } finally {
    await attached.detach();
  }
}

/**
 * Starts a program, takes a snapshot after so many seconds, and ends it.
 * @throws UserError `not-node`, `program-failed`, `output-failed`, `process-ended`
 */
export function takeProgramSnapshot(
  request: LeakProgramRequest,
  file: string,
  second: SecondSnapshot | null,
  places: ProgramPlaces,
  signal: AbortSignal,
): Promise<void> {
  const use = async (attached: AttachedProcess) => {
    await sleep(request.seconds * 1000, undefined, { signal });
    await takeFrom(attached, file, second, signal);
  };
  return withProgram(request, places, () => {}, use, signal);
}

async function takeFrom({ client }: AttachedProcess, file: string, second: SecondSnapshot | null, signal: AbortSignal): Promise<void> {
  const take = (name: string) => writtenWhole(name, (temporary) => writeProcessSnapshot(client, temporary, signal));
  await client.send('HeapProfiler.enable');
  await take(file);
  if (second === null) return;
  await sleep(second.afterSeconds * 1000, undefined, { signal });
  await take(second.file);
}
