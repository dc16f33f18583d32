import type { Config } from '../model/config.ts';
import type { ProfileKind } from '../model/profile.ts';
import { preparing } from './compareRevisions.ts';
import { loadConfig } from './config/index.ts';
import type { WorkspaceNode } from './environment/index.ts';
import { readRevision } from './git/index.ts';
import type { RunParts } from './measureRun.ts';
import {
  recordBenchmarks,
  recordProcess as recordRunning,
  recordProgram as recordStarted,
  refuseLinkedFolder,
  type BenchmarkPlaces,
  type RecordBenchmarkRequest,
  type RecordedProfile,
  type RecordingParts,
  type RecordProcessRequest,
  type RecordProgramRequest,
} from './profiling/index.ts';
import { WORK_TREE, type Revisions } from './revisions/index.ts';

export interface RecordParts extends Omit<RunParts, 'monitor'> {
  readonly revisions: () => Promise<Revisions>;
  readonly findBenchFiles: (root: string, config: Config, signal: AbortSignal) => Promise<readonly string[]>;
}

/** Benchmarks of the work tree, or of a revision; nothing of it is stored as a run. */
export async function recordBenchmark(
  request: RecordBenchmarkRequest,
  parts: RecordParts,
  signal: AbortSignal,
): Promise<readonly RecordedProfile[]> {
  const { root, distFolder, nodeLookup, log } = parts;
  await refuseLinkedFolder(root);
  const { config } = await loadConfig(root);
  const node = await nodeLookup.findNode(root, request.nodeExecutable ?? config.node.executable, signal);
  const record = (place: Pick<BenchmarkPlaces, 'root' | 'commit'>) =>
    recordBenchmarks(request, { distFolder, node, config, log, ...place }, recordingParts(request, parts, config), signal);
  if (request.revision !== undefined) return atRevision(request, request.revision, { parts, config, node }, record, signal);
  const { revision } = await readRevision(root, signal);
  return record({ root, commit: revision.dirtyHash === null ? revision.commit : null });
}

/** In a checkout, with the bench files that are on disk, so that a new benchmark can be recorded at an old commit. */
async function atRevision(
  { onProgress }: RecordBenchmarkRequest,
  name: string,
  { parts, config, node }: { readonly parts: RecordParts; readonly config: Config; readonly node: WorkspaceNode },
  record: (place: Pick<BenchmarkPlaces, 'root' | 'commit'>) => Promise<RecordedProfile[]>,
  signal: AbortSignal,
): Promise<RecordedProfile[]> {
  const revisions = await parts.revisions();
  const revision = await revisions.resolve(name, signal);
  const how = { node, config: config.revisions };
  const from = await revisions.checkOut(await revisions.resolve(WORK_TREE, signal), how, () => {}, signal);
  try {
    const overlay = { from, files: await parts.findBenchFiles(from.root, config, signal) };
    const checkout = await revisions.checkOut(
      revision,
      { ...how, overlay },
      (step) => onProgress?.({ kind: 'preparing', message: preparing(step, revision) }),
      signal,
    );
    try {
      for (const note of checkout.notes) parts.notice(note);
      return await record({ root: checkout.root, commit: revision.dirtyHash === null ? revision.commit : null });
    } finally {
      await checkout.release();
    }
  } finally {
    await from.release();
  }
}

/** A program and all Node processes that it starts. */
export async function recordProgram(
  request: RecordProgramRequest,
  parts: RecordParts,
  signal: AbortSignal,
): Promise<readonly RecordedProfile[]> {
  const { root, distFolder, nodeLookup, log } = parts;
  await refuseLinkedFolder(root);
  const { config } = await loadConfig(root);
  const node = await nodeLookup.findNode(root, request.nodeExecutable ?? config.node.executable, signal);
  return recordStarted(request, { distFolder, node, log }, recordingParts(request, parts, config), signal);
}

/** A process that runs, whatever started it. */
export async function recordProcess(
  request: RecordProcessRequest,
  parts: RecordParts,
  signal: AbortSignal,
): Promise<readonly RecordedProfile[]> {
  await refuseLinkedFolder(parts.root);
  const { config } = await loadConfig(parts.root);
  return recordRunning(request, recordingParts(request, parts, config), signal);
}

function recordingParts(
  { kind, interval }: { readonly kind: ProfileKind; readonly interval?: number },
  { root, laptimeVersion, clock }: RecordParts,
  { profiling }: Config,
): RecordingParts {
  const usual = kind === 'cpu' ? profiling.intervalUs : profiling.heapIntervalBytes;
  return { root, laptimeVersion, interval: interval ?? usual, nowMs: () => clock.nowMs() };
}
