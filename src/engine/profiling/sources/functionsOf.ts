import type { ProfiledFunction } from '../../../model/profile.ts';
import type { Frames } from '../tree/frames.ts';
import { fileOf } from './fileOf.ts';
import { ownerOf, ownerWithoutScript } from './owner.ts';

/** Functions of a profile: several frames may be of one, and have its number. */
export interface Functions {
  /** By frame. */
  readonly idOf: Int32Array;
  readonly all: readonly ProfiledFunction[];
  /** How a script is shown. */
  readonly fileOf: (url: string) => string;
}

/** `root`: the folder that files are named from; null: none. */
export function functionsOf(frames: Frames, root: string | null): Functions {
  const idOf = new Int32Array(frames.count);
  const withoutScript = ownerWithoutScript(frames);
  const all: ProfiledFunction[] = [];
  const ids = new Map<string, number>();
  const files = new Map<string, string>();
  const shownFile = (url: string): string => {
    let file = files.get(url);
    if (file === undefined) files.set(url, (file = fileOf(url, root)));
    return file;
  };
  for (let frame = 0; frame < frames.count; frame += 1) {
    const url = frames.strings[frames.urls[frame]!]!;
    const name = frames.strings[frames.names[frame]!]!;
    const one = {
      name,
      file: shownFile(url),
      line: frames.lines[frame]!,
      column: frames.columns[frame]!,
      ...ownerOf(name, url, withoutScript),
    };
    const key = JSON.stringify([one.name, one.file, one.line, one.column]);
    let id = ids.get(key);
    if (id === undefined) {
      id = all.length;
      all.push(one);
      ids.set(key, id);
    }
    idOf[frame] = id;
  }
  return { idOf, all, fileOf: shownFile };
}
