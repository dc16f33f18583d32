/**
 * V8 forgets who allocated an object that is moved once it has a number, and takes what lay there before for it: with a compaction most
 * places are lost, or wrong.
 */
export const NO_COMPACTION = '--no-compact';
export const COMPACTION = '--compact';

/** V8 says of an allocation who called whom, but for what it has inlined. All of these are known to Node 20 and later. */
export const TRACE_FLAGS = ['--no-turbo-inlining', '--no-maglev-inlining', NO_COMPACTION];
