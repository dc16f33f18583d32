import { UserError } from '../base/errors.ts';
import type { RunParts } from './measureRun.ts';
import type {
  NodeProcess,
  RecordBenchmarkRequest,
  RecordedProfile,
  RecordProcessRequest,
  RecordProgramRequest,
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
export const recordProcess: (
  request: RecordProcessRequest,
  parts: RecordParts,
  signal: AbortSignal,
) => Promise<readonly RecordedProfile[]> = later;
export const nodeProcesses: (signal: AbortSignal | undefined) => Promise<readonly NodeProcess[]> = later;
