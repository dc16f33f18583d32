import * as v from 'valibot';
import type { AlertConfig } from '../../model/alertConfig.ts';
import { channel } from './alertChannels.ts';
import { duration } from './alertQuantities.ts';
import { rule } from './alertRules.ts';
import { choice, flag, orNull, text } from './configFields.ts';
import { defaultAlertRules, defaultInhibitions } from './defaultAlerts.ts';

/* The section `alerts` of `laptime.config.json`. */

const severities = v.pipe(
  v.array(choice(['info', 'warning', 'error', 'critical'], 'A severity.'), 'must be a list of severities'),
  v.description('Only alerts of these severities; left out: all.'),
);
const labels = v.pipe(
  v.record(v.string(), v.string('must be text'), 'must be an object of names and texts'),
  v.description('Only alerts that have all these labels; left out: all.'),
);
const matching = {
  rule: v.optional(text('Only alerts of the rule with this id; left out: of all.')),
  severities: v.optional(severities),
  labels: v.optional(labels),
};

const matcher = (description: string) =>
  v.pipe(v.strictObject(matching, 'must be an object with "rule", "severities" or "labels"'), v.description(description));

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const quietForms = 'needs "from" and "until" as times of the day like "22:00" with "days", or as dates like "2026-11-22T10:00Z" without';

const quiet = v.pipe(
  v.strictObject(
    {
      days: v.optional(
        v.pipe(
          v.array(choice(DAYS, 'A day of the week.'), 'must be a list of days'),
          v.description('On which days of the week, in local time; left out: once, from one date until another.'),
        ),
      ),
      from: text('When it begins: "22:00" with days, else a date like "2026-11-22T10:00Z".'),
      until: text('When it ends; not after "from", it is the next day.'),
      reason: text('Why, for whoever looks later.'),
      ...matching,
    },
    'must be an object with "from", "until" and "reason"',
  ),
  v.description('A time at which nobody is told of the alerts that match: maintenance, nights, weekends.'),
  v.rawTransform(({ dataset, addIssue, NEVER }): AlertConfig['quiet'][number] => {
    const { days, from, until, ...rest } = dataset.value;
    if (days === undefined) {
      const [fromMs, untilMs] = [Date.parse(from), Date.parse(until)];
      if (fromMs < untilMs && /^\d{4}-/.test(from)) return { ...withoutUndefined(rest), kind: 'once', fromMs, untilMs };
    } else {
      const [fromMinute, untilMinute] = [minuteOf(from), minuteOf(until)];
      if (fromMinute !== null && untilMinute !== null) {
        return { ...withoutUndefined(rest), kind: 'weekly', days: days.map((day) => DAYS.indexOf(day)), fromMinute, untilMinute };
      }
    }
    addIssue({ message: quietForms });
    return NEVER;
  }),
);

function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return hours !== undefined && minute <= 24 * 60 ? minute : null;
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Fields that were not given are not there, instead of being undefined. */
const withoutUndefined = <T extends object>(given: T): Given<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Given<T>;

const inhibition = v.pipe(
  v.strictObject(
    {
      by: matcher('What makes others silent as long as it fires.'),
      mutes: matcher('What nobody is told of then.'),
      same: v.optional(
        v.pipe(
          v.array(text('The name of a label.'), 'must be a list of labels'),
          v.description('Labels of which both must have the same value.'),
        ),
        [],
      ),
    },
    'must be an object with "by" and "mutes"',
  ),
  v.transform(({ by, mutes, same }) => ({ by: withoutUndefined(by), mutes: withoutUndefined(mutes), same })),
);

const names = (description: string) =>
  v.pipe(v.array(text('The name of a channel.'), 'must be a list of channels'), v.description(description));
const perHour = 'must be a whole number from 1 to 1000';

const escalate = v.pipe(
  v.strictObject(
    {
      after: duration('How long an alert may fire before somebody has acknowledged it.', '15 min'),
      channels: names('Who is told then as well.'),
    },
    'must be an object with "after" and "channels"',
  ),
  v.transform(({ after, channels }) => ({ afterMs: after, channels })),
);

