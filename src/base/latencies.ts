/**
 * Times in buckets whose width grows with them, 32 to each power of two: what is read of them is wrong by less than 1.6 %. Its size has a
 * limit, whatever is put in. After G. Tene's HdrHistogram.
 */
export interface Latencies {
  /** `times`: of how many that is; 1 unless given. */
  record(ms: number, times?: number): void;
  add(other: LatencyCounts): void;
  readonly count: number;
  /** Exact; 0 of none. */
  readonly mostMs: number;
  /** The time that so large a share, 0 to 1, did not exceed; 0 of none. */
  quantileMs(share: number): number;
  /** What was put in so far, to be sent or added to others. */
  counts(): LatencyCounts;
}

/** Flat pairs of bucket and count, in order of the buckets. */
export interface LatencyCounts {
  readonly mostMs: number;
  readonly buckets: readonly number[];
}

const IN_OCTAVE = 32;
/** The first octave begins at a microsecond; the last ends after more than a day. */
const LEAST_MS = 1e-3;
const OCTAVES = 37;
const LAST = OCTAVES * IN_OCTAVE - 1;

export function createLatencies(): Latencies {
  const counts = new Map<number, number>();
  let count = 0;
  let mostMs = 0;
  const put = (bucket: number, times: number) => {
    counts.set(bucket, (counts.get(bucket) ?? 0) + times);
    count += times;
  };
  const sorted = () => [...counts].toSorted(([a], [b]) => a - b);

  return {
    record(ms, times = 1) {
      put(bucketOf(ms), times);
      if (ms > mostMs) mostMs = ms;
    },
    add({ mostMs: theirs, buckets }) {
      for (let at = 0; at + 1 < buckets.length; at += 2) put(buckets[at]!, buckets[at + 1]!);
      mostMs = Math.max(mostMs, theirs);
    },
    get count() {
      return count;
    },
    get mostMs() {
      return mostMs;
    },
    quantileMs(share) {
      let left = Math.max(1, Math.ceil(share * count));
      for (const [bucket, times] of sorted()) {
        left -= times;
        if (left <= 0) return Math.min(middleMs(bucket), mostMs);
      }
      return mostMs;
    },
    counts: () => ({ mostMs, buckets: sorted().flat() }),
  };
}

/** Whether these are counts of such buckets: they come from other processes. */
export function areLatencyCounts({ mostMs, buckets }: LatencyCounts): boolean {
  const areWhole = buckets.every((value, at) => Number.isInteger(value) && value >= 0 && (at % 2 === 1 || value <= LAST));
  return Number.isFinite(mostMs) && mostMs >= 0 && buckets.length % 2 === 0 && areWhole;
}

function bucketOf(ms: number): number {
  if (!(ms > LEAST_MS)) return 0;
  const exact = Math.log2(ms / LEAST_MS);
  const octave = Math.floor(exact);
  const within = Math.floor((ms / (LEAST_MS * 2 ** octave) - 1) * IN_OCTAVE);
  // What is next to a power of two may be rounded over it.
  return Math.min(Math.max(octave * IN_OCTAVE + Math.min(within, IN_OCTAVE - 1), 0), LAST);
}

function middleMs(bucket: number): number {
  const octave = Math.floor(bucket / IN_OCTAVE);
  return LEAST_MS * 2 ** octave * (1 + ((bucket % IN_OCTAVE) + 0.5) / IN_OCTAVE);
}
