import { orderOf } from '../orderOf.ts';
import type { SeededRandom } from '../seededRandom.ts';

const TREES = 100;
const SAMPLE = 256;
const EULER = 0.5772156649015329;

/**
 * Anomaly score of each value, 0 to 1: Liu, Ting and Zhou (2008), "Isolation forest", ICDM, with their 100 trees over samples of 256. Values
 * that few random splits isolate score near 1, others under 0.5. A leaf of a tree holds values that follow each other in their order,
 * so a tree gives all of them their path lengths while it grows, and is not kept. Of our own: the two npm packages of 2026 draw from
 * Math.random, so that no result repeats, and neither has seen a change in years.
 */
export function isolationScores(values: readonly number[], random: SeededRandom): number[] {
  const n = values.length;
  const size = Math.min(SAMPLE, n);
  const deepest = Math.ceil(Math.log2(Math.max(2, size)));
  const usual = meanSearchLength(size);
  const leafLengths = Float64Array.from({ length: size + 1 }, (_, count) => meanSearchLength(count));
  const order = orderOf(values);
  const ordered = Float64Array.from(order, (index) => values[index]!);
  const lengths = new Float64Array(n);
  const draw = sampler(values, size, random);

  /** The part of a tree over the values of a sample, `from` to before `to`, through which those of all in `first` to before `end` come. */
  const grow = (sample: Float64Array, from: number, to: number, first: number, end: number, depth: number): void => {
    const [low, high] = [sample[from]!, sample[to - 1]!];
    if (depth >= deepest || to - from <= 1 || low === high) {
      const length = depth + leafLengths[to - from]!;
      for (let place = first; place < end; place += 1) lengths[place]! += length;
      return;
    }
    const at = low + random.uniform() * (high - low);
    // Rounding may put the split on the highest value.
    const cut = Math.min(firstAbove(sample, at, from, to), to - 1);
    const middle = firstAbove(ordered, at, first, end);
    grow(sample, from, cut, first, middle, depth + 1);
    grow(sample, cut, to, middle, end, depth + 1);
  };
  for (let tree = 0; tree < TREES; tree += 1) grow(draw(), 0, size, 0, n, 0);

  const scores = new Array<number>(n);
  for (let place = 0; place < n; place += 1) scores[order[place]!] = usual > 0 ? 2 ** (-lengths[place]! / TREES / usual) : 0.5;
  return scores;
}

/** Index of the first of the ascending values in a range that is above; the end of the range where none is. */
function firstAbove(values: Float64Array, least: number, start: number, end: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > least) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Mean length of an unsuccessful search in a binary search tree of n values: their equation 1. */
function meanSearchLength(n: number): number {
  if (n <= 1) return 0;
  return n === 2 ? 1 : 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}

/** Gives samples without replacement, by the first steps of a shuffle (Fisher and Yates), in ascending order. */
function sampler(values: readonly number[], size: number, { uniform }: SeededRandom): () => Float64Array {
  const n = values.length;
  const shuffled = Float64Array.from(values);
  const others = new Uint32Array(size);
  const swap = (place: number, other: number) => {
    const value = shuffled[place]!;
    shuffled[place] = shuffled[other]!;
    shuffled[other] = value;
  };
  return () => {
    for (let place = 0; place < size; place += 1) swap(place, (others[place] = place + Math.floor(uniform() * (n - place))));
    const sample = shuffled.subarray(0, size).toSorted();
    // Each sample is drawn from the values as they were.
    for (let place = size - 1; place >= 0; place -= 1) swap(place, others[place]!);
    return sample;
  };
}
