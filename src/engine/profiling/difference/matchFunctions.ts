import type { ProfiledFunction } from '../../../model/profile.ts';
import { matchFiles } from './matchFiles.ts';

/** Functions of two profiles as one list: those of the candidate with their numbers, then those that only the baseline has. */
export interface MatchedFunctions {
  readonly all: readonly ProfiledFunction[];
  /** By number in the baseline. */
  readonly idOfBaseline: Int32Array;
}

/**
 * Functions are the same if they have one name in one file. Where a file has several of a name, as it has of those without one, their
 * places tell which is which: equal ones, or, where the file was edited, their order.
 */
export function matchFunctions(baseline: readonly ProfiledFunction[], candidate: readonly ProfiledFunction[]): MatchedFunctions {
  const fileNames = matchFiles(baseline, candidate);
  const inBaseline = byFileAndName(baseline, fileNames.baseline);
  const inCandidate = byFileAndName(candidate, fileNames.candidate);
  const idOfBaseline = new Int32Array(baseline.length).fill(-1);
  for (const [file, namesThere] of inBaseline) {
    const names = inCandidate.get(file);
    if (!names) continue;
    const hasMoved = hasMovedIn(namesThere, names, baseline, candidate);
    for (const [name, ids] of namesThere) {
      const others = names.get(name);
      if (others) matchAlike(ids, others, hasMoved);
    }
  }
  const all = [...candidate];
  for (const [id, one] of baseline.entries()) if (idOfBaseline[id] === -1) idOfBaseline[id] = all.push(one) - 1;
  return { all, idOfBaseline };

  function matchAlike(ids: readonly number[], others: readonly number[], hasMoved: boolean): void {
    const rest = new Set(others);
    const unmatched: number[] = [];
    for (const id of ids) {
      const same = ids.length === 1 && others.length === 1 ? others[0] : others.find((other) => isAt(baseline[id]!, candidate[other]!));
      if (same === undefined || !rest.delete(same)) unmatched.push(id);
      else idOfBaseline[id] = same;
    }
    // Of a file as it was, what is left are others that were not sampled on the other side.
    if (!hasMoved) return;
    const inOrder = [...rest];
    for (const [place, id] of unmatched.slice(0, inOrder.length).entries()) idOfBaseline[id] = inOrder[place]!;
  }
}

type IdsByName = ReadonlyMap<string, readonly number[]>;

/** In the order of their places. */
function byFileAndName(
  functions: readonly ProfiledFunction[],
  fileName: (one: ProfiledFunction) => string,
): ReadonlyMap<string, IdsByName> {
  const byFile = new Map<string, Map<string, number[]>>();
  const ids = Array.from(functions.keys()).toSorted((a, b) => {
    const [one, other] = [functions[a]!, functions[b]!];
    return one.line - other.line || one.column - other.column || a - b;
  });
  for (const id of ids) {
    const one = functions[id]!;
    const file = `${one.owner} ${one.packageName} ${fileName(one)}`;
    let names = byFile.get(file);
    if (!names) byFile.set(file, (names = new Map()));
    const known = names.get(one.name);
    if (known) known.push(id);
    else names.set(one.name, [id]);
  }
  return byFile;
}

/** Whether a file was edited between two profiles: a function that is one of its name is elsewhere, or none is where it was. */
function hasMovedIn(
  names: IdsByName,
  others: IdsByName,
  baseline: readonly ProfiledFunction[],
  candidate: readonly ProfiledFunction[],
): boolean {
  let isAnyAtItsPlace = false;
  for (const [name, ids] of names) {
    const alike = others.get(name);
    if (!alike) continue;
    const isOne = ids.length === 1 && alike.length === 1 && name !== '';
    const isSame = ids.some((id) => alike.some((other) => isAt(baseline[id]!, candidate[other]!)));
    if (isOne && !isSame) return true;
    isAnyAtItsPlace ||= isSame;
  }
  return !isAnyAtItsPlace;
}

const isAt = (one: ProfiledFunction, other: ProfiledFunction): boolean => one.line === other.line && one.column === other.column;
