import { glob } from 'tinyglobby';
import { isBenchSource, normalGlobs, type BenchGlobs } from './benchGlobs.ts';

/**
 * Bench files under `root`, relative to it with `/`, sorted. Links are not followed: what they lead to is found where it
 * is, or is no part of the workspace folder. Folders that cannot be read are passed over.
 *
 * Throws `UserError` `glob-outside` for a glob that leads out of `root`, `AbortError` when aborted.
 */
export async function findBenchFiles(root: string, globs: BenchGlobs, signal?: AbortSignal): Promise<string[]> {
  const { include, ignore } = normalGlobs(globs);
  if (include.length === 0) return [];
  const found = await glob(include, {
    cwd: root,
    ignore,
    followSymbolicLinks: false,
    expandDirectories: false,
    ...(signal ? { signal } : {}),
  });
  signal?.throwIfAborted();
  return found.filter(isBenchSource).toSorted();
}
