import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { noOtherFiles, type OtherFiles } from './facts/otherFiles.ts';

/** What rules asked of another file, and what it was: its hints hold as long as that is so. */
export interface AskedFile {
  /** From the workspace folder, with `/`. */
  readonly file: string;
  readonly asked: 'name' | 'text';
  /** Of a name whether it is there; of a text its hash. Null where there is none. */
  readonly was: string | null;
}

/** What other files are, each looked at once: an answer is as old as the first one. */
export type ReadOther = (file: string, asked: AskedFile['asked']) => Other;

interface Other {
  readonly was: string | null;
  readonly text: string | null;
}

/** Nobody writes larger ones. */
const MOST_BYTES = 2 ** 20;
const nothing: Other = { was: null, text: null };
const there: Other = { was: '', text: null };

/** Never throws, and never leaves the root, also not through a link. */
export function otherFilesIn(root: string): ReadOther {
  const known = new Map<string, Other>();
  let realRoot: string | null = null;
  const read = (file: string, asked: AskedFile['asked']): Other => {
    const place = path.join(root, file);
    try {
      realRoot ??= realpathSync(root);
      const stat = lstatSync(place);
      if (!isInside(realRoot, realpathSync(place))) return nothing;
      if (asked === 'name') return there;
      if (!stat.isFile() || stat.size > MOST_BYTES) return nothing;
      const text = readFileSync(place, 'utf8');
      return { was: createHash('sha256').update(text).digest('hex'), text };
    } catch {
      return nothing;
    }
  };
  return (file, asked) => {
    const key = `${asked} ${file}`;
    const before = known.get(key);
    if (before) return before;
    const other = read(file, asked);
    known.set(key, other);
    return other;
  };
}

/** Other files as rules see them, and what was asked of them, each once. Without `read` there are none. */
export function askingOthers(read: ReadOther | null): { readonly others: OtherFiles; readonly asked: () => AskedFile[] } {
  if (!read) return { others: noOtherFiles, asked: () => [] };
  const all = new Map<string, AskedFile>();
  const ask = (file: string, asked: AskedFile['asked']): Other => {
    const other = read(file, asked);
    all.set(`${asked} ${file}`, { file, asked, was: other.was });
    return other;
  };
  return {
    others: { has: (name) => ask(name, 'name').was !== null, textOf: (file) => ask(file, 'text').text },
    asked: () => [...all.values()],
  };
}

/** Whether all is as it was when somebody asked. */
export const isAsAsked = (asked: readonly AskedFile[], read: ReadOther): boolean =>
  asked.every((one) => read(one.file, one.asked).was === one.was);

function isInside(root: string, place: string): boolean {
  const relative = path.relative(root, place);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
