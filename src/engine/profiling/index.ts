export { openProfile, type OpenedProfile } from './opening/openProfile.ts';
export { decodeString, JsonScanner, keysOf, NO_KEY } from './reading/jsonScanner.ts';
export { readProfile } from './reading/readProfile.ts';
export { listRecorded, removeRecorded, type ProfileOverview } from './recording/recordedProfiles.ts';
export type {
  DebugSessionAddress,
  NodeProcess,
  RecordBenchmarkRequest,
  RecordedProfile,
  RecordProcessRequest,
  RecordProgramRequest,
  RecordProgress,
} from './recording/requests.ts';
export { attachToProcess, type AttachedProcess, type AttachTarget } from './recording/attach/attachToProcess.ts';
export type { InspectorClient } from './recording/attach/inspectorClient.ts';
export { orAborted } from './recording/attach/orAborted.ts';
export { sourceMapsOf } from './recording/attach/sourceMapsOf.ts';
export { listNodeProcesses } from './recording/attach/processList.ts';
export { refuseLinkedFolder } from './recording/recordedFile.ts';
export { recordBenchmarks, type BenchmarkPlaces } from './recording/recordBenchmarks.ts';
export { recordProgram } from './recording/recordProgram.ts';
export { recordProcess, type RecordingParts } from './recording/recordProcess.ts';
export { fileOf, pathOf } from './sources/fileOf.ts';
export { ownerOf } from './sources/owner.ts';
export { WrittenSources } from './sources/writtenSources.ts';
