import { readdirSync, readFileSync } from 'node:fs';

/** The small files in which Linux tells about itself; elsewhere there are none. A parameter, so that tests can set up a machine. */
export interface Files {
  /** Undefined where there is no such file, or it may not be read. */
  text(file: string): string | undefined;
  /** Names in a folder; undefined where there is none. */
  names(folder: string): readonly string[] | undefined;
}

export const systemFiles: Files = {
  text: (file) => orUndefined(() => readFileSync(file, 'utf8')),
  names: (folder) => orUndefined(() => readdirSync(folder)),
};

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

export function numberIn(files: Files, file: string): number | undefined {
  const text = files.text(file)?.trim();
  return text === undefined || !/^-?\d+(\.\d+)?$/.test(text) ? undefined : Number(text);
}
