import { UserError } from './errors.ts';

type Scale = readonly (readonly [factor: number, unit: string])[];

const DURATIONS_NS: Scale = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
];
// Powers of 1000, as the symbols say (SI); KiB and its siblings are for powers of 1024 and only read, never written.
const BYTES: Scale = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
];
const RATES: Scale = [
  [1e9, 'G ops/s'],
  [1e6, 'M ops/s'],
  [1e3, 'k ops/s'],
  [1, 'ops/s'],
];

/** What stands for a number that is not there or not finite. */
const NOTHING = '–';
// Not the user's locale: reports are compared and read by machines, and must be the same everywhere.
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Digits after the point so that the number has `digits` significant ones, but never more than `most`. */
function decimalsFor(value: number, digits: number, most: number): number {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return Math.min(Math.max(digits - 1 - magnitude, 0), most);
}

function toDigits(value: number, digits: number, most: number): string {
  // Rounding can add a digit before the point (9.996 is 10.0, not 10.00), so the digits are counted after it.
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1e4 ? grouped.format(value) : value.toFixed(decimalsFor(rounded, digits, most));
}

/** The step of the scale in which the value, as rounded to three digits, is at least 1; the last step for smaller ones. */
function stepFor(value: number, scale: Scale): readonly [factor: number, unit: string] {
  const size = Math.abs(Number(value.toPrecision(3)));
  return scale.find(([factor]) => size >= factor) ?? scale[scale.length - 1]!;
}

function formatIn(value: number, scale: Scale, mostDecimals: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const [factor, unit] = stepFor(value, scale);
  return value === 0 ? `0 ${unit}` : `${toDigits(value / factor, 3, mostDecimals)} ${unit}`;
}

/** Three significant digits in ns, µs, ms or s: `1.23 µs`; two decimals below a nanosecond: `0.31 ns`. */
export function formatDuration(durationNs: number): string {
  return formatIn(durationNs, DURATIONS_NS, 2);
}

/** Both ends in one unit, with as many digits (at most six) as it takes to tell them apart: `1.231 to 1.238 µs`. */
export function formatInterval(intervalNs: { readonly low: number; readonly high: number }): string {
  const { low, high } = intervalNs;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return NOTHING;
  const [factor, unit] = stepFor(high, DURATIONS_NS);
  let digits = 3;
  const end = (value: number) => value.toFixed(decimalsFor(high / factor, digits, digits));
  while (digits < 6 && low !== high && end(low / factor) === end(high / factor)) digits += 1;
  return `${end(low / factor)} to ${end(high / factor)} ${unit}`;
}

/** Powers of 1000: `1.23 MB` is 1,230,000 bytes. Below a kilobyte whole, below ten bytes with one decimal where there is one. */
export function formatBytes(bytes: number): string {
  if (Math.abs(bytes) >= 999.5 || !Number.isFinite(bytes)) return formatIn(bytes, BYTES, 2);
  return `${Number(bytes.toFixed(Math.abs(bytes) < 10 ? 1 : 0))} B`;
}

/** Three significant digits: `1.23 M ops/s`. */
export function formatOps(opsPerSecond: number): string {
  return formatIn(opsPerSecond, RATES, 2);
}

/** Whole, with commas: `1,234,567`. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? grouped.format(count) : NOTHING;
}

/** A share of 1 as per cent, two significant digits: `0.35 %`, `1.2 %`, `12 %`; zero, as rounded, has no sign. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return NOTHING;
  const percent = share * 100;
  const digits = toDigits(percent, Math.abs(percent) >= 99.5 ? 3 : 2, 2);
  return `${percent === 0 ? '0' : Number(digits) === 0 ? digits.replace('-', '') : digits} %`;
}

/** Half the width of an interval as a share of its centre: `± 1.2 %`. Beyond the centre itself only that: such an interval says nothing. */
export function formatError(relativeError: number): string {
  return relativeError > 1 ? '± >100 %' : `± ${formatPercent(relativeError)}`;
}

