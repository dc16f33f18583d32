/**
 * A large odd number that nobody can know before, to multiply with in a hash: a file could otherwise be made so that all that is in it
 * has the same one, and would take hours to read.
 */
export const hashSeed = (): number => (Math.floor((1 + Math.random()) * 2 ** 31) | 1) >>> 0;
