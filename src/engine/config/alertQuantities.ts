import * as v from 'valibot';
import { messageOf, UserError } from '../../base/errors.ts';
import { parseBytes, parseDuration, parsePercent } from '../../base/units.ts';
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
    v.union([v.number(), v.string()], 'must be a number, or text with a unit, like "80 %", "500 MB" or "200 ms"'),
    v.description(description),
    v.examples(['80 %']),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const value = limitOf(dataset.value);
      if (value !== null && Number.isFinite(value)) return value;
      addIssue({ message: `is wrong: '${dataset.value}' is no number, and no text like "80 %", "500 MB" or "200 ms"` });
      return NEVER;
    }),
  );
}

function limitOf(given: number | string): number | null {
  if (typeof given === 'number') return given;
  const sign = /^\s*-/.test(given) ? -1 : 1;
  const size = given.replace(/^\s*-/, '').replace(/\/s\s*$/, '');
  for (const parse of [parsePercent, parseBytes, parseLongMs]) {
    try {
      return sign * parse(size);
    } catch {
      // It is of another unit.
    }
  }
  return null;
}
