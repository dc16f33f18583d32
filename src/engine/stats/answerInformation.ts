/** A level that a value may belong to. */
export interface PossibleLevel {
  readonly chance: number;
  readonly mean: number;
  /** Standard deviation of a value around the mean, above 0. */
  readonly deviation: number;
}

/** Levels further apart than this many deviations are told apart by one value: more distance tells no more. */
const APART = 8;
/** Of a step of the integral, in deviations, and how far it goes beyond the outermost levels. */
const MOST_WIDTH = 0.8;
const REACH = 5;

/** Of a yes with chance `share`, in bits (Shannon 1948). */
export function binaryEntropy(share: number): number {
  return share > 0 && share < 1 ? -share * Math.log2(share) - (1 - share) * Math.log2(1 - share) : 0;
}

/**
 * How many bits one noisy value tells of the question to which of the levels it belongs: the mutual information of the level
 * and the value, which is normal around it. The entropy of the mixture by the trapezoidal rule; right to 0.001 bits for levels with
 * like deviations. Chances count relative to each other; 0 without levels.
 */
export function answerInformation(levels: readonly PossibleLevel[]): number {
  const possible = levels.filter(({ chance }) => chance > 0).toSorted((a, b) => a.mean - b.mean);
  if (possible.length < 2) return 0;
  const total = possible.reduce((sum, { chance }) => sum + chance, 0);
  const unit = Math.min(...possible.map(({ deviation }) => deviation));
  let end = 0;
  const placed = possible.map(({ chance, mean, deviation }, index) => {
    if (index > 0) end += Math.min((mean - possible[index - 1]!.mean) / unit, APART);
    return { mean: end, deviation: deviation / unit, height: (chance / total) * (unit / deviation) };
  });
  const widest = Math.max(...placed.map(({ deviation }) => deviation));

  const span = end + 2 * REACH * widest;
  const steps = Math.ceil(span / MOST_WIDTH);
  const width = span / steps;

  // Both entropies without the logarithm of the density's constant, 1 / sqrt(2 pi) of a unit.
  let mixed = 0;
  for (let step = 0; step <= steps; step++) {
    const value = step * width - REACH * widest;
    let density = 0;
    for (const { mean, deviation, height } of placed) density += height * Math.exp(-(((value - mean) / deviation) ** 2) / 2);
    if (density > 0) mixed -= density * Math.log2(density);
  }
  const known = placed.reduce((sum, { height, deviation }) => sum + height * deviation * (Math.log2(deviation) + Math.LOG2E / 2), 0);
  return Math.max((mixed * width) / Math.sqrt(2 * Math.PI) - known, 0);
}
