import * as v from 'valibot';
import { nearest } from '../../../base/nearest.ts';
import type { Metric } from '../../../model/metric.ts';
import { fieldProblem, missingProblem } from '../../http/httpProblem.ts';
import { commaList, count, described, list, nameText, oneOf, orNull, text, timeText, wholeNumber } from '../fields.ts';
import { metric, thinnedPoint, unit, UNITS } from '../nouns.ts';
import { operation, type ServedParts } from '../operation.ts';

const METRICS = 'Metrics';
const parameters = { metric: nameText('Id of a metric: machine.cpu.') };

const value = v.strictObject(
  {
    name: v.pipe(
      v.string('must be text'),
      v.regex(/^[\w.-]{1,100}$/u, 'must have 1 to 100 letters, digits, dots, dashes or underscores'),
      v.description('The metric is then program.custom.NAME.'),
    ),
    value: v.pipe(v.number('must be a number'), v.finite('must be finite'), v.description('In the unit.')),
    unit: v.optional(oneOf(UNITS, 'What the value is.'), 'count'),
    atMs: v.optional(
      v.pipe(
        v.number('must be a whole number of milliseconds'),
        v.integer('must be a whole number of milliseconds'),
        v.minValue(0, 'must not be before 1970'),
        v.description('When it was measured, in milliseconds since 1970-01-01 UTC; now unless given.'),
      ),
    ),
  },
  'must be an object with "name" and "value"',
);

export const metricOperations = [
  operation({
    id: 'listMetrics',
    method: 'GET',
    path: '/metrics',
    tag: METRICS,
    summary: 'The metrics that there are',
    result: v.object({ metrics: list(metric, 'Those that were seen so far.') }),
    async run(_input, parts, signal) {
      await parts.freshMetrics(signal);
      return { metrics: parts.monitor.metrics() };
    },
  }),
  operation({
    id: 'recordValues',
    method: 'POST',
    path: '/metrics',
    tag: METRICS,
    summary: 'Record values that somebody else measured',
    body: v.strictObject(
      {
        values: v.pipe(
          v.array(value, 'must be a list of values'),
          v.minLength(1, 'must have at least one value'),
          v.maxLength(1000, 'must have at most 1000 values'),
          v.description('They are recorded in order; one that is refused ends that.'),
        ),
      },
      'must be an object with "values"',
    ),
    status: 201,
    result: v.object({ recorded: count('Values.') }),
    run({ body: { values } }, { monitor }) {
      for (const { name, value, unit, atMs } of values) monitor.record(name, value, unit, atMs);
      return { recorded: values.length };
    },
  }),
  operation({
    id: 'getLatestValues',
    method: 'GET',
    path: '/metrics/latest',
    tag: METRICS,
    summary: 'What was collected last',
    query: { metrics: v.optional(commaList('Only these ids, with commas between them.')) },
    result: v.object({
      atMs: orNull(v.number(), 'When, in milliseconds since 1970-01-01 UTC; null where nothing was collected yet.'),
      values: described(v.record(v.string(), v.number()), 'By the ids of the metrics.'),
    }),
    async run({ query }, parts, signal) {
      await parts.freshMetrics(signal);
      const tick = parts.monitor.latest();
      const values = tick?.values ?? new Map<string, number>();
      const unknown = query.metrics?.find((id) => !values.has(id) && !isKnown(id, parts));
      if (unknown !== undefined) throw fieldProblem('query.metrics', unknownText(unknown, parts));
      const wanted = query.metrics === undefined ? null : new Set(query.metrics);
      return { atMs: tick?.atMs ?? null, values: Object.fromEntries([...values].filter(([id]) => wanted?.has(id) ?? true)) };
    },
  }),
  operation({
    id: 'getSeries',
    method: 'GET',
    path: '/metrics/{metric}/series',
    tag: METRICS,
    summary: 'The values of a metric that are in memory, oldest first',
    parameters,
    query: {
      fromMs: v.optional(timeText('Only from here on.')),
      limit: v.optional(wholeNumber(1, 100_000, 'Only the newest so many.')),
    },
    result: v.object({
      metric: text('Its id.'),
      unit,
      atMs: list(v.number(), 'Milliseconds since 1970-01-01 UTC, one for each value.'),
      values: list(v.number(), 'In the unit.'),
    }),
    async run({ path, query }, parts, signal) {
      const { id, unit } = await requireMetric(path.metric, parts, signal);
      const { atMs, values } = parts.monitor.series(id, query.fromMs);
      const from = Math.max(0, values.length - (query.limit ?? values.length));
      return { metric: id, unit, atMs: [...atMs.subarray(from)], values: [...values.subarray(from)] };
    },
  }),
  operation({
    id: 'getStoredSeries',
    method: 'GET',
    path: '/metrics/{metric}/stored',
    tag: METRICS,
    summary: 'What is kept of a metric for long, by the minute or hour, oldest first',
    parameters,
    query: {
      fromMs: timeText('From here on.'),
      untilMs: v.optional(timeText('Until here; now unless given.')),
      by: v.optional(oneOf(['minute', 'hour'], 'What each point is made of.'), 'minute'),
    },
    result: v.object({
      metric: text('Its id.'),
      by: oneOf(['minute', 'hour'], 'What each point is made of.'),
      points: list(thinnedPoint, 'In the unit of the metric.'),
    }),
    async run({ path, query }, { monitor, clock }, signal) {
      const untilMs = query.untilMs ?? Math.ceil(clock.nowMs());
      if (untilMs < query.fromMs) throw fieldProblem('query.untilMs', 'must not be before `fromMs`');
      // A program that has ended has no metrics here any more, but what was stored of it.
      return { metric: path.metric, by: query.by, points: await monitor.stored(path.metric, query.fromMs, untilMs, query.by, signal) };
    },
  }),
];

const find = (id: string, { monitor }: ServedParts): Metric | undefined => monitor.metrics().find((metric) => metric.id === id);
const isKnown = (id: string, parts: ServedParts) => find(id, parts) !== undefined;

async function requireMetric(id: string, parts: ServedParts, signal: AbortSignal): Promise<Metric> {
  let found = find(id, parts);
  if (!found) {
    await parts.freshMetrics(signal);
    found = find(id, parts);
  }
  if (!found) {
    throw missingProblem('path.metric', unknownText(id, parts));
  }
  return found;
}

function unknownText(id: string, { monitor }: ServedParts): string {
  const [near] = nearest(
    id,
    monitor.metrics().map((metric) => metric.id),
    1,
  );
  return `names '${id}', and there is no such metric${near === undefined ? '' : `; did you mean '${near}'?`}`;
}
