import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';

// Node 18 has no `import.meta.dirname`.
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** Where downloads may lie, best first: the user's cache, else a folder in the repository that git ignores. */
export function cacheFolders() {
  const { XDG_CACHE_HOME: xdg } = process.env;
  const home = homedir();
  return [
    ...(xdg && path.isAbsolute(xdg) ? [path.join(xdg, 'laptime')] : []),
    ...(home && path.isAbsolute(home) ? [path.join(home, '.cache/laptime')] : []),
    path.join(root, '.laptime-cache'),
  ];
}

/** Whether npm can keep its own cache where it wants to. */
export function homeIsWritable() {
  try {
    accessSync(homedir(), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} folder */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  // Not `recursive`: Node 20 tries for ever where the system answers ENOENT to a parent that exists, as below /proc.
  mkdirSync(folder);
}

/** The first cache folder that can be written; it exists afterwards. */
export function writableCache() {
  for (const folder of cacheFolders()) {
    try {
      makeFolder(folder);
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // A home that is read-only or missing: the next one.
    }
  }
  throw new Problem(`No folder for downloads can be written: make one of ${cacheFolders().join(', ')} writable, or set XDG_CACHE_HOME.`);
}
