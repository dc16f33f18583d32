/** Beyond this many standard deviations apart one value tells which of two levels it belongs to. */
const APART = 8;
const STEPS = 32;
/** Deviations that the integral covers beyond both levels. */
const REACH = 4;

/** Of a yes with chance `share`, in bits (Shannon 1948). */
export function binaryEntropy(share: number): number {
  return share > 0 && share < 1 ? -share * Math.log2(share) - (1 - share) * Math.log2(1 - share) : 0;
}

/**
 * How many bits one noisy value tells of the question whether it belongs to the upper of two levels: the mutual information
 * of the answer, yes with chance `share`, and a normal value whose levels lie `separation` standard deviations apart. By the
 * trapezoidal rule; right to 0.001 bits.
 */
export function answerInformation(share: number, separation: number): number {
  if (!(share > 0 && share < 1)) return 0;
  if (separation > APART) return binaryEntropy(share);
  const width = (separation + 2 * REACH) / STEPS;
  let left = 0;
  for (let step = 0; step <= STEPS; step++) {
    const value = step * width - REACH;
    const lower = (1 - share) * Math.exp((-value * value) / 2);
    const upper = share * Math.exp(-((value - separation) ** 2) / 2);
    const edge = step === 0 || step === STEPS ? 0.5 : 1;
    left += edge * (lower + upper) * binaryEntropy(upper / (lower + upper));
  }
  return Math.max(binaryEntropy(share) - (left * width) / Math.sqrt(2 * Math.PI), 0);
}
