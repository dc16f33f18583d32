import type { OpenSnapshot } from '../openSnapshot.ts';
import type { Cohort, Cohorts } from './cohorts.ts';

/** What leaks, and what goes with it. */
export interface MainCohort {
  readonly cohort: Cohort;
  readonly retainedBytes: number;
  /** Kinds that pile up as parts of it. */
  readonly holds: Set<number>;
}

/** So much of a cohort must be held by another one to be a part of it. */
const MOST_FREE = 0.1;
const MOST_LOOKED_AT = 60;

/** Cohorts that are not parts of others, those that retain most first. */
export function mainCohorts(last: OpenSnapshot, { kinds }: Cohorts, growing: readonly Cohort[]): MainCohort[] {
  const { snapshot, dominators } = last;
  const numberOf = new Int32Array(snapshot.nodeCount).fill(-1);
  for (const [number, { nodes }] of growing.entries()) for (const node of nodes) numberOf[node] = number;
  const retained = last.retainedBy(numberOf, growing.length);
  const isPart = ({ kind }: Cohort) => kinds.all[kind]!.isPart;
  const ranked = growing
    .map((cohort, number) => ({ cohort, number, retainedBytes: retained[number]! }))
    .toSorted((a, b) => Number(isPart(a.cohort)) - Number(isPart(b.cohort)) || b.retainedBytes - a.retainedBytes)
    .slice(0, MOST_LOOKED_AT);

  /** By node, the main cohort that it is under; -1 for none. */
  const under = new Int32Array(snapshot.nodeCount).fill(-1);
  const accepted: (MainCohort & { readonly number: number })[] = [];
  const spread = () => {
    const placeOf = new Map(accepted.map(({ number }, place) => [number, place]));
    for (const node of dominators.order) {
      const above = dominators.of[node]!;
      const own = placeOf.get(numberOf[above]!);
      under[node] = own ?? under[above]!;
    }
  };
  for (const { cohort, number, retainedBytes } of ranked) {
    const held = cohort.nodes.filter((node) => under[node] !== -1);
    const beside = isPart(cohort) && cohort.holder !== 0 ? accepted.find((other) => other.cohort.holder === cohort.holder) : undefined;
    if (held.length >= (1 - MOST_FREE) * cohort.nodes.length) accepted[under[held[0]!]!]!.holds.add(cohort.kind);
    else if (beside) beside.holds.add(cohort.kind);
    else {
      accepted.push({ cohort, number, retainedBytes, holds: new Set() });
      spread();
    }
  }
  return accepted.toSorted((a, b) => b.retainedBytes - a.retainedBytes);
}
