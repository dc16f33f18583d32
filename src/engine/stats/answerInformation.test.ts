import { expect, it } from 'vitest';
import { answerInformation, binaryEntropy } from './answerInformation.ts';
import { seededRandom } from './seededRandom.ts';

/** The levels of a question whose yes has this chance, so many deviations apart. */
const ofTwo = (share: number, separation: number) =>
  answerInformation([
    { chance: 1 - share, mean: 0, deviation: 1 },
    { chance: share, mean: separation, deviation: 1 },
  ]);

it('is the entropy of a question whose answer is beyond doubt, and nothing where the levels are equal', () => {
  expect(binaryEntropy(0.5)).toBe(1);
  expect(binaryEntropy(0.11)).toBeCloseTo(0.4999, 4);
  for (const share of [0.02, 0.3, 0.5, 0.9]) {
    expect(ofTwo(share, 50)).toBeCloseTo(binaryEntropy(share), 3);
    expect(ofTwo(share, 7.99)).toBeCloseTo(binaryEntropy(share), 3);
    expect(ofTwo(share, 0)).toBeCloseTo(0, 3);
  }
  expect(ofTwo(0, 3)).toBe(0);
  expect(ofTwo(1, 3)).toBe(0);
});

// Richardson and Urbanke (2001), "The capacity of low-density parity-check codes under message-passing decoding", IEEE Trans.
// Inf. Theory 47, table II: the noise at which the channel with inputs -1 and 1 and Gaussian noise has a capacity of 1/2.
it('is the capacity of the binary-input Gaussian channel', () => {
  expect(ofTwo(0.5, 2 / 0.979)).toBeCloseTo(0.5, 3);
});

it('is more with the distance of the levels, and most for an even chance', () => {
  const distances = [0.5, 1, 2, 3, 5, 7];
  const bits = distances.map((distance) => ofTwo(0.4, distance));
  expect(bits).toEqual(bits.toSorted((a, b) => a - b));
  for (const distance of distances) {
    const shares = [0.05, 0.2, 0.4, 0.5].map((share) => ofTwo(share, distance));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(ofTwo(0.3, distance)).toBeCloseTo(ofTwo(0.7, distance), 10);
  }
});

it('does not depend on the unit, where the levels begin, their order, or how chances are divided', () => {
  const levels = [
    { chance: 0.2, mean: 1, deviation: 0.5 },
    { chance: 0.5, mean: 2, deviation: 0.7 },
    { chance: 0.3, mean: 4, deviation: 0.6 },
  ];
  const bits = answerInformation(levels);
  const moved = levels.map(({ chance, mean, deviation }) => ({ chance: chance * 9, mean: 3 - mean / 100, deviation: deviation / 100 }));
  expect(answerInformation(moved)).toBeCloseTo(bits, 3);
  expect(answerInformation(levels.toReversed())).toBeCloseTo(bits, 10);
  const divided = levels.flatMap((level) => [level, level].map((half) => ({ ...half, chance: half.chance / 2 })));
  expect(answerInformation(divided)).toBeCloseTo(bits, 10);
  expect(bits).toBeLessThan(levels.reduce((sum, { chance }) => sum - chance * Math.log2(chance), 0));
});

it('is what values tell on average of where they came from', () => {
  const levels = [
    { chance: 0.3, mean: 0, deviation: 1 },
    { chance: 0.5, mean: 1.5, deviation: 1.2 },
    { chance: 0.2, mean: 2, deviation: 1.1 },
  ];
  const random = seededRandom(4);
  const density = ({ mean, deviation }: (typeof levels)[0], value: number) =>
    Math.exp(-(((value - mean) / deviation) ** 2) / 2) / deviation;
  const count = 100_000;
  let told = 0;
  for (let draw = 0; draw < count; draw++) {
    const at = random.uniform();
    const level = levels[at < 0.3 ? 0 : at < 0.8 ? 1 : 2]!;
    const value = level.mean + level.deviation * random.normal();
    told += Math.log2(density(level, value) / levels.reduce((sum, each) => sum + each.chance * density(each, value), 0));
  }
  expect(answerInformation(levels)).toBeCloseTo(told / count, 2);
});

it('is nothing without a question', () => {
  expect(answerInformation([])).toBe(0);
  expect(answerInformation([{ chance: 1, mean: 3, deviation: 1 }])).toBe(0);
});
