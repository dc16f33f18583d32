export { openProfile, type OpenedProfile } from './opening/openProfile.ts';
export type { NamedProfile, Profile } from './profile.ts';
export { readProfile, type ReadProfile } from './reading/readProfile.ts';
export type {
  DebugSessionAddress,
  NodeProcess,
  RecordBenchmarkRequest,
  RecordedProfile,
  RecordProcessRequest,
  RecordProgramRequest,
  RecordProgress,
} from './recording/requests.ts';
