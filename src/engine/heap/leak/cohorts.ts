import type { OpenSnapshot } from '../openSnapshot.ts';
import { leakKinds, type LeakKinds } from './kinds.ts';
import { isNumbered } from './watermark.ts';

/** Objects of one kind that came under one holder since the beginning. */
export interface Cohort {
  readonly kind: number;
  /** The nearest object that was there at the beginning and without which they would not be held; 0: several hold them. */
  readonly holder: number;
  readonly nodes: readonly number[];
  /** How many were made in each round. */
  readonly counts: readonly number[];
}

export interface Cohorts {
  readonly kinds: LeakKinds;
  readonly all: readonly Cohort[];
}

/**
 * Objects that were made since the beginning and are still there, by kind and by what holds them.
 * @param watermarks largest numbers of objects at the beginning, and at the end of each round but for the last
 */
export function cohortsOf(last: OpenSnapshot, watermarks: readonly number[]): Cohorts {
  const { snapshot, dominators } = last;
  const { idOf } = snapshot;
  const first = watermarks[0]!;
  const isNew = (node: number) => idOf[node]! > first && isNumbered(idOf[node]!);
  const kinds = leakKinds(snapshot, isNew);
  const holderOf = new Int32Array(snapshot.nodeCount);
  for (const node of dominators.order) {
    const above = dominators.of[node]!;
    holderOf[node] = above === 0 || isNew(above) ? holderOf[above]! : above;
  }
  const cohorts = new Map<number, { kind: number; holder: number; nodes: number[]; counts: number[] }>();
  for (let node = 1; node < snapshot.nodeCount; node += 1) {
    const kind = kinds.of[node]!;
    if (kind === -1) continue;
    const key = kind * snapshot.nodeCount + holderOf[node]!;
    let cohort = cohorts.get(key);
    if (!cohort) cohorts.set(key, (cohort = { kind, holder: holderOf[node]!, nodes: [], counts: watermarks.map(() => 0) }));
    cohort.nodes.push(node);
    let round = watermarks.length - 1;
    while (idOf[node]! <= watermarks[round]!) round -= 1;
    cohort.counts[round]! += 1;
  }
  return { kinds, all: [...cohorts.values()] };
}
