import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { gitPlace } from '../git/index.ts';

/**
 * Where the runs of a workspace folder are: in the git folder that all worktrees of the repository share, so that nothing
 * lies in the work tree; in `.laptime` where there is no git. Absolute. The ids of benchmarks are relative to the workspace
 * folder, so each folder of a repository that is opened by itself has a history of its own.
 */
export function storeFolder(root: string): string {
  const place = gitPlace(root);
  if (place === null) return path.join(path.resolve(root), '.laptime');
  const common = path.join(place.commonFolder, 'laptime');
  return place.inWorkTree === '' ? common : path.join(common, 'folders', place.inWorkTree);
}

/** Creates the folder where it is missing; `.laptime` tells git to ignore it, should the workspace become a repository. */
export function prepareFolder(folder: string): void {
  refuseLinks(folder);
  mkdirSync(folder, { recursive: true });
  if (path.basename(folder) !== '.laptime') return;
  try {
    writeFileSync(path.join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/**
 * A workspace can come with links in the places where we write, to lead us to files elsewhere.
 * @throws UserError `store-link`
 */
export function refuseLinks(...places: readonly string[]): void {
  for (const place of places) {
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new UserError(
        'store-link',
        `There is no history because ${place} is a symbolic link, and Laptime does not write where a link leads: results are shown but not stored. Remove the link.`,
      );
    }
  }
}
