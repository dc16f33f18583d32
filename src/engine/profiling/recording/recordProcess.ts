import path from 'node:path';
import type { ProfileKind, RecordedSource, Recording } from '../../../model/profile.ts';
import { attachToProcess, type AttachedFacts, type AttachedProcess } from './attach/attachToProcess.ts';
import { debuggedInspector } from './attach/debuggedInspector.ts';
import type { InspectorClient, RawResult } from './attach/inspectorClient.ts';
import { orAborted } from './attach/orAborted.ts';
import { sourceMapsOf } from './attach/sourceMapsOf.ts';
import { keepProfiles, type NewProfile } from './recordedFile.ts';
import type { RecordedProfile, RecordProcessRequest } from './requests.ts';
import { untilOver } from './untilOver.ts';
import { urlsIn } from './urlsIn.ts';

/** What is the same for all that is recorded in one call. */
export interface RecordingParts {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly laptimeVersion: string;
  /** Microseconds, or bytes. */
  readonly interval: number;
  readonly nowMs: () => number;
  /** The folder whose profiles it becomes one of; `root` unless given. Read by `recordProcess` only. */
  readonly keptAt?: string;
}

/**
 * Records a process that runs until the time is up or it is stopped; it goes on then, with its inspector as it was.
 * @throws UserError `process-ended` and those of attaching
 */
export async function recordProcess(request: RecordProcessRequest, parts: RecordingParts, signal: AbortSignal): Promise<RecordedProfile[]> {
  const { onProgress } = request;
  onProgress?.({ kind: 'preparing', message: 'Connecting to the process' });
  const attached = await attach(request, signal);
  let recorded: NewProfile;
  try {
    const { client, facts } = attached;
    const title = titleOf(request, facts);
    const recordedAt = new Date(parts.nowMs()).toISOString();
    await orAborted(startRecording(attached, request.kind, parts.interval), signal);
    onProgress?.({ kind: 'recording', title, durationMs: request.durationMs ?? null, done: 0, total: 1 });
    // A program that comes to its end waits for us, and has all to tell; one that is killed has not.
    await untilOver(request, Promise.race([attached.ending, client.closed]), signal);
    onProgress?.({ kind: 'writing' });
    const bytes = await orAborted(stopRecording(client, request.kind), signal);
    const recording: Recording = {
      laptimeVersion: parts.laptimeVersion,
      kind: request.kind,
      source: sourceOf(request, facts),
      title,
      recordedAt,
      nodeVersion: facts.nodeVersion,
      root: parts.root,
      commit: null,
      interval: parts.interval,
      iterations: null,
      slowdown: null,
    };
    recorded = { recording, body: { bytes }, sourceMaps: await orAborted(readSourceMaps(client, bytes), signal) };
  } finally {
    await attached.detach();
  }
  signal.throwIfAborted();
  return keepProfiles(parts.keptAt ?? parts.root, [recorded]);
}

async function attach(request: RecordProcessRequest, signal: AbortSignal): Promise<AttachedProcess> {
  if (!('debugSession' in request)) return attachToProcess(request, signal);
  return attachToProcess({ inspector: await debuggedInspector(request.debugSession, signal) }, signal);
}

function titleOf(request: RecordProcessRequest, { args, cwd, pid }: AttachedFacts): string {
  if ('debugSession' in request) return request.debugSession.name;
  const [, script] = args;
  const shown =
    script === undefined
      ? 'node'
      : path.isAbsolute(script) && !path.relative(cwd, script).startsWith('..')
        ? path.relative(cwd, script)
        : script;
  return `${shown} (process ${pid})`;
}

function sourceOf(request: RecordProcessRequest, { pid }: AttachedFacts): RecordedSource {
  if ('debugSession' in request) return { kind: 'debugSession', name: request.debugSession.name };
  return { kind: 'process', pid, inspector: 'inspector' in request ? request.inspector : null };
}

/** All that is allocated counts, what was collected since as well. */
const ALLOCATIONS = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true };

async function startRecording({ client, facts }: AttachedProcess, kind: ProfileKind, interval: number): Promise<void> {
  if (kind === 'heap') {
    await client.send('HeapProfiler.enable');
    await client.send('HeapProfiler.startSampling', { samplingInterval: interval, ...ALLOCATIONS });
    return;
  }
  await client.send('Profiler.enable');
  await client.send('Profiler.setSamplingInterval', { interval });
  await client.send('Profiler.start');
  if (facts.measuresCoverage) return;
  // The profiler does not know the optimized code of a loop that was entered before, and takes a process that is stuck in it for its
  // caller. Coverage begins by throwing optimized code away; what is hot is optimized again within moments.
  await client.send('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  await client.send('Profiler.stopPreciseCoverage');
}

async function stopRecording(client: InspectorClient, kind: ProfileKind): Promise<Buffer> {
  return profileIn(await client.sendRaw(kind === 'heap' ? 'HeapProfiler.stopSampling' : 'Profiler.stop'));
}

const HEAD = /^\s*\{\s*"profile"\s*:\s*/;

/** The profile alone, of `{"profile":{…}}`. */
function profileIn({ bytes, start, end }: RawResult): Buffer {
  const head = HEAD.exec(bytes.toString('latin1', start, start + 64));
  if (!head) throw new Error('the inspector answered without a profile');
  return bytes.subarray(start + head[0].length, bytes.lastIndexOf('}', end - 1));
}

const readSourceMaps = (client: InspectorClient, profile: Buffer): Promise<ReadonlyMap<string, string>> =>
  sourceMapsOf(client, () => urlsIn(profile));
