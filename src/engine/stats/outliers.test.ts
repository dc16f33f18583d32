import { expect, it } from 'vitest';
import { countOutliers } from './outliers.ts';
import { sorted } from './sorted.ts';

it("sorts values by Tukey's fences", () => {
  // Quartiles 10 and 20 by type 7: inner fences at -5 and 35, outer ones at -20 and 50.
  const box = [10, 10, 10, 10, 15, 20, 20, 20, 20];
  const values = sorted([...box, -21, -20, -6, -5, 35, 36, 50, 51]);
  expect(countOutliers(values)).toEqual({ lowSevere: 1, lowMild: 2, highMild: 2, highSevere: 1 });
});

it('finds none in a steady sample, and every deviation where the box has no width', () => {
  expect(countOutliers(sorted([1, 2, 3, 4, 5]))).toEqual({ lowSevere: 0, lowMild: 0, highMild: 0, highSevere: 0 });
  expect(countOutliers(sorted([1, 5, 5, 5, 5, 5, 5, 9]))).toEqual({ lowSevere: 1, lowMild: 0, highMild: 0, highSevere: 1 });
});
