import { expect, it } from 'vitest';
import { countResults } from './countResults.ts';

it.each([
  [3, 0, '3 runs'],
  [1, 1, '1 run and 1 comparison'],
  [0, 2, '2 comparisons'],
  [0, 0, '0 runs'],
])('countResults(%d, %d) is %s', (runs, comparisons, text) => expect(countResults(runs, comparisons)).toBe(text));
