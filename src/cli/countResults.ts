import { countOf } from './countOf.ts';

/** `3 runs`, `1 comparison`, `3 runs and 1 comparison`; `0 runs` where there is neither. */
export function countResults(runs: number, comparisons: number): string {
  const counts = [
    ...(runs > 0 || comparisons === 0 ? [countOf(runs, 'run')] : []),
    ...(comparisons > 0 ? [countOf(comparisons, 'comparison')] : []),
  ];
  return counts.join(' and ');
}
