/** Files beside the one that is looked at, as they are saved. Names are from the workspace folder, with `/`. */
export interface OtherFiles {
  /** Whether there is a file or folder of that name. */
  has(name: string): boolean;
  /** Null where there is no such file, or none that people write. */
  textOf(file: string): string | null;
}

/** Of a text that is in no workspace folder. */
export const noOtherFiles: OtherFiles = { has: () => false, textOf: () => null };

/** The folder of a file; empty for the workspace folder. */
export const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

/** What a relative name means that is written in a file of that folder; null where it leads out of the workspace folder. */
export function nameFrom(folder: string, relative: string): string | null {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
