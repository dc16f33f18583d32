import { countOf } from './countOf.ts';

/** `3 runs`, `1 comparison`, `3 runs, 1 comparison and 2 gains`; `0 runs` where there is nothing. */
export function countResults(runs: number, comparisons: number, gains: number): string {
  const counts = [
    ...(runs > 0 || comparisons + gains === 0 ? [countOf(runs, 'run')] : []),
    ...(comparisons > 0 ? [countOf(comparisons, 'comparison')] : []),
    ...(gains > 0 ? [countOf(gains, 'gain')] : []),
  ];
  return [counts.slice(0, -1).join(', '), counts.at(-1)].filter(Boolean).join(' and ');
}
