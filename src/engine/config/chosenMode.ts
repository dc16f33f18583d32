import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isUserError, messageOf, UserError } from '../../base/errors.ts';
import { prepareFolder, refuseLinks, storeFolder } from '../store/index.ts';

// Beside the history, where all windows and terminals of the workspace see it, and git does not.
const fileOf = (root: string) => path.join(storeFolder(root), 'mode');

/** The name of the mode that somebody switched to; null where nobody did. It may be none of those that there are. */
export function readChosenMode(root: string): string | null {
  try {
    return readFileSync(fileOf(root), 'utf8').trim().slice(0, 100) || null;
  } catch {
    return null;
  }
}

/**
 * Null: whatever the configuration says.
 * @throws UserError `store-link`, `mode-not-kept`
 */
export function writeChosenMode(root: string, name: string | null): void {
  const file = fileOf(root);
  const draft = `${file}.${process.pid}`;
  try {
    if (name === null) return rmSync(file, { force: true });
    prepareFolder(path.dirname(file));
    refuseLinks(file);
    writeFileSync(draft, `${name}\n`);
    renameSync(draft, file);
  } catch (error) {
    if (isUserError(error)) throw error;
    // What was written in part is of no use.
    removeQuietly(draft);
    throw new UserError(
      'mode-not-kept',
      `The mode could not be kept in ${file}: ${messageOf(error)}. Make room or give access, or set \`mode\` in laptime.config.json.`,
      { cause: error },
    );
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // That it cannot be written there is told.
  }
}
