const NS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [1, ['ns', 'nsec', 'nsecs', 'nanosecond', 'nanoseconds']],
      // The micro sign and the Greek letter.
      [1e3, ['us', '\u00b5s', '\u03bcs', 'usec', 'usecs', 'microsecond', 'microseconds']],
      [1e6, ['ms', 'msec', 'msecs', 'millisecond', 'milliseconds']],
      [1e9, ['s', 'sec', 'secs', 'second', 'seconds']],
      [60e9, ['min', 'minute', 'minutes']],
    ] as const
  ).flatMap(([factor, names]) => names.map((name) => [name, factor])),
);

const WORK = String.raw`(?:iter(?:ation)?s?|op(?:eration)?s?|runs?|calls?)`;
const TIME = new RegExp(String.raw`^([a-z\u00b5\u03bc]+)(?:\s*/\s*${WORK})?$`);
const RATE = new RegExp(String.raw`^${WORK}\s*/\s*([a-z\u00b5\u03bc]+)$`);

const factorOf = (unit: string | undefined) => (unit !== undefined && Object.hasOwn(NS, unit) ? NS[unit] : undefined);

/**
 * Nanoseconds per iteration from a value in another tool's unit: a time (`ms`, `ns/iter`, `secs/op`) or a rate
 * (`ops/sec`, `iter/s`, `hz`). `inverted` tells that it was a rate. Null when the unit is neither, or the time is not above 0.
 */
export function toNanoseconds(value: number, unit: string): { readonly ns: number; readonly inverted: boolean } | null {
  // Go's tool writes all metrics of a line as one unit: `ns/op	 16 B/op`. The first belongs to the value.
  const [first = ''] = unit
    .trim()
    .toLowerCase()
    .split(/\t|\s{2,}/);
  const time = factorOf(TIME.exec(first)?.[1]);
  const rate = first === 'hz' ? 1e9 : factorOf(RATE.exec(first)?.[1]);
  const ns = time !== undefined ? value * time : rate !== undefined ? rate / value : Number.NaN;
  return Number.isFinite(ns) && ns > 0 ? { ns, inverted: time === undefined } : null;
}