export const alerts = v.pipe(
  v.strictObject(
    {
      defaults: v.optional(
        flag('Whether the rules that Laptime brings are looked at too. One of yours with the same id takes the place of one of them.'),
        true,
      ),
      rules: v.optional(v.pipe(v.array(rule, 'must be a list of rules'), v.description('When somebody is told, of what metric.')), []),
      channels: v.optional(
        v.pipe(v.array(channel, 'must be a list of channels'), v.description('Where alerts are told, besides the editor.')),
        [],
      ),
      quiet: v.optional(v.pipe(v.array(quiet, 'must be a list of objects'), v.description('When nobody is told.')), []),
      inhibit: v.optional(
        v.pipe(v.array(inhibition, 'must be a list of objects'), v.description('Alerts that make others silent while they fire.')),
        [],
      ),
      groupBy: v.optional(
        orNull(
          text('A name.'),
          'Alerts share a message when they have the same "rule", the same "severity", or the same value of the label of this name. Null: all that come together do.',
        ),
        null,
      ),
      groupWait: v.optional(duration('How long a message waits for other alerts that belong into it.', '10 s'), '10 s'),
      escalate: v.optional(orNull(escalate, 'Who is told as well of alerts that nobody acknowledges. Null: nobody.'), null),
      maxPerHour: v.optional(
        v.pipe(
          v.number(perHour),
          v.integer(perHour),
          v.minValue(1, perHour),
          v.maxValue(1000, perHour),
          v.description('How many messages a channel gets in an hour, from 1 to 1000. What is too many is told with the next one.'),
        ),
        6,
      ),
      remindEvery: v.optional(
        orNull(
          duration('A time.', '2 h'),
          'How often somebody is told again of an alert that goes on and was not acknowledged. Null: never.',
        ),
        null,
      ),
      tellResolved: v.optional(flag('Whether those who were told of an alert are told when it is over.'), true),
    },
    'must be an object',
  ),
  v.description('Who is told when a metric is not as it should be.'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { rules, channels, escalate: escalation } = dataset.value;
    const known = ['editor', ...channels.map(({ name }) => name)];
    const check = (given: readonly string[], path: readonly (string | number)[]) => {
      for (const [place, name] of given.entries()) {
        if (known.includes(name)) continue;
        addIssue({ message: `is '${name}', which is none of "channels": ${known.join(', ')}`, path: pathTo([...path, place]) });
      }
    };
    const refuseSame = (field: 'rules' | 'channels', all: readonly string[], what: string) => {
      for (const [place, name] of all.entries()) {
        if (all.indexOf(name) === place) continue;
        addIssue({ message: `has the ${what} '${name}', as another one before it`, path: pathTo([field, place]) });
      }
    };
    refuseSame(
      'rules',
      rules.map((own) => own.id),
      'id',
    );
    refuseSame('channels', known.slice(1), 'name');
    for (const [place, own] of rules.entries()) check(own.channels, ['rules', place, 'channels']);
    if (escalation !== null) check(escalation.channels, ['escalate', 'channels']);
  }),
);

/** Only the keys are looked at. */
const pathTo = (keys: readonly (string | number)[]) =>
  keys.map((key) => ({ type: 'unknown' as const, origin: 'value' as const, input: undefined, key, value: undefined })) as [
    v.UnknownPathItem,
    ...v.UnknownPathItem[],
  ];

export function toAlertConfig(section: v.InferOutput<typeof alerts>): AlertConfig {
  const { defaults, rules, channels, quiet: quietTimes, inhibit, groupBy, groupWait, escalate: escalation, remindEvery, ...rest } = section;
  const own = new Map(rules.map((one) => [one.id, one]));
  const brought = defaults ? defaultAlertRules.filter(({ id }) => !own.has(id)) : [];
  return {
    rules: [...brought, ...own.values()],
    channels: [{ kind: 'editor', name: 'editor' }, ...channels],
    quiet: quietTimes,
    inhibit: [...(defaults ? defaultInhibitions : []), ...inhibit],
    ...{ groupBy, groupWaitMs: groupWait, escalate: escalation, remindEveryMs: remindEvery, ...rest },
  };
}
