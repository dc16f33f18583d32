export { gitCommonFolder } from './gitCommonFolder.ts';
export { readRevision, type RevisionReading } from './readRevision.ts';
