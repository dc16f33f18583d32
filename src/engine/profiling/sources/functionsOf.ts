import type { ProfiledFunction } from '../../../model/profile.ts';
import type { Frames } from '../tree/frames.ts';
import { fileOf } from './fileOf.ts';
import { ownerOf } from './owner.ts';

/** Functions of a profile as their source was written: several frames may be of one, and have its number. */
export interface Functions {
  /** By frame. */
  readonly idOf: Int32Array;
  readonly all: readonly ProfiledFunction[];
}

/** Where a function was written, as a source map says. */
export interface WrittenAt {
  /** Undefined keeps that of the profile. */
  readonly name: string | undefined;
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

export interface FunctionsOptions {
  /** The workspace folder. */
  readonly root: string | null;
  /** The folder with Laptime's own code around a benchmark, as URL; null where there is none. */
  readonly harness: string | null;
  /** Null where no source map knows the place. Lines and columns from 1. */
  readonly writtenAt: (url: string, line: number, column: number) => WrittenAt | null;
}

export function functionsOf(frames: Frames, { root, harness, writtenAt }: FunctionsOptions): Functions {
  const idOf = new Int32Array(frames.count);
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
    const [line, column] = [frames.lines[frame]!, frames.columns[frame]!];
    const written = url !== '' && line > 0 ? writtenAt(url, line, column) : null;
    const one: ProfiledFunction = {
      name: written?.name ?? name,
      file: shownFile(written?.url ?? url),
      line: written?.line ?? line,
      column: written?.column ?? column,
      ...ownerOf(name, written?.url ?? url, harness),
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
  return { idOf, all };
}
