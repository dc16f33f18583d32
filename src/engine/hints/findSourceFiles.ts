import path from 'node:path';
import picomatch from 'picomatch';
import { glob } from 'tinyglobby';
import { runGit } from '../git/index.ts';
import { sourceKindOf } from './facts/sourceKind.ts';

/** Globs relative to the workspace folder, as in `laptime.config.json`. */
export interface SourceGlobs {
  readonly files: readonly string[];
  readonly exclude: readonly string[];
}

/** What is looked at: files and folders, relative to the workspace folder with `/`; empty for all of it. */
export interface SourceTargets {
  /** Looked at even where git or a glob leaves them out. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$/iu;
/** Code, and the settings that it is compiled with. */
export const isSourceFile = (file: string): boolean => SOURCE.test(file) || sourceKindOf(file) !== 'code';
/** Declarations hold nothing to execute; what is minified was written by a program. */
const NOT_WRITTEN = /\.d\.[cm]?ts$|\.min\.[cm]?js$/iu;
/** Other people's code, and copies. */
const SKIPPED = /(?:^|\/)(?:node_modules|dist|\.git)\//u;

/**
 * Files in which hints are looked for, relative to the root with `/`, sorted. What git ignores is left out; without git, what a walk over
 * the folders finds. Links are not followed.
 */
export async function findSourceFiles(root: string, targets: SourceTargets, globs: SourceGlobs, signal: AbortSignal): Promise<string[]> {
  const isAll = targets.files.length + targets.folders.length === 0;
  const folders = isAll ? [''] : targets.folders;
  const found = folders.length === 0 ? [] : await filesIn(root, folders, signal);
  const wanted = found.filter(isWanted(globs));
  return [...new Set([...wanted, ...targets.files])].toSorted();
}

/** Whether `findSourceFiles` finds a file, which need not be there yet. */
export async function isLookedAt(root: string, file: string, globs: SourceGlobs, signal: AbortSignal): Promise<boolean> {
  if (!isWanted(globs)(file)) return false;
  const isIgnored = async (name: string): Promise<boolean> => {
    // It takes no patterns, but for those that begin with a colon.
    const asked = await runGit(root, ['check-ignore', '--quiet', '--', `./${name}`], {}, signal);
    return asked.state === 'done';
  };
  // Of a folder that git ignores as a whole all is looked at.
  return !(await isIgnored(file)) || isIgnored('.');
}

function isWanted(globs: SourceGlobs): (file: string) => boolean {
  const isIncluded = picomatch([...globs.files]);
  const isExcluded = globs.exclude.length === 0 ? () => false : picomatch(globs.exclude.flatMap((each) => [each, `${each}/**`]));
  return (file) => isWritten(file) && isIncluded(file) && !isExcluded(file);
}

/** By its name: what a person writes, and executes or sets up. */
export const isWritten = (file: string): boolean => isSourceFile(file) && !NOT_WRITTEN.test(file) && !SKIPPED.test(file);

async function filesIn(root: string, folders: readonly string[], signal: AbortSignal): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...folders.map((folder) => folder || '.')];
  // A name is no pattern.
  const listed = await runGit(root, args, { env: { GIT_LITERAL_PATHSPECS: '1' } }, signal);
  const files = listed.state === 'done' ? listed.stdout.split('\0').filter((file) => file !== '' && !file.endsWith('/')) : [];
  if (files.length > 0) return files;
  // No repository, or a folder that git ignores as a whole.
  const walked = await Promise.all(
    folders.map(async (folder) => {
      const inside = await glob(['**'], {
        cwd: path.join(root, folder),
        ignore: ['**/node_modules/**', '**/dist/**', '**/.git/**'],
        followSymbolicLinks: false,
        expandDirectories: false,
        signal,
      });
      return inside.map((file) => (folder === '' ? file : `${folder}/${file}`));
    }),
  );
  signal.throwIfAborted();
  return walked.flat();
}
