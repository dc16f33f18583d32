/** A level that a value may belong to. */
export interface ValueLevel {
  readonly mean: number;
  /** Standard deviation of a value around the mean, above 0. */
  readonly deviation: number;
}

export interface PossibleLevel extends ValueLevel {
  readonly chance: number;
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

/** As `informationAmong`, of the levels with their chances. */
export function answerInformation(levels: readonly PossibleLevel[]): number {
  return informationAmong(levels)(levels.map(({ chance }) => chance));
}

/**
 * How many bits one noisy value tells of the question to which of the levels it belongs, for chances of the levels in their order: the
 * mutual information of the level and the value, which is normal around it. The entropy of the mixture by the trapezoidal rule; right to
 * 0.001 bits for levels with like deviations. Chances count relative to each other; 0 where fewer than two levels have any.
 */
export function informationAmong(levels: readonly ValueLevel[]): (chances: readonly number[]) => number {
  const unit = Math.min(...levels.map(({ deviation }) => deviation));
  const widest = Math.max(...levels.map(({ deviation }) => deviation)) / unit;
  const { places, end } = placesOf(levels, unit);
  const steps = Math.ceil((end + 2 * REACH * widest) / MOST_WIDTH);
  const width = (end + 2 * REACH * widest) / steps;
  // Without the constant of all densities, 1 / sqrt(2 pi) of a unit, nor its logarithm.
  const densities = levels.map(({ deviation }, index) =>
    Float64Array.from({ length: steps + 1 }, (_, step) => {
      const value = step * width - REACH * widest;
      return (Math.exp(-((((value - places[index]!) * unit) / deviation) ** 2) / 2) * unit) / deviation;
    }),
  );
  const entropies = levels.map(({ deviation }) => Math.log2(deviation / unit) + Math.LOG2E / 2);

  return (chances) => {
    const total = chances.reduce((sum, chance) => sum + Math.max(chance, 0), 0);
    const mixture = new Float64Array(steps + 1);
    let possible = 0;
    let known = 0;
    for (const [index, chance] of chances.entries()) {
      if (!(chance > 0)) continue;
      const share = chance / total;
      const density = densities[index]!;
      for (let step = 0; step <= steps; step++) mixture[step]! += share * density[step]!;
      known += share * entropies[index]!;
      possible += 1;
    }
    if (possible < 2) return 0;
    let mixed = 0;
    for (const density of mixture) if (density > 0) mixed -= density * Math.log2(density);
    return Math.max((mixed * width) / Math.sqrt(2 * Math.PI) - known, 0);
  };
}

/** Where the levels lie, in units from the lowest one, with what is more than `APART` between them left out. */
function placesOf(levels: readonly ValueLevel[], unit: number): { readonly places: readonly number[]; readonly end: number } {
  const places = levels.map(() => 0);
  let end = 0;
  let below = NaN;
  for (const [index, { mean }] of [...levels.entries()].toSorted(([, a], [, b]) => a.mean - b.mean)) {
    if (!Number.isNaN(below)) end += Math.min((mean - below) / unit, APART);
    places[index] = end;
    below = mean;
  }
  return { places, end };
}
