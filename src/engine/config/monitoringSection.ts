import * as v from 'valibot';
import { parseDuration } from '../../base/units.ts';
import { between, count, orNull, quantity } from './configFields.ts';

const points = 'must be a whole number from 100 to 1,000,000';

export const pointsKept = v.pipe(
  v.number(points),
  v.integer(points),
  v.minValue(100, points),
  v.maxValue(1_000_000, points),
  v.description('How many values of each metric are kept in memory, from 100 to 1,000,000: at one a second, 10,000 are 2.8 hours.'),
);

/** In milliseconds. */
export const collectEvery = quantity(
  (given) => between(parseDuration, '250 ms', '10 s')(given) / 1e6,
  'How often metrics are collected while something watches them, from "250 ms" to "10 s". Who looks at them may ask for more.',
  '1 s',
);

const kept = {
  minute: 'How many days the values of each minute are stored: the least, the most and the mean. Null keeps them for ever.',
  hour: 'How many days the values of each hour are stored. Null keeps them for ever.',
};

export const daysKept = (by: 'minute' | 'hour') => orNull(count, kept[by]);

export const monitoring = v.pipe(
  v.strictObject(
    {
      every: v.optional(collectEvery, '1 s'),
      points: v.optional(pointsKept, 10_000),
      minutesMaxAgeDays: v.optional(daysKept('minute'), 7),
      hoursMaxAgeDays: v.optional(daysKept('hour'), 365),
    },
    'must be an object with "every", "points", "minutesMaxAgeDays" or "hoursMaxAgeDays"',
  ),
  v.description('How often metrics are collected, and how much is kept, of what the machine and programs do while something watches them.'),
);
