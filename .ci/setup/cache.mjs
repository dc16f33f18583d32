import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Problem } from './problem.mjs';

export const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

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

/** The first cache folder that can be written; it exists afterwards. */
export function writableCache() {
  for (const folder of cacheFolders()) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // A home that is read-only or missing: the next one.
    }
  }
  throw new Problem(`No folder for downloads can be written: make one of ${cacheFolders().join(', ')} writable, or set XDG_CACHE_HOME.`);
}
