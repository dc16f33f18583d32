import { UserError } from '../base/errors.ts';
import type { Config } from '../model/config.ts';
import type { ProfileKind } from '../model/profile.ts';
import { loadConfig } from './config/index.ts';
import type { RunParts } from './measureRun.ts';
import {
  recordProcess as recordRunning,
  type RecordBenchmarkRequest,
  type RecordedProfile,
  type RecordingParts,
  type RecordProcessRequest,
  type RecordProgramRequest,
} from './profiling/index.ts';
import type { Revisions } from './revisions/index.ts';

export interface RecordParts extends RunParts {
  readonly revisions: () => Promise<Revisions>;
}

const later = () => Promise.reject(new UserError('not-built', 'Profiles cannot be recorded yet.'));

export const recordBenchmark: (
  request: RecordBenchmarkRequest,
  parts: RecordParts,
  signal: AbortSignal,
) => Promise<readonly RecordedProfile[]> = later;
export const recordProgram: (
  request: RecordProgramRequest,
  parts: RecordParts,
  signal: AbortSignal,
) => Promise<readonly RecordedProfile[]> = later;

/** A process that runs, whatever started it. */
export async function recordProcess(
  request: RecordProcessRequest,
  parts: RecordParts,
  signal: AbortSignal,
): Promise<readonly RecordedProfile[]> {
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
