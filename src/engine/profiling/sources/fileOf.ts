import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Windows asks the machine that such a path names, and tells it who the user is: nobody wants that of a file that was sent. */
const OF_ANOTHER_MACHINE = /^(?:file:)?[\\/]{2}[^\\/]/u;

/**
 * The path of a script on disk, as a profile names it: a `file:` URL or an absolute path. Null for everything else, and for what is on
 * another machine.
 */
export function pathOf(url: string): string | null {
  if (OF_ANOTHER_MACHINE.test(url)) return null;
  if (url.startsWith('file:')) {
    try {
      return fileURLToPath(withoutQuery(url));
    } catch {
      // Of another machine: a host name, or a drive letter that this system does not have.
      return null;
    }
  }
  return path.isAbsolute(url) ? path.normalize(url) : null;
}

/** How a script is shown: from the workspace folder with `/` where it is inside, else its path, else what the profile has. */
export function fileOf(url: string, root: string | null): string {
  const file = pathOf(url);
  if (file === null) return url;
  const relative = root === null ? null : path.relative(root, file);
  const isInside = relative !== null && relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside ? relative.split(path.sep).join('/') : file;
}

/** Loaders tell versions of a module apart by what they add to its URL. */
function withoutQuery(url: string): string {
  const end = url.search(/[?#]/u);
  return end === -1 ? url : url.slice(0, end);
}
