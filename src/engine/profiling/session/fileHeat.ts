import type { FileHeat, FunctionHeat } from '../../../model/profile.ts';
import { totalsBy } from '../tree/totals.ts';
import type { LineTable } from './lineTable.ts';
import type { OpenProfile } from './openProfile.ts';

const MOST_CALLERS = 5;

/** What fell on a file, as functions name it. */
export function fileHeatOf(open: OpenProfile, lines: LineTable, file: string | null): FileHeat {
  const { profile, functions } = open;
  const { self, total } = open.totals(null);
  let whole = profile.tree.total[0]!;
  const inFile: number[] = [];
  for (const [id, one] of functions.all.entries()) {
    if (one.owner === 'idle') whole -= self[id]!;
    else if (one.file === file && total[id]! > 0) inFile.push(id);
  }
  if (file === null || inFile.length === 0) return { unit: profile.unit, whole, lines: [], functions: [] };
  const samples = functionSamples(open);
  const callers = callersOf(open, inFile);
  const heats = inFile.map((functionId): FunctionHeat => {
    const heaviest = Array.from(callers.get(functionId) ?? []).toSorted(([, a], [, b]) => b - a);
    return {
      ...functions.all[functionId]!,
      functionId,
      self: self[functionId]!,
      total: total[functionId]!,
      samples: samples?.[functionId] ?? 0,
      callers: heaviest.slice(0, MOST_CALLERS).map(([id, value]) => ({ ...functions.all[id]!, total: value })),
    };
  });
  return { unit: profile.unit, whole, lines: lines.byFile.get(file) ?? [], functions: heats.toSorted((a, b) => b.total - a.total) };
}

/** By function, how many samples were taken while it was on the stack. Null where the profile has sums only. */
function functionSamples(open: OpenProfile): Float64Array | null {
  const { functions, profile } = open;
  const { tree } = profile;
  const { samples } = open.values(null);
  if (!samples) return null;
  const below = Float64Array.from(samples);
  for (let node = tree.count - 1; node > 0; node -= 1) below[tree.parentOf[node]!]! += below[node]!;
  return totalsBy({ ...tree, self: below, total: below }, functions.idOf, functions.all.length).total;
}

/** For each of these functions, what it cost below each function that called it; calls of itself are not. */
function callersOf({ profile, functions }: OpenProfile, wanted: readonly number[]): ReadonlyMap<number, ReadonlyMap<number, number>> {
  const { tree } = profile;
  const { idOf, all } = functions;
  const isWanted = new Uint8Array(all.length);
  for (const id of wanted) isWanted[id] = 1;
  const found = new Map(wanted.map((id) => [id, new Map<number, number>()]));
  // How often each function is among the calls from the root to the node at hand.
  const onStack = new Int32Array(all.length);
  const stack: number[] = [];
  for (let node = 0; node < tree.count; node += 1) {
    while (stack.length > tree.depthOf[node]!) onStack[stack.pop()!]! -= 1;
    const id = idOf[tree.frameOf[node]!]!;
    if (isWanted[id] === 1 && onStack[id] === 0 && tree.depthOf[node]! > 1) {
      const caller = stack.at(-1)!;
      const callers = found.get(id)!;
      callers.set(caller, (callers.get(caller) ?? 0) + tree.total[node]!);
    }
    onStack[id]! += 1;
    stack.push(id);
  }
  return found;
}
