export { parseSource, syntaxProblems } from './parseSource.ts';
export { positionAt, rangeBetween } from './sourceRange.ts';
export { ts } from './typescript.ts';
export { unwrapped } from './unwrapped.ts';
