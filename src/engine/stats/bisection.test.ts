import { describe, expect, it } from 'vitest';
import { bisectionPosterior, type BisectionEvidence, type PositionRun } from './bisection.ts';
import { seededRandom } from './seededRandom.ts';

const evidenceOf = (positions: number, runs: readonly PositionRun[], weights?: readonly number[]): BisectionEvidence => ({
  weights: weights ?? new Array<number>(positions).fill(1),
  runs,
  broken: new Set(),
  expectedNoise: 0.02,
});

const chances = (byThen: readonly number[]) => byThen.map((sum, position) => (position === 0 ? 0 : sum - byThen[position - 1]!));

// The yearly flow of the Nile at Aswan, 1871 to 1970, 10^8 m³: Cobb (1978), "The problem of the Nile", Biometrika 65; R's `Nile`.
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210, 1150, 1250,
  1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821,
  768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860,
  874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

describe('bisectionPosterior', () => {
  it('finds that the Nile changed after 1898, with the means before and after it (Cobb 1978: 1097.75 and 849.97)', () => {
    const runs = nile.map((value, position) => ({ position, value }));
    const { byThen, before, after } = bisectionPosterior({ ...evidenceOf(100, runs), expectedNoise: 100 });
    const byYear = chances(byThen);
    expect(1871 + byYear.indexOf(Math.max(...byYear))).toBe(1899);
    // Averaged over the years that it may have been.
    expect(before).toBeGreaterThan(1080);
    expect(before).toBeLessThan(1105);
    expect(after).toBeGreaterThan(845);
    expect(after).toBeLessThan(855);
  });

  // With the variance v given, levels that are integrated out leave v^(-n/2) exp(-SS / 2v) and a factor for the count of each side;
  // the prior of v is inverse gamma (1/2, 0.02² / 2).
  it('is the integral over the unknown variance', () => {
    const runs = [0, 0.03, 0.01, 0.09, 0.05, 0.11, 0.08].map((value, position) => ({ position, value }));
    const squares = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const likelihood = (place: number) => {
      const [left, right] = [runs.slice(0, place), runs.slice(place)].map((side) => side.map(({ value }) => value));
      const sum = squares(left!) + squares(right!);
      let total = 0;
      for (let log = -14; log < 0; log += 0.001) {
        const variance = Math.exp(log);
        // d v is v d log v.
        total += variance ** (-7 / 2 - 3 / 2 + 1) * Math.exp(-(sum + 0.02 ** 2) / (2 * variance));
      }
      return total / Math.sqrt((left!.length + 1e-3) * (right!.length + 1e-3));
    };
    const { byThen, clip } = bisectionPosterior(evidenceOf(7, runs));
    expect(clip).toBeGreaterThan(0.11);
    const expected = runs.map((_, place) => (place === 0 ? 0 : likelihood(place)));
    const total = expected.reduce((sum, value) => sum + value, 0);
    chances(byThen).forEach((chance, place) => expect(chance).toBeCloseTo(expected[place]! / total, 4));
  });

  it('leaves places between the same two runs as likely, each by its weight', () => {
    const runs = [0, 0, 4, 4, 9, 9].map((position) => ({ position, value: position < 5 ? 0 : 0.3 }));
    const weights = [1, 1, 1, 1, 1, 1, 1, 0.01, 1, 2];
    const { byThen } = bisectionPosterior(evidenceOf(10, runs, weights));
    expect(byThen[0]).toBe(0);
    expect(byThen[9]).toBe(1);
    expect(byThen[4]).toBeLessThan(0.01);
    const [one, two, quiet, , twice] = chances(byThen).slice(5) as [number, number, number, number, number];
    expect(two / one).toBeCloseTo(1, 6);
    expect(quiet / one).toBeCloseTo(0.01, 6);
    expect(twice / one).toBeCloseTo(2, 6);
  });

  it('is not carried away by one wild run', () => {
    const random = seededRandom(5);
    const runs = Array.from({ length: 60 }, (_, index) => ({
      position: index % 20,
      value: (index % 20 >= 12 ? 0.1 : 0) + 0.01 * random.normal(),
    }));
    const wild = [...runs, { position: 3, value: 3 }];
    const [plain, hit] = [runs, wild].map((each) => chances(bisectionPosterior(evidenceOf(20, each)).byThen)) as [number[], number[]];
    expect(plain[12]).toBeGreaterThan(0.99);
    expect(hit[12]).toBeGreaterThan(0.99);
  });

  it('takes a timeout for slow, also where nothing slow has a time', () => {
    const fast = [0, 0, 0, 2].map((position) => ({ position, value: 0.01 * position }));
    const endless = [9, 9, 5].map((position) => ({ position, value: 'timeout' as const }));
    const { byThen, after, largestChange } = bisectionPosterior(evidenceOf(10, [...fast, ...endless]));
    expect(byThen[5]).toBeGreaterThan(0.97);
    expect(byThen[2]).toBeLessThan(0.1);
    expect(after).toBeNull();
    expect(largestChange).toBe(Infinity);
  });

  it('allows for no change beyond what the runs leave room for', () => {
    const random = seededRandom(9);
    const runs = Array.from({ length: 40 }, (_, index) => ({ position: index % 4, value: 0.01 * random.normal() }));
    const { largestChange, noise } = bisectionPosterior(evidenceOf(4, runs));
    expect(noise).toBeGreaterThan(0.007);
    expect(noise).toBeLessThan(0.013);
    expect(largestChange).toBeLessThan(0.04);
    expect(largestChange).toBeGreaterThan(0);
  });
});
