import path from 'node:path';
import picomatch from 'picomatch';
import { UserError } from '../../base/errors.ts';

export interface BenchPlace {
  /** Relative to the workspace folder, with `/`. */
  readonly bench: string;
  /** The file for inputs that are too large for the bench file. */
  readonly inputs: string;
}

export interface PlaceQuestion {
  /** Of the function, relative to the workspace folder, with `/`. */
  readonly file: string;
  readonly functionName: string;
  /** Bench files that there are. */
  readonly benchFiles: readonly string[];
  readonly globs: { readonly benchmarks: readonly string[]; readonly exclude: readonly string[] };
  readonly exists: (file: string) => boolean;
}

const MOST_NUMBERS = 100;
const FOR_BENCHMARKS = /(?:^|\/)_*(?:bench(?:es|marks?|marking)?|perf(?:ormance)?)_*(?:\/|$)/i;

/**
 * Where the bench file of a function goes: where those of its folder are, else where all others are, else beside the function; under a
 * name that is free.
 * @throws UserError `no-bench-place` where the globs of the config take no such file
 */
export function placeOfBench({ file, functionName, benchFiles, globs, exists }: PlaceQuestion): BenchPlace {
  const { dir, name, ext } = path.posix.parse(file);
  const extension = ext.replace(/^(\.[cm]?[jt]s)x$/, '$1').replace(/^\.c(?=[jt]s$)/, '.m');
  const stem = `${name}.${functionName.replaceAll(/[^\w$]+/g, '-')}`;
  const isBench = (each: string) => globs.benchmarks.some((glob) => picomatch(glob, { dot: true })(each));
  const isExcluded = (each: string) => globs.exclude.some((glob) => picomatch([glob, `${glob}/**`], { dot: true })(each));
  for (const folder of foldersFor(dir, benchFiles)) {
    for (let number = 1; number <= MOST_NUMBERS; number++) {
      const numbered = number === 1 ? stem : `${stem}-${number}`;
      const bench = path.posix.join(folder, `${numbered}.bench${extension}`);
      const inputs = path.posix.join(folder, `${numbered}.inputs${extension}`);
      if (!isBench(bench) || isExcluded(bench)) break;
      if (!exists(bench) && !exists(inputs)) return { bench, inputs };
    }
  }
  const message = `No place for a bench file of ${file} is a bench file by \`benchmarks\` and \`exclude\` in laptime.config.json: add **/*.bench.{ts,js} to \`benchmarks\`.`;
  throw new UserError('no-bench-place', message);
}

function foldersFor(dir: string, benchFiles: readonly string[]): string[] {
  const used = benchFiles.map((each) => path.posix.dirname(each));
  const own = dir === '' ? '.' : dir;
  const [other] = used;
  // One folder for all of them, and for nothing else by its name; several say nothing.
  const isHabit = other !== undefined && FOR_BENCHMARKS.test(other) && !used.includes(own) && used.every((each) => each === other);
  return [...(isHabit ? [other] : []), own, 'bench', 'benchmarks', '.'];
}
