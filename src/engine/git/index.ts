export { gitPlace } from './gitPlace.ts';
export { readRevision } from './readRevision.ts';
