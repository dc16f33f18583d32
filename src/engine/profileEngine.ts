import path from 'node:path';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { DifferenceScale } from '../model/profile.ts';
import type {
  NodeProcess,
  OpenedProfile,
  ProfileOverview,
  RecordBenchmarkRequest,
  RecordedProfile,
  RecordProcessRequest,
  RecordProgramRequest,
} from './profiling/index.ts';

type RecordParts = import('./recordProfiles.ts').RecordParts;

/** Absolute paths of profiles. */
export interface ProfileDifferenceRequest {
  readonly baseline: string;
  readonly candidate: string;
  /** Left out: by iteration where both are of benchmarks, else as shares of each. */
  readonly scale?: DifferenceScale;
}

/** What the engine does with profiles. */
export interface ProfileEngine {
  /**
   * Records one profile of each benchmark, of its measured part. Nothing of it enters the history. Throws a `UserError` where none
   * could be recorded; `onProgress` is told of each one that could not.
   */
  recordBenchmark(request: RecordBenchmarkRequest, signal: AbortSignal): Promise<readonly RecordedProfile[]>;
  /**
   * Starts a program, and records every Node process that it starts, but for those of package managers; the one that cost most comes
   * first. Throws a `UserError` where it cannot be started, or starts no Node.
   */
  recordProgram(request: RecordProgramRequest, signal: AbortSignal): Promise<readonly RecordedProfile[]>;
  /** Records a process that runs, which goes on afterwards. Throws a `UserError` where it is not Node's, or of another user. */
  recordProcess(request: RecordProcessRequest, signal: AbortSignal): Promise<readonly RecordedProfile[]>;
  /**
   * Reads a profile of any known format in a worker of its own. `file`: its absolute path. Throws a `UserError` that says at which byte
   * it is not what it should be.
   */
  openProfile(file: string, signal: AbortSignal): Promise<OpenedProfile>;
  /** Two profiles as one, as `openProfile` reads each. */
  openProfileDifference(request: ProfileDifferenceRequest, signal: AbortSignal): Promise<OpenedProfile>;
  /** Profiles that were recorded here and are still kept, newest first. */
  recordedProfiles(): Promise<readonly ProfileOverview[]>;
  /** `file`: of one that was recorded here. Throws a `UserError` for any other. */
  removeRecordedProfile(file: string): Promise<void>;
  /** Those of this machine, without this one; of other users only what they show. */
  nodeProcesses(): Promise<readonly NodeProcess[]>;
}

/** Disposing ends the workers of all that is open, and cancels what is being recorded. What records and what reads is loaded with the first call. */
export function createProfileEngine(parts: RecordParts & { readonly distFolder: string }): ProfileEngine & Disposable {
  const { root, distFolder } = parts;
  const ended = new AbortController();
  const profileOptions = { workerFile: path.join(distFolder, 'workers', 'profile.js'), lifetime: ended.signal };
  return {
    async recordBenchmark(request, signal) {
      const { recordBenchmark } = await import('./recordProfiles.ts');
      return recordBenchmark(request, parts, AbortSignal.any([signal, ended.signal]));
    },
    async recordProgram(request, signal) {
      const { recordProgram } = await import('./recordProfiles.ts');
      return recordProgram(request, parts, AbortSignal.any([signal, ended.signal]));
    },
    async recordProcess(request, signal) {
      const { recordProcess } = await import('./recordProfiles.ts');
      return recordProcess(request, parts, AbortSignal.any([signal, ended.signal]));
    },
    async openProfile(file, signal) {
      const { openProfile } = await import('./profiling/index.ts');
      return openProfile(profileOptions, { file, baseline: null, root }, signal);
    },
    async openProfileDifference({ baseline, candidate, scale }, signal) {
      const { openProfile } = await import('./profiling/index.ts');
      const request = { file: candidate, baseline: { file: baseline, scale: scale ?? null }, root };
      return openProfile(profileOptions, request, signal);
    },
    async nodeProcesses() {
      const { listNodeProcesses } = await import('./profiling/index.ts');
      return listNodeProcesses();
    },
    async recordedProfiles() {
      const { listRecorded } = await import('./profiling/index.ts');
      return listRecorded(root);
    },
    async removeRecordedProfile(file) {
      const { removeRecorded } = await import('./profiling/index.ts');
      await removeRecorded(root, file);
    },
    ...toDisposable(() => ended.abort()),
  };
}
