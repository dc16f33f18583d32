import { addAbortSignal, type Readable } from 'node:stream';
import { messageOf } from '../base/errors.ts';
import { visibleText } from '../base/text.ts';
import { usageError } from './arguments.ts';

const MOST_VALUES = 100_000;
/** Far more than as many numbers take. */
const MOST_CHARACTERS = 16_000_000;
/** Beyond this, squares and their sums would not be finite. */
const LARGEST = 1e100;
const EXAMPLE = '{ "values": [1.2, 1.3] } or [1.2, 1.3]';
/** A year, month, day or time by ISO 8601. */
const ISO_TIME = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

export interface SeriesInput {
  readonly values: readonly number[];
  /** As they were given, in ascending order; null without. */
  readonly timestamps: readonly (number | string)[] | null;
  /** Timestamps as numbers, ISO times in milliseconds; the indices without. */
  readonly places: readonly number[];
  /** What a place counts. */
  readonly unit: 'value' | 'timestamp' | 'millisecond';
}

/** Reads `{ "values": […], "timestamps"?: […] }` or a bare array of values. */
export async function readSeries(input: Readable, fewest: number, signal: AbortSignal): Promise<SeriesInput> {
  if ('isTTY' in input && input.isTTY === true) {
    throw usageError('detect reads the values as JSON on the standard input: laptime detect trend < values.json');
  }
  return parseSeries(await readAll(input, signal), fewest);
}

async function readAll(input: Readable, signal: AbortSignal): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of addAbortSignal(signal, input).setEncoding('utf8') as AsyncIterable<string>) {
    pieces.push(piece);
    length += piece.length;
    if (length > MOST_CHARACTERS)
      throw usageError(`detect takes at most ${MOST_CHARACTERS / 1e6} million characters on the standard input`);
  }
  return pieces.join('');
}

/** @throws UserError `usage`, which names the field that is wrong */
export function parseSeries(text: string, fewest: number): SeriesInput {
  if (text.trim() === '') throw usageError(`the standard input is empty: write ${EXAMPLE} to it`);
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw usageError(
      `the standard input is not JSON (${visibleText(messageOf(error).replaceAll(/\s+/g, ' '))}): write ${EXAMPLE}, without NaN or Infinity`,
    );
  }
  const { values, timestamps } = Array.isArray(data) ? { values: data as unknown } : fieldsOf(data);
  const numbers = parseValues(values, fewest);
  if (timestamps === undefined) return { values: numbers, timestamps: null, places: [...numbers.keys()], unit: 'value' };
  return { values: numbers, ...parseTimestamps(timestamps, numbers.length) };
}

function fieldsOf(data: unknown): { values?: unknown; timestamps?: unknown } {
  if (typeof data !== 'object' || data === null) throw usageError(`the standard input is ${describe(data)}: write ${EXAMPLE}`);
  if (!('values' in data)) throw usageError(`the standard input has no "values": write ${EXAMPLE}`);
  return data;
}

function parseValues(values: unknown, fewest: number): number[] {
  if (!Array.isArray(values)) throw usageError(`values is ${describe(values)}, and must be an array of numbers`);
  if (values.length < fewest) throw usageError(`values has ${values.length}, and this needs at least ${fewest}`);
  if (values.length > MOST_VALUES) {
    throw usageError(
      `values has ${values.length.toLocaleString('en')}, and detect takes at most 100,000: leave out the oldest, or thin them`,
    );
  }
  return values.map((value: unknown, index) => {
    if (isUsable(value)) return value;
    throw usageError(`values[${index}] is ${describe(value)}, and must be a finite number: leave out what was not measured`);
  });
}

function parseTimestamps(timestamps: unknown, length: number): Omit<SeriesInput, 'values'> {
  if (!Array.isArray(timestamps)) throw usageError(`timestamps is ${describe(timestamps)}, and must be an array with one for each value`);
  if (timestamps.length !== length) {
    throw usageError(`timestamps has ${timestamps.length} and values has ${length}: give one timestamp for each value, or none at all`);
  }
  const isText = typeof timestamps[0] === 'string';
  const places = timestamps.map((timestamp: unknown, index) => {
    const place = isText ? parseTime(timestamp) : timestamp;
    if (isUsable(place)) return place;
    throw usageError(
      `timestamps[${index}] is ${describe(timestamp)}, and must be ${isText ? 'a time as 2026-01-31T12:00:00Z' : 'a finite number'}, as the first one is`,
    );
  });
  const unsorted = places.findIndex((place, index) => index > 0 && place < places[index - 1]!);
  if (unsorted !== -1) throw usageError(`timestamps[${unsorted}] is before timestamps[${unsorted - 1}]: sort both arrays by time`);
  if (places[0] === places.at(-1)) throw usageError('timestamps are all the same: without them the values are taken as evenly spaced');
  return { timestamps: timestamps as (number | string)[], places, unit: isText ? 'millisecond' : 'timestamp' };
}

const isUsable = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= LARGEST;

const parseTime = (text: unknown) => (typeof text === 'string' && ISO_TIME.test(text) ? Date.parse(text) : null);

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  // What JSON calls 1e999 is infinite.
  if (typeof value === 'number' && Math.abs(value) > LARGEST) return `beyond ${LARGEST}`;
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
