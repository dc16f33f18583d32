/** By how much counters went up since they were last read. */
export interface Counters {
  /** Undefined the first time, and where the counter went back: it began anew, or is another one. */
  since(name: string, value: number | undefined): number | undefined;
  /** Forgets what was not read since the last call: it is gone, and counts anew should it come back. */
  forgetOthers(): void;
}

export function createCounters(): Counters {
  let before = new Map<string, number>();
  let now = new Map<string, number>();
  return {
    since(name, value) {
      if (value === undefined || !Number.isFinite(value)) return undefined;
      now.set(name, value);
      const last = before.get(name);
      return last === undefined || value < last ? undefined : value - last;
    },
    forgetOthers() {
      before = now;
      now = new Map();
    },
  };
}

/** Undefined where either is, or where no time has passed. */
export function rate(amount: number | undefined, elapsed: number | undefined): number | undefined {
  return amount === undefined || elapsed === undefined || elapsed <= 0 ? undefined : amount / elapsed;
}

/** The same, as a share: clocks are read one after the other, so that a little more than all is all. */
export function share(part: number | undefined, whole: number | undefined): number | undefined {
  const found = rate(part, whole);
  return found === undefined ? undefined : Math.min(found, 1);
}
