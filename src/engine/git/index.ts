export { fileFingerprint } from './fileFingerprint.ts';
export { gitPlace } from './gitPlace.ts';
export { readRevision } from './readRevision.ts';
export { gitCommand, runGit, runGitForBytes, type GitOptions, type GitOutcome } from './runGit.ts';
