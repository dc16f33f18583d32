const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}._/-]*[\p{L}\p{N}\p{M}])?$/u;
export const LONGEST_BASELINE_NAME = 100;

/** Whether a saved baseline may be called so: a word for every command line, and no range of git's. */
export function isBaselineName(name: string): boolean {
  return NAME.test(name) && !/\.\.|\/\//.test(name) && name.length <= LONGEST_BASELINE_NAME;
}
