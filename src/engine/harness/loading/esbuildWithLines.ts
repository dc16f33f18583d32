import * as esbuild from 'esbuild';
import { keepLines } from './keepLines.ts';

/** Takes esbuild's place in the loader that is copied from tsx: an entry file. */

/** tsx keeps what was transformed on disk, by what this is. */
export const version = `${esbuild.version}-lines`;

export const transform: typeof esbuild.transform = async (input, options) => withLines(await esbuild.transform(input, options));

export const transformSync: typeof esbuild.transformSync = (input, options) => withLines(esbuild.transformSync(input, options));

function withLines<Result extends { code: string; map: string }>(result: Result): Result {
  return result.map === '' ? result : { ...result, ...keepLines(result) };
}
