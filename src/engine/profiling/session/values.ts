import type { ProfileRange } from '../../../protocol/profile.ts';
import type { Profile } from '../profile.ts';
import type { CallTree } from '../tree/callTree.ts';
import { samplesBetween, valuesBetween } from '../tree/totals.ts';

/** What nodes cost: in the whole profile, or in a part of its time. */
export interface Values extends Pick<CallTree, 'self' | 'total'> {
  /** How many samples were taken in the node itself. Null where the profile has sums only. */
  readonly samples: Int32Array | null;
}

export function valuesOf({ unit, tree, timeline, sampleCounts }: Profile, range: ProfileRange | null): Values {
  if (timeline === null) {
    // What counts samples is their number.
    const samples = sampleCounts ?? (unit === 'samples' ? Int32Array.from(tree.self, (value) => Math.round(value)) : null);
    return { self: tree.self, total: tree.total, samples };
  }
  const samples = samplesBetween(tree.count, timeline, range?.from ?? 0, range?.to ?? Infinity);
  if (range === null) return { self: tree.self, total: tree.total, samples };
  return { ...valuesBetween(tree, timeline, range.from, range.to), samples };
}

/** Of a node and all that it called: they follow each other. */
export function samplesBelow({ endOf }: Pick<CallTree, 'endOf'>, samples: Int32Array | null, node: number): number {
  let sum = 0;
  if (samples) for (let at = node; at < endOf[node]!; at += 1) sum += samples[at]!;
  return sum;
}
