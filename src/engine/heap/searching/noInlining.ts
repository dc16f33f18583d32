/** V8 says of an allocation who called whom, but for what it has inlined. Both are known to Node 20 and later. */
export const NO_INLINING = ['--no-turbo-inlining', '--no-maglev-inlining'];
