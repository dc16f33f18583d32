import { expect, it } from 'vitest';
import { countResults } from './countResults.ts';

it.each([
  [3, 0, 0, '3 runs'],
  [1, 1, 0, '1 run and 1 comparison'],
  [0, 2, 0, '2 comparisons'],
  [3, 1, 2, '3 runs, 1 comparison and 2 gains'],
  [0, 0, 1, '1 gain'],
  [0, 0, 0, '0 runs'],
])('countResults(%d, %d, %d) is %s', (runs, comparisons, gains, text) => expect(countResults(runs, comparisons, gains)).toBe(text));
