import type { ProfiledFunction } from '../../../model/profile.ts';

/** The part of a path that is in a package, whatever folder the package lies in. */
const IN_PACKAGE = /^.*[\\/]node_modules[\\/]/u;

/**
 * What a file is told by in two profiles: the path in its package, or from the folder that was recorded. Of files that no such folder
 * is known for, two different ones may hold the same code: what most of their paths end with alike says which.
 * @returns the names for the functions of the baseline and of the candidate
 */
export function matchFiles(
  baseline: readonly ProfiledFunction[],
  candidate: readonly ProfiledFunction[],
): { readonly baseline: FileName; readonly candidate: FileName } {
  const [inBaseline, inCandidate] = [filesOf(baseline), filesOf(candidate)];
  const onlyIn = (files: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...files].filter((file) => isOfNoFolder(file) && !others.has(file));
  const folders = likelyFolders(onlyIn(inBaseline, inCandidate), onlyIn(inCandidate, inBaseline));
  if (folders === null) return { baseline: nameOf, candidate: nameOf };
  const [from, to] = folders;
  const renamed: FileName = (one) => {
    const name = nameOf(one);
    return one.owner === 'workspace' && name.startsWith(from) && !inCandidate.has(one.file) ? to + name.slice(from.length) : name;
  };
  return { baseline: renamed, candidate: nameOf };
}

type FileName = (one: ProfiledFunction) => string;

const nameOf: FileName = ({ file, owner }) => (owner === 'package' ? file.replace(IN_PACKAGE, '').replaceAll('\\', '/') : file);

const filesOf = (functions: readonly ProfiledFunction[]): ReadonlySet<string> =>
  new Set(functions.filter(({ owner }) => owner === 'workspace').map(({ file }) => file));

/** An absolute path, or a URL. */
const isOfNoFolder = (file: string): boolean => /^(?:[\\/]|[a-z][\w+.-]*:)/iu.test(file);

/** The beginnings in which most paths with the same end differ; null where there are none. */
function likelyFolders(baseline: readonly string[], candidate: readonly string[]): readonly [string, string] | null {
  const byName = new Map<string, string[]>();
  for (const file of candidate) {
    const name = partsOf(file).at(-1)!;
    const others = byName.get(name);
    if (others) others.push(file);
    else byName.set(name, [file]);
  }
  const votes = new Map<string, number>();
  for (const file of baseline) {
    const alike = byName.get(partsOf(file).at(-1)!);
    // Of an `index.js` among many it is not known which one it is.
    if (alike?.length !== 1) continue;
    const key = JSON.stringify(beginnings(file, alike[0]!));
    votes.set(key, (votes.get(key) ?? 0) + 1);
  }
  let [best, most] = ['', 0];
  for (const [key, count] of votes) if (count > most) [best, most] = [key, count];
  return most === 0 ? null : (JSON.parse(best) as [string, string]);
}

function beginnings(a: string, b: string): readonly [string, string] {
  const [partsOfA, partsOfB] = [partsOf(a), partsOf(b)];
  let alike = 0;
  while (alike < Math.min(partsOfA.length, partsOfB.length) && partsOfA.at(-1 - alike) === partsOfB.at(-1 - alike)) alike += 1;
  const length = partsOfA.slice(partsOfA.length - alike).join('/').length;
  return [a.slice(0, a.length - length), b.slice(0, b.length - length)];
}

const partsOf = (file: string): readonly string[] => file.split(/[\\/]/u);
