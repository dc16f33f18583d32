import type { LineHeat } from '../../../model/profile.ts';
import type { Profile } from '../profile.ts';
import type { Functions } from '../sources/functionsOf.ts';
import { Float64List } from '../tree/numberList.ts';
import { TreeCollector } from '../tree/treeCollector.ts';

/** What fell on the lines of all files, summed up in one go over the nodes. Lists are the heaviest first. */
export interface LineTable {
  /** By file, as functions name it. */
  readonly byFile: ReadonlyMap<string, readonly LineHeat[]>;
  readonly all: readonly LineHeat[];
}

export function lineTableOf({ tree, lineShares }: Profile, functions: Functions, samples: Int32Array | null): LineTable {
  const { idOf, all } = functions;
  const files: string[] = [];
  const fileIds = new Map<string, number>();
  const idOfFile = (file: string): number => {
    let id = fileIds.get(file);
    if (id === undefined) fileIds.set(file, (id = files.push(file) - 1));
    return id;
  };
  // Without a line, a function has no place.
  const fileOf = Int32Array.from(all, ({ file, line }) => (file === '' || line === 0 ? -1 : idOfFile(file)));
  // Of lines that are of another file than their function, by string.
  const otherFiles = new Map<number, number>();
  const fileOfLine = (url: number): number => {
    let file = otherFiles.get(url);
    if (file === undefined) otherFiles.set(url, (file = idOfFile(functions.fileOf(tree.frames.strings[url]!))));
    return file;
  };
  // A line of a file has a number, as a call of a node has.
  const lines = new TreeCollector(0);
  const [selfs, counts] = [new Float64List(), new Float64List()];
  selfs.push(0);
  counts.push(0);
  const add = (file: number, line: number, value: number, count: number): void => {
    const id = lines.callOf(file, line);
    if (id === selfs.length) {
      selfs.push(0);
      counts.push(0);
    }
    selfs.set(id, selfs.at(id) + value);
    counts.set(id, counts.at(id) + count);
  };
  for (let node = 0; node < tree.count; node += 1) {
    const self = tree.self[node]!;
    if (!(self > 0)) continue;
    const functionId = idOf[tree.frameOf[node]!]!;
    const file = fileOf[functionId]!;
    if (file === -1) continue;
    const perValue = samples ? samples[node]! / self : 0;
    let rest = self;
    const [first, end] = lineShares ? [lineShares.firstOf[node]!, lineShares.firstOf[node + 1]!] : [0, 0];
    for (let at = first; at < end; at += 1) {
      const value = lineShares!.values[at]!;
      const url = lineShares!.urls?.[at];
      const isOwn = url === undefined || url === tree.frames.urls[tree.frameOf[node]!];
      add(isOwn ? file : fileOfLine(url), lineShares!.lines[at]!, value, value * perValue);
      rest -= value;
    }
    // Where no line is known, the one that the function begins in.
    if (first === end) add(file, all[functionId]!.line, rest, rest * perValue);
  }
  const heats: LineHeat[] = [];
  for (let id = 1; id < lines.count; id += 1) {
    const [file, line] = [files[lines.parentOf(id)]!, lines.frameOf(id)];
    heats.push({ file, line, self: selfs.at(id), samples: Math.round(counts.at(id)) });
  }
  heats.sort((a, b) => b.self - a.self || a.line - b.line);
  const byFile = new Map<string, LineHeat[]>();
  for (const heat of heats) {
    const known = byFile.get(heat.file);
    if (known) known.push(heat);
    else byFile.set(heat.file, [heat]);
  }
  return { byFile, all: heats };
}
