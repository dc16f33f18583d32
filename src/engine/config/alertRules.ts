import * as v from 'valibot';
import type { AlertCondition, AlertRule } from '../../model/alert.ts';
import { duration, limit, writtenLimit } from './alertQuantities.ts';
import { choice, flag, text } from './configFields.ts';

const KINDS = ['threshold', 'ratio', 'trend', 'anomaly', 'regression', 'absence'] as const;

const metric = (description: string) =>
  v.pipe(
    text(description),
    v.regex(/^(?:machine|program|extensionHost)\.[\w.@/-]{1,150}$/, 'must be the id of a metric, like "machine.cpu"'),
    v.description(description),
  );

const limits = v.pipe(
  v.strictObject(
    {
      info: v.optional(limit('From where on it is an info.')),
      warning: v.optional(limit('From where on it is a warning.')),
      error: v.optional(limit('From where on it is an error.')),
      critical: v.optional(limit('From where on it is critical.')),
    },
    'must be an object like { "warning": "80 %", "critical": "95 %" }',
  ),
  v.description('kind "ratio": the share from which on it has a severity.'),
);

const score = 'must be a number from 1 to 100';
const id = 'must have letters, digits and dashes only, at most 60';

const fields = v.strictObject(
  {
    id: v.pipe(
      text('Its name, unique here: letters, digits, dashes.'),
      v.regex(/^[a-zA-Z0-9-]{1,60}$/, id),
      v.description('Its name, unique here: letters, digits, dashes.'),
    ),
    title: v.optional(text('What it is called in messages; the id unless given.')),
    severity: v.optional(choice(['info', 'warning', 'error', 'critical'], 'How grave it is.'), 'warning'),
    kind: v.optional(
      choice(
        KINDS,
        '"threshold": above or below a limit for a time. "ratio": a share of another metric. "trend": by its trend it reaches a limit within a time. "anomaly": unlike what it was. "regression": more than a time before. "absence": no values come.',
      ),
      'threshold',
    ),
    metric: metric('The id of the metric, like "machine.cpu".'),
    above: v.optional(writtenLimit('kind "threshold": the limit that it is not to be above, like "80 %", "500 MB", "200 ms" or a number.')),
    below: v.optional(writtenLimit('kind "threshold": the limit that it is not to be below.')),
    clear: v.optional(limit('kind "threshold": beyond this all is well again; the limit itself unless given.')),
    for: v.optional(duration('For how long it has to be so before somebody is told; 1 min unless given.', '5 min'), '1 min'),
    clearFor: v.optional(duration('For how long all has to be well before the alert is over; 1 min unless given.', '1 min'), '1 min'),
    of: v.optional(metric('kind "ratio": the metric that it is a share of.')),
    limits: v.optional(limits),
    reaches: v.optional(writtenLimit('kind "trend": the limit that it is not to reach.')),
    within: v.optional(duration('kind "trend": within which time.', '2 h')),
    score: v.optional(
      v.pipe(
        v.number(score),
        v.minValue(1, score),
        v.maxValue(100, score),
        v.description('kind "anomaly": how many robust deviations from its median; 5 unless given.'),
      ),
      5,
    ),
    by: v.optional(limit('kind "regression": the share that it is not to grow by, like "20 %"; "-20 %": not to shrink by.')),
    lookBack: v.optional(
      duration('kinds "trend", "anomaly" and "regression": how much of the past is looked at; 30 min unless given.', '30 min'),
      '30 min',
    ),
    baseline: v.optional(duration('kind "regression": how long before is what it is compared with; 1 h unless given.', '1 h'), '1 h'),
    labels: v.optional(
      v.pipe(
        v.record(v.string(), v.string('must be text'), 'must be an object of names and texts'),
        v.description('What it is about, for groups, silences and inhibitions.'),
      ),
      {},
    ),
    channels: v.optional(
      v.pipe(
        v.array(text('The name of a channel.'), 'must be a list of channels'),
        v.description('Who is told; the editor unless given. None: it is only listed.'),
      ),
      ['editor'],
    ),
    enabled: v.optional(flag('Whether it is looked at.'), true),
  },
  'must be an object with "id" and "metric"',
);
type Fields = v.InferOutput<typeof fields>;

export const rule = v.pipe(
  fields,
  v.rawTransform(({ dataset, addIssue, NEVER }): AlertRule => {
    const { id: name, title = name, severity, labels, channels, enabled } = dataset.value;
    const condition = conditionOf(dataset.value);
    if (typeof condition !== 'string') return { id: name, title, severity, condition, labels, channels, enabled };
    addIssue({ message: condition });
    return NEVER;
  }),
);

/** A text says what is missing. */
function conditionOf(given: Fields): AlertCondition | string {
  const { kind, metric: name, for: forMs, clearFor: clearForMs, lookBack: lookBackMs } = given;
  switch (kind) {
    case 'threshold': {
      const { above, below } = given;
      const bound = above ?? below;
      if (bound === undefined || (above !== undefined && below !== undefined)) return 'needs either "above" or "below"';
      const { value, writtenAs } = bound;
      const { clear = value } = given;
      if (above === undefined ? clear < value : clear > value)
        return `needs a "clear" ${above === undefined ? 'above' : 'below'} its limit`;
      return { kind, metric: name, ...(above === undefined ? { below: value } : { above: value }), writtenAs, forMs, clear, clearForMs };
    }
    case 'ratio': {
      const { of: by, limits: own } = given;
      const found = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
      if (by === undefined || found.length === 0) return 'needs "of", another metric, and "limits" like { "warning": "80 %" }';
      return { kind, metric: name, by, limits: Object.fromEntries(found), forMs, clearForMs };
    }
    case 'trend':
      if (given.reaches === undefined || given.within === undefined) return 'needs "reaches", a limit, and "within", a time';
      return { kind, metric: name, reaches: given.reaches.value, writtenAs: given.reaches.writtenAs, withinMs: given.within, lookBackMs };
    case 'anomaly':
      return { kind, metric: name, score: given.score, lookBackMs, forMs };
    case 'regression':
      if (given.by === undefined || given.by === 0) return 'needs "by", a share like "20 %"';
      return { kind, metric: name, by: given.by, lookBackMs, baselineMs: given.baseline };
    case 'absence':
      return { kind, metric: name, forMs };
  }
}
