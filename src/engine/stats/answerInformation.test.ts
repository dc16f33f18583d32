import { expect, it } from 'vitest';
import { answerInformation, binaryEntropy } from './answerInformation.ts';

it('is the entropy of a question whose answer is beyond doubt, and nothing where the levels are equal', () => {
  expect(binaryEntropy(0.5)).toBe(1);
  expect(binaryEntropy(0.11)).toBeCloseTo(0.4999, 4);
  for (const share of [0.02, 0.3, 0.5, 0.9]) {
    expect(answerInformation(share, 50)).toBe(binaryEntropy(share));
    expect(answerInformation(share, 7.99)).toBeCloseTo(binaryEntropy(share), 3);
    expect(answerInformation(share, 0)).toBeCloseTo(0, 3);
  }
  expect(answerInformation(0, 3)).toBe(0);
  expect(answerInformation(1, 3)).toBe(0);
});

// Richardson and Urbanke (2001), "The capacity of low-density parity-check codes under message-passing decoding", IEEE Trans.
// Inf. Theory 47, table II: the noise at which the channel with inputs -1 and 1 and Gaussian noise has a capacity of 1/2.
it('is the capacity of the binary-input Gaussian channel', () => {
  expect(answerInformation(0.5, 2 / 0.979)).toBeCloseTo(0.5, 3);
});

it('is more with the distance of the levels, and most for an even chance', () => {
  const distances = [0.5, 1, 2, 3, 5, 7];
  const bits = distances.map((distance) => answerInformation(0.4, distance));
  expect(bits).toEqual(bits.toSorted((a, b) => a - b));
  for (const distance of distances) {
    const shares = [0.05, 0.2, 0.4, 0.5].map((share) => answerInformation(share, distance));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(answerInformation(0.3, distance)).toBeCloseTo(answerInformation(0.7, distance), 10);
  }
});
