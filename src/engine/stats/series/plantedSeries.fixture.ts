import { seededRandom, type SeededRandom } from '../seededRandom.ts';
import { autocorrelation, shrinkFactor } from './autocorrelation.ts';

/** Series of benchmarks that are made up: values around 100, with the kinds of noise that benchmarks are known to have. */
export const noiseKinds = [
  'normal',
  'Student t with 3 degrees of freedom',
  'log-normal',
  'autoregressive',
  'two modes',
  'changing spread',
  'permuted history',
  'block-permuted history',
] as const;
export type NoiseKind = (typeof noiseKinds)[number];

const studentT3 = ({ normal }: SeededRandom) => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3);
const between = ({ uniform }: SeededRandom, low: number, high: number) => low + (high - low) * uniform();
const whole = (random: SeededRandom, low: number, high: number) => Math.floor(between(random, low, high + 1));

/** Relative noise of `length` values with a median near 0 and a spread near 1. */
export function noise(kind: NoiseKind, length: number, random: SeededRandom): number[] {
  const many = (draw: (index: number) => number) => Array.from({ length }, (_, index) => draw(index));
  switch (kind) {
    case 'normal':
      return many(() => random.normal());
    case 'Student t with 3 degrees of freedom':
      return many(() => studentT3(random));
    case 'log-normal':
      return many(() => Math.exp(random.normal()) - 1);
    case 'autoregressive':
      return autoregressive(length, between(random, 0.2, 0.7), random);
    case 'two modes': {
      const [gap, share] = [between(random, 4, 15), between(random, 0.2, 0.5)];
      return many(() => random.normal() + (random.uniform() < share ? gap : 0));
    }
    case 'changing spread': {
      const [period, phase] = [between(random, 20, 80), between(random, 0, 6)];
      return many((index) => random.normal() * Math.exp(0.8 * Math.sin((2 * Math.PI * index) / period + phase)));
    }
    case 'permuted history':
      return shuffledBlocks(history(length, random), 1, random);
    case 'block-permuted history':
      return shuffledBlocks(history(length, random), whole(random, 4, 12), random);
  }
}

function autoregressive(length: number, rho: number, random: SeededRandom): number[] {
  const values: number[] = [];
  for (let last = random.normal(); values.length < length; last = rho * last + Math.sqrt(1 - rho ** 2) * random.normal()) values.push(last);
  return values;
}

/** Like what machines in a build farm give: some memory, a skew, single slow runs, and a timer with steps. */
function history(length: number, random: SeededRandom): number[] {
  const slowShare = between(random, 0, 0.05);
  const step = random.uniform() < 0.3 ? between(random, 0.2, 0.8) : 0;
  return autoregressive(length, between(random, 0, 0.4), random).map((value) => {
    const skewed = value > 0 ? 1.4 * value : 0.8 * value;
    const slow = random.uniform() < slowShare ? Math.exp(between(random, 1, 3)) : 0;
    return step > 0 ? step * Math.round((skewed + slow) / step) : skewed + slow;
  });
}

function shuffledBlocks(values: readonly number[], size: number, random: SeededRandom): number[] {
  const blocks = Array.from({ length: Math.ceil(values.length / size) }, (_, block) => values.slice(block * size, (block + 1) * size));
  for (let last = blocks.length - 1; last > 0; last -= 1) {
    const other = whole(random, 0, last);
    [blocks[last], blocks[other]] = [blocks[other]!, blocks[last]!];
  }
  return blocks.flat();
}

export function stationarySeries(kind: NoiseKind, seed: number): number[] {
  const random = seededRandom(seed);
  const spread = between(random, 0.003, 0.05);
  return noise(kind, whole(random, 40, 400), random).map((value) => 100 * Math.max(0.01, 1 + spread * value));
}

export interface PlantedChange {
  readonly kind: 'step' | 'drift' | 'spike' | 'variance';
  /** First value that is changed, and the last one of a drift or spike; both the same for the others. */
  readonly start: number;
  readonly end: number;
  /**
   * False where the noise allows it to hide: under one spread, or under five standard errors of the difference of its sides, to which the
   * autocorrelation of the noise adds.
   */
  readonly detectable: boolean;
}

export interface PlantedSeries {
  readonly values: readonly number[];
  readonly changes: readonly PlantedChange[];
}

/** Zero to three changes of the level, and sometimes spikes or another spread, on one of the eight kinds of noise. */
export function plantedSeries(kind: NoiseKind, seed: number): PlantedSeries {
  const random = seededRandom(seed);
  const length = whole(random, 60, 300);
  const spread = between(random, 0.003, 0.05);
  const relative = noise(kind, length, random);
  const [, ...starts] = placesApart(whole(random, 1, 3), length, random);
  const logLevel = Array.from({ length }, () => 0);
  const changes: PlantedChange[] = [];
  const ownSpread = 1.4826 * medianOf(relative.map((value) => Math.abs(value - medianOf(relative))));
  const memory = Math.min(0.9, Math.max(0, autocorrelation(relative, 1)));
  const memoryShare = shrinkFactor(memory);
  for (const [place, start] of starts.entries()) {
    const size = (random.uniform() < 0.65 ? 1 : -1) * Math.exp(between(random, Math.log(0.005), Math.log(0.4)));
    const after = (starts[place + 1] ?? length) - start;
    const before = start - (starts[place - 1] ?? 0);
    const drifts = random.uniform() < 0.2 && after > 30;
    const steps = drifts ? whole(random, 10, Math.min(30, after - 10)) : 1;
    for (let index = start; index < length; index += 1) logLevel[index]! += size * Math.min(1, (index - start + 1) / steps);
    const inSpreads = Math.abs(size) / (spread * ownSpread);
    const detectable = inSpreads >= 1 && (inSpreads * memoryShare) / Math.sqrt(1 / before + 1 / (after - steps + 1)) >= 5;
    changes.push({ kind: drifts ? 'drift' : 'step', start, end: start + steps - 1, detectable });
  }
  if (random.uniform() < 0.15) {
    const [start, ratio] = [whole(random, 25, length - 25), between(random, 2, 5)];
    for (let index = start; index < length; index += 1) relative[index]! *= ratio;
    changes.push({ kind: 'variance', start, end: start, detectable: false });
  }
  const values = relative.map((value, index) => 100 * Math.exp(logLevel[index]!) * Math.max(0.01, 1 + spread * value));
  for (let spikes = random.uniform() < 0.4 ? whole(random, 1, 3) : 0; spikes > 0; spikes -= 1) {
    const [start, size] = [whole(random, 5, length - 8), whole(random, 1, 2)];
    const factor = Math.exp(between(random, 0.3, 1.5));
    for (let index = start; index < start + size; index += 1) values[index]! *= factor;
    changes.push({ kind: 'spike', start, end: start + size - 1, detectable: false });
  }
  return { values, changes };
}

/** 0 and `count` further places, each at least 8 values from the others; the last one may be as near to the end as 2. */
function placesApart(count: number, length: number, random: SeededRandom): number[] {
  const places = [0];
  while (places.length <= count) {
    const place = whole(random, 8, length - 2);
    if (places.every((other) => Math.abs(other - place) >= 8)) places.push(place);
  }
  return places.toSorted((a, b) => a - b);
}

function medianOf(values: readonly number[]): number {
  const order = values.toSorted((a, b) => a - b);
  return (order[Math.floor((order.length - 1) / 2)]! + order[Math.ceil((order.length - 1) / 2)]!) / 2;
}
