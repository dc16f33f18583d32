import { createScale, type Scale, type ScaleKind } from './scale.ts';

/** Where Tukey's outlier fences stand (Tukey 1977): 1.5 and 3 interquartile ranges beyond the quartiles. */
export interface Fences {
  readonly lowSevere: number;
  readonly lowMild: number;
  readonly highMild: number;
  readonly highSevere: number;
}

/** The samples of all blocks in one array, sorted, with what the charts need of them. */
export interface SampleSet {
  /** Ascending, ns per iteration. Never empty. */
  readonly sorted: Float64Array;
  readonly fences: Fences;
}

/** The value at a share of sorted values, between neighbours in proportion (type 7 of Hyndman and Fan 1996). */
export function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** Null when no block has a sample. */
export function collectSamples(blocks: readonly { readonly samplesNs: Float64Array }[]): SampleSet | null {
  const sorted = new Float64Array(blocks.reduce((sum, block) => sum + block.samplesNs.length, 0));
  let offset = 0;
  for (const { samplesNs } of blocks) {
    sorted.set(samplesNs, offset);
    offset += samplesNs.length;
  }
  if (sorted.length === 0) return null;
  sorted.sort();
  const [q1, q3] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)];
  const range = q3 - q1;
  return {
    sorted,
    fences: { lowSevere: q1 - 3 * range, lowMild: q1 - 1.5 * range, highMild: q3 + 1.5 * range, highSevere: q3 + 3 * range },
  };
}

/** The part of the axis that the charts show: everything, or what lies inside the severe fences. */
export function sampleScale(samples: SampleSet, kind: ScaleKind, range: 'typical' | 'all'): Scale {
  const { sorted, fences } = samples;
  const max = sorted[sorted.length - 1]!;
  // Where the wait for a core was subtracted, a sample may be nothing at all, which has no place on a log scale.
  const min = (kind === 'log' ? sorted.find((sample) => sample > 0) : undefined) ?? sorted[0]!;
  if (range === 'all') return createScale(kind, min, max);
  return createScale(kind, Math.max(min, fences.lowSevere), Math.min(max, fences.highSevere));
}

export interface Histogram {
  /** `counts.length + 1` edges, ascending. */
  readonly edges: Float64Array;
  readonly counts: Uint32Array;
  /** Samples outside of the axis. */
  readonly below: number;
  readonly above: number;
}

/** First index whose value is at least `value` (or beyond it, when `after`). */
function indexOf(sorted: Float64Array, value: number, after: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle]!;
    if (found < value || (after && found === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** More are too narrow to read. */
export const MOST_BINS = 80;

/** How many bins show these samples best: Freedman and Diaconis (1981) on the scale's own axis, between 12 and `most`. */
export function binCountOf({ sorted }: SampleSet, scale: Scale, most: number): number {
  const inside = indexOf(sorted, scale.high, true) - indexOf(sorted, scale.low, false);
  const quartileWidth = scale.toShare(quantileOf(sorted, 0.75)) - scale.toShare(quantileOf(sorted, 0.25));
  const width = (2 * quartileWidth) / Math.cbrt(Math.max(1, inside));
  return Math.max(1, Math.min(most, Math.max(12, width > 0 && Number.isFinite(width) ? Math.ceil(1 / width) : 12)));
}

/** Bins of equal width on the scale. The last bin includes its upper edge. */
export function histogramOf({ sorted }: SampleSet, scale: Scale, bins: number): Histogram {
  const from = indexOf(sorted, scale.low, false);
  const to = indexOf(sorted, scale.high, true);
  const edges = Float64Array.from({ length: bins + 1 }, (_, index) => scale.fromShare(index / bins));
  const counts = new Uint32Array(bins);
  for (let index = from; index < to; index += 1) {
    counts[Math.max(0, Math.min(bins - 1, Math.floor(scale.toShare(sorted[index]!) * bins)))]! += 1;
  }
  return { edges, counts, below: from, above: sorted.length - to };
}

/** How many samples fall on each of `columns` equal parts of the axis. */
export function densityOf(samplesNs: Float64Array, scale: Scale, columns: number): Uint32Array {
  const counts = new Uint32Array(columns);
  for (const sample of samplesNs) {
    const share = scale.toShare(sample);
    if (share >= 0 && share <= 1) counts[Math.min(columns - 1, Math.floor(share * columns))]! += 1;
  }
  return counts;
}

/** Median of values in any order; NaN of none. */
export function medianOf(values: Float64Array): number {
  return values.length === 0 ? Number.NaN : quantileOf(values.toSorted(), 0.5);
}
