const FIRST_CAPACITY = 256;

/** The newest values of one metric with their times, in typed arrays, which grow with the values up to their capacity. */
export interface RingBuffer {
  readonly length: number;
  /** Times never go back. Over the capacity, the oldest value goes. */
  push(atMs: number, value: number): void;
  /** Copies of what is at or after a time, oldest first. */
  since(fromMs: number): { readonly atMs: Float64Array; readonly values: Float64Array };
  /** Adds to all times: the clock was set. */
  shift(byMs: number): void;
}

/** `capacity` is at least 1. A push takes constant time, and allocates only where the arrays grow, which they do by doubling. */
export function createRingBuffer(capacity: number): RingBuffer {
  let size = Math.min(FIRST_CAPACITY, capacity);
  let times = new Float64Array(size);
  let values = new Float64Array(size);
  /** Where the oldest one is; 0 until all places are taken. */
  let start = 0;
  let length = 0;

  function grow(): void {
    size = Math.min(size * 2, capacity);
    times = grown(times, size);
    values = grown(values, size);
  }

  /** The first that is not before a time, counted from the oldest. */
  function firstSince(fromMs: number): number {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (times[(start + middle) % size]! < fromMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function copy(of: Float64Array, from: number): Float64Array {
    const result = new Float64Array(length - from);
    const first = (start + from) % size;
    const atOnce = Math.min(size - first, result.length);
    result.set(of.subarray(first, first + atOnce));
    result.set(of.subarray(0, result.length - atOnce), atOnce);
    return result;
  }

  return {
    get length() {
      return length;
    },
    push(atMs, value) {
      if (length === size && size < capacity) grow();
      if (length < size) {
        times[length] = atMs;
        values[length] = value;
        length += 1;
        return;
      }
      times[start] = atMs;
      values[start] = value;
      start = start + 1 === size ? 0 : start + 1;
    },
    since(fromMs) {
      const from = firstSince(fromMs);
      return { atMs: copy(times, from), values: copy(values, from) };
    },
    shift(byMs) {
      for (let place = 0; place < length; place++) times[place]! += byMs;
    },
  };
}

function grown(from: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(size);
  result.set(from);
  return result;
}
