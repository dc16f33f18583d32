/** Means of values over equal spans of time, the newest so many of them. */
export interface Bins {
  /** In order of time. True where the span before is over. */
  add(activeMs: number, value: number): boolean;
  /** Of spans that are over and begin at `fromMs` or later, and before `untilMs`. */
  between(fromMs: number, untilMs: number): { readonly places: number[]; readonly values: number[] };
}

export function createBins(binMs: number, lookBackMs: number): Bins {
  const size = Math.ceil(lookBackMs / binMs) + 2;
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  let newest = -Infinity;
  const placeOf = (bin: number) => ((bin % size) + size) % size;
  return {
    add(activeMs, value) {
      const bin = Math.floor(activeMs / binMs);
      const isNext = bin > newest;
      if (isNext) {
        for (let empty = Math.max(newest + 1, bin - size + 1); empty <= bin; empty += 1) sums[placeOf(empty)] = counts[placeOf(empty)] = 0;
        newest = bin;
      }
      if (bin <= newest - size) return false;
      sums[placeOf(bin)]! += value;
      counts[placeOf(bin)]! += 1;
      return isNext;
    },
    between(fromMs, untilMs) {
      const [places, values]: [number[], number[]] = [[], []];
      if (newest === -Infinity) return { places, values };
      const first = Math.max(Math.ceil(fromMs / binMs), newest - size + 1);
      const last = Math.min(Math.ceil(untilMs / binMs) - 1, newest - 1);
      for (let bin = first; bin <= last; bin += 1) {
        const count = counts[placeOf(bin)]!;
        if (count === 0) continue;
        places.push((bin + 0.5) * binMs);
        values.push(sums[placeOf(bin)]! / count);
      }
      return { places, values };
    },
  };
}

/** What was before, into bins. */
export function fill(bins: Bins, { atMs, values }: { readonly atMs: Float64Array; readonly values: Float64Array }): void {
  for (let index = 0; index < values.length; index += 1) bins.add(atMs[index]!, values[index]!);
}
