import type { Side } from '../../model/comparison.ts';
import type { ChildOptions, ChosenLoader, LoadContext } from '../benchmarks/index.ts';

/** One revision as benchmarks of a file are loaded from it. */
export interface SideOfFile {
  /** Absolute path of the workspace folder in this revision. */
  readonly root: string;
  readonly context: LoadContext;
  readonly load: ChosenLoader;
}

export type Sides = Readonly<Record<Side, SideOfFile>>;

export const SIDES: readonly [Side, Side] = ['baseline', 'candidate'];

export const otherSide = (side: Side): Side => (side === 'baseline' ? 'candidate' : 'baseline');

/** How a child loads a file of one side beside the other: it works in its own folder, and takes nothing of the other's. */
export function pairedLoad(sides: Sides, side: Side, file: string) {
  const { context, load } = sides[side];
  return { ...context.loadRequest(file, load), cwd: context.childOptions(file).cwd, foreignRoot: sides[otherSide(side)].root };
}

/** Both sides run with the flags, limits and Node of the candidate. */
export const childOptions = (sides: Sides, file: string): ChildOptions => sides.candidate.context.childOptions(file);
