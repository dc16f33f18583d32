import type { RecordedCall } from '../../model/recordedCall.ts';

/** A call that is worth a benchmark of its own. */
export interface Case {
  /** As the benchmark is called: `typical call`. */
  readonly name: string;
  readonly call: RecordedCall;
}

/** A call that is so many times larger or smaller than the typical one is another case. */
const DIFFERS = 4;
/** Below so much more there is nothing that would take longer. */
const DIFFERS_BY = 16;

/** Of calls, the one of middle size, and the largest and smallest one where they differ much from it. */
export function chooseCases(calls: readonly RecordedCall[]): Case[] {
  // Whole ones first, of those of one size.
  const bySize = calls.toSorted((a, b) => a.size - b.size || a.trimmed.length - b.trimmed.length || a.call - b.call);
  const typical = bySize[Math.floor((bySize.length - 1) / 2)];
  const smallest = bySize[0];
  const largest = bySize.at(-1);
  if (!typical || !smallest || !largest) return [];
  const differs = (small: RecordedCall, large: RecordedCall) => large.size >= small.size * DIFFERS && large.size >= small.size + DIFFERS_BY;
  return [
    ...(differs(smallest, typical) ? [{ name: 'smallest call', call: smallest }] : []),
    { name: 'typical call', call: typical },
    ...(differs(typical, largest) ? [{ name: 'largest call', call: largest }] : []),
  ];
}
