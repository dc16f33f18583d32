export { gitCommonFolder } from './gitCommonFolder.ts';
export { readRevision } from './readRevision.ts';
