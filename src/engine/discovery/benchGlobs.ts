import { UserError } from '../../base/errors.ts';

/** Which files are bench files: globs relative to the workspace folder, as in `laptime.config.json`. */
export interface BenchGlobs {
  readonly benchmarks: readonly string[];
  readonly exclude: readonly string[];
}

export interface NormalGlobs {
  readonly include: readonly string[];
  readonly ignore: readonly string[];
}

/** Folders that hold other people's code or copies, skipped unless a glob of `benchmarks` names them. */
const SKIPPED_FOLDERS = ['node_modules', '.git', 'dist'];

/** Declaration files hold nothing to execute. */
const SOURCE_FILE = /(?<!\.d)\.[cm]?[jt]sx?$/i;

/**
 * The globs as they are searched for: without `./`, exclusions (`!…`) apart, folders that are skipped by default added.
 *
 * Throws `UserError` `glob-outside` for a glob that leads out of the workspace folder.
 */
export function normalGlobs({ benchmarks, exclude }: BenchGlobs): NormalGlobs {
  const included = benchmarks.filter((glob) => !glob.startsWith('!')).map((glob) => insideGlob(glob, 'benchmarks'));
  const excluded = [...exclude, ...benchmarks.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1))];
  const skipped = SKIPPED_FOLDERS.filter((folder) => !included.some((glob) => names(glob, folder)));
  return {
    include: included,
    ignore: [
      ...skipped.map((folder) => `**/${folder}/**`),
      // A glob of a folder means what is in it.
      ...excluded.map((glob) => insideGlob(glob, 'exclude')).flatMap((glob) => [glob, `${glob.replace(/\/+$/, '')}/**`]),
    ],
  };
}

/** True for source that can be parsed and executed. */
export function isBenchSource(file: string): boolean {
  return SOURCE_FILE.test(file);
}

function insideGlob(glob: string, field: string): string {
  const inside = glob.replace(/^(\.\/+)+/, '');
  if (/^([/\\]|[a-z]:)/i.test(inside) || /(^|[/\\{,(|])\.\.($|[/\\},)|])/.test(inside)) {
    throw new UserError(
      'glob-outside',
      `"${glob}" in \`${field}\` of laptime.config.json leads out of the workspace folder. Write it relative to the folder, without "..".`,
    );
  }
  return inside;
}

const names = (glob: string, folder: string) => glob.split(/[/{},()|]/).includes(folder);
