import * as v from 'valibot';
import { messageOf, UserError } from '../../base/errors.ts';
import { parseBytes, parseDuration, parsePercent } from '../../base/units.ts';
import type { LimitUnit } from '../../model/alert.ts';
import { quantity } from './configFields.ts';

/** In milliseconds; hours and days too. */
export function duration(description: string, example: string) {
  return quantity(parseLongMs, description, example);
}

function parseLongMs(given: string): number {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([hd])\s*$/.exec(given) ?? [];
  if (unit !== undefined) return Number(number) * (unit === 'h' ? 3_600_000 : 86_400_000);
  try {
    return parseDuration(given) / 1e6;
  } catch (error) {
    // What it knows ends with minutes.
    const message = messageOf(error).replace(/write .*$/u, "write a number and one of ms, s, min, h, d, as in '5 min'.");
    throw new UserError('bad-duration', message, { cause: error });
  }
}

/** In the unit of the metric. */
export function limit(description: string) {
  return v.pipe(
    writtenLimit(description),
    v.transform(({ value }) => value),
  );
}

/** The same, with what it is written as. */
export function writtenLimit(description: string) {
  return v.pipe(
    v.union([v.number(), v.string()], 'must be a number, or text with a unit, like "80 %", "500 MB" or "200 ms"'),
    v.description(description),
    v.examples(['80 %']),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const found = limitOf(dataset.value);
      if (found !== null && Number.isFinite(found.value)) return found;
      addIssue({ message: `is wrong: '${dataset.value}' is no number, and no text like "80 %", "500 MB" or "200 ms"` });
      return NEVER;
    }),
  );
}

interface WrittenLimit {
  readonly value: number;
  readonly writtenAs: LimitUnit;
}

const units: readonly (readonly [LimitUnit, (text: string) => number])[] = [
  ['share', parsePercent],
  ['bytes', parseBytes],
  ['milliseconds', parseLongMs],
];

function limitOf(given: number | string): WrittenLimit | null {
  if (typeof given === 'number') return { value: given, writtenAs: 'number' };
  const sign = /^\s*-/.test(given) ? -1 : 1;
  const size = given.replace(/^\s*-/, '').replace(/\/s\s*$/, '');
  for (const [writtenAs, parse] of units) {
    try {
      return { value: sign * parse(size), writtenAs };
    } catch {
      // It is of another unit.
    }
  }
  return null;
}
