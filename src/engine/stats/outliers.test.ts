import { expect, it } from 'vitest';
import { countOutliers } from './outliers.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';

it("sorts values by Tukey's fences", () => {
  // Quartiles 10 and 20 by type 7: inner fences at -5 and 35, outer ones at -20 and 50.
  const box = [10, 10, 10, 10, 15, 20, 20, 20, 20];
  const values = sorted([...box, -21, -20, -6, -5, 35, 36, 50, 51]);
  expect(countOutliers(values)).toEqual({ lowSevere: 1, lowMild: 2, highMild: 2, highSevere: 1 });
});

it('finds what the NIST handbook finds, 7.1.6: one mild outlier of 90 values', () => {
  const values = [
    30, 171, 184, 201, 212, 250, 265, 270, 272, 289, 305, 306, 322, 322, 336, 346, 351, 370, 390, 404, 409, 411, 436, 437, 439, 441, 444,
    448, 451, 453, 470, 480, 482, 487, 494, 495, 499, 503, 514, 521, 522, 527, 548, 550, 559, 560, 570, 572, 574, 578, 585, 592, 592, 607,
    616, 618, 621, 629, 637, 638, 640, 656, 668, 707, 709, 719, 737, 739, 752, 758, 766, 792, 792, 794, 802, 818, 830, 832, 843, 858, 860,
    869, 918, 925, 953, 991, 1000, 1005, 1068, 1441,
  ];
  expect(values).toHaveLength(90);
  expect(countOutliers(sorted(values))).toEqual({ lowSevere: 0, lowMild: 0, highMild: 1, highSevere: 0 });
  expect(countOutliers(sorted(values.map((value) => 7 - value / 3)))).toEqual({ lowSevere: 0, lowMild: 1, highMild: 0, highSevere: 0 });
});

// Hoaglin, Iglewicz and Tukey (1986), "Performance of some resistant rules for outlier labeling", JASA 81: 0.7 % of normal values lie
// beyond the inner fences, 1 in 425,000 beyond the outer ones.
it('calls 0.7 % of many normal values outliers, none of them severe', () => {
  const random = seededRandom(3);
  const { lowMild, highMild, lowSevere, highSevere } = countOutliers(sorted(Array.from({ length: 50_000 }, random.normal)));
  // Four standard errors are 0.15 %.
  expect(Math.abs((lowMild + highMild) / 50_000 - 0.007)).toBeLessThan(0.0015);
  expect(lowSevere + highSevere).toBeLessThanOrEqual(2);
});

it('finds none in a steady sample, and every deviation where the box has no width', () => {
  expect(countOutliers(sorted([1, 2, 3, 4, 5]))).toEqual({ lowSevere: 0, lowMild: 0, highMild: 0, highSevere: 0 });
  expect(countOutliers(sorted([1, 5, 5, 5, 5, 5, 5, 9]))).toEqual({ lowSevere: 1, lowMild: 0, highMild: 0, highSevere: 1 });
});