/** How many times as much, three significant digits: `1.83x`. */
export function formatRelative(ratio: number): string {
  return Number.isFinite(ratio) ? `${toDigits(ratio, 3, 3)}x` : NOTHING;
}

/** A time over that of a reference, in words: 2.69 is `2.69x slower`, 0.5 is `2.00x faster`. */
export function formatSpeed(ratio: number): string {
  return ratio >= 1 ? `${formatRelative(ratio)} slower` : `${formatRelative(1 / ratio)} faster`;
}

/** New over old as a signed change: 1.032 is `+3.2 %`, 0.5 is `-50 %`, 12.3 (tenfold and beyond) is `12.3x`. */
export function formatChange(ratio: number): string {
  if (!Number.isFinite(ratio)) return NOTHING;
  if (ratio >= 10) return formatRelative(ratio);
  const text = formatPercent(ratio - 1);
  return ratio > 1 && Number.parseFloat(text) !== 0 ? `+${text}` : text;
}

const DURATION_UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, min: 60e9 };
const BYTE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};
const RATE_PREFIXES: Readonly<Record<string, number>> = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9 };

const NUMBER = String.raw`\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)\s*`;
const QUANTITY = new RegExp(`^${NUMBER}([a-zµμ]{1,3})\\s*$`, 'i');
const RATE = new RegExp(`^${NUMBER}([kKMG]?)\\s*(?:ops?)?\\s*/\\s*s(?:ec)?\\s*$`);
const PERCENT = new RegExp(`^${NUMBER}%\\s*$`);

function refuse(what: string, text: string, field: string | undefined, forms: string): never {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  throw new UserError(
    `bad-${what.split(' ')[0]}`,
    `${field === undefined ? '' : `${field}: `}'${shown}' is not a ${what}: write ${forms}.`,
  );
}

/** The product without the dust of binary fractions, so that 1.1 ms is 1,100,000 ns; undefined unless both are there and finite. */
function scaled(number: string | undefined, factor: number | undefined): number | undefined {
  if (number === undefined || factor === undefined) return undefined;
  const value = Number((Number(number) * factor).toPrecision(15));
  return Number.isFinite(value) ? value : undefined;
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, number, unit] = QUANTITY.exec(text) ?? [];
  const key = unit?.toLowerCase() ?? '';
  return scaled(number, Object.hasOwn(units, key) ? units[key] : undefined);
}

/**
 * `2 ms` in nanoseconds. A unit is required: ns, µs (us), ms, s, min. `field` begins the message, `budget.median` for one.
 * @throws UserError `bad-duration`
 */
export function parseDuration(text: string, field?: string): number {
  const forms = "a number and one of ns, µs (or us), ms, s, min, as in '2 ms'";
  return parseQuantity(text, DURATION_UNITS) ?? refuse('duration', text, field, forms);
}

/**
 * `1 MB` in bytes: kB, MB, GB, TB are powers of 1000; KiB, MiB, GiB, TiB are powers of 1024.
 * @throws UserError `bad-size`
 */
export function parseBytes(text: string, field?: string): number {
  const forms = "a number and one of B, kB, MB, GB (powers of 1000) or KiB, MiB, GiB (powers of 1024), as in '1 MB'";
  return parseQuantity(text, BYTE_UNITS) ?? refuse('size in bytes', text, field, forms);
}

/**
 * `50 k ops/s` as operations per second; k, M and G are allowed, `ops` may be left out.
 * @throws UserError `bad-rate`
 */
export function parseRate(text: string, field?: string): number {
  const [, number, prefix] = RATE.exec(text) ?? [];
  return (
    scaled(number, RATE_PREFIXES[prefix ?? '']) ??
    refuse('rate', text, field, "a number and ops/s, with k, M or G if you like, as in '50 k ops/s'")
  );
}

/**
 * `2 %` as a share: 0.02.
 * @throws UserError `bad-percentage`
 */
export function parsePercent(text: string, field?: string): number {
  const [, number] = PERCENT.exec(text) ?? [];
  return scaled(number, 0.01) ?? refuse('percentage', text, field, "a number and %, as in '2 %'");
}
