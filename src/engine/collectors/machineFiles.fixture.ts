import type { Files } from '../environment/index.ts';

/** A machine that consists of these files, as they are at the time of each read. */
export function machineFiles(content: Readonly<Record<string, string>>): Files {
  return {
    text: (file) => content[file],
    names(folder) {
      const inside = Object.keys(content).filter((file) => file.startsWith(`${folder}/`));
      return inside.length === 0 ? undefined : [...new Set(inside.map((file) => file.slice(folder.length + 1).split('/')[0]!))];
    },
  };
}
