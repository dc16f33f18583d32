import * as v from 'valibot';
import { count, described, list, number, oneOf, orNull, text, time } from './fields.ts';

// What answers are made of. The document of the operations is made from it, so every field has a description.

export const UNITS = ['share', 'cores', 'bytes', 'bytesPerSecond', 'milliseconds', 'perSecond', 'count'] as const;
const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
const STATES = ['pending', 'firing', 'acknowledged', 'resolved'] as const;

export const unit = oneOf(UNITS, 'Share: 0 to 1. Cores: seconds of processor time a second. perSecond: how often a second.');
const labels = described(v.record(v.string(), v.string()), 'Labels of the rule, by their names.');

export const metric = v.object({
  id: text('From the general to the particular with dots: machine.cpu.'),
  subject: oneOf(['machine', 'program', 'extensionHost'], 'Whose it is.'),
  group: text('What it is about: cpu, memory, http …'),
  title: text('A few words.'),
  description: text('What it counts, and where it comes from.'),
  unit,
  most: orNull(v.number(), 'What it cannot exceed here; null where there is no such limit, or it is not known.'),
});

export const mark = v.object({
  id: text('Of the mark.'),
  kind: oneOf(['run', 'alert', 'save', 'sleep', 'program', 'mode'], 'What happened.'),
  title: text('A few words.'),
  atMs: time('When it began.'),
  untilMs: orNull(v.number(), 'When it ended; null of a moment, and of what goes on.'),
});

export const program = v.object({
  id: text('Of the program.'),
  pid: count('Of its first process.'),
  title: text('Its command line.'),
  by: oneOf(['preload', 'attached', 'outside'], 'How much is known of it: from within, by its inspector, or only what the system says.'),
  nodeVersion: orNull(v.string(), 'Null where it is no Node.js, or not known.'),
  startedAtMs: time('When it started.'),
  ended: orNull(
    v.object({
      atMs: time('When.'),
      exitCode: orNull(v.number(), 'Null where a signal ended it.'),
      signal: orNull(v.string(), 'Null where it ended itself.'),
    }),
    'Null as long as it runs.',
  ),
});

export const thinnedPoint = v.object({
  atMs: time('When the minute or hour begins.'),
  min: number('The least.'),
  max: number('The most.'),
  mean: number('The mean.'),
  count: count('Values that it is made of.'),
});

export const alert = v.object({
  id: text('Of the alert.'),
  rule: text('Id of the rule that fired.'),
  title: text('Of the rule.'),
  severity: oneOf(SEVERITIES, 'How grave it is.'),
  state: oneOf(STATES, 'Pending: its condition holds, but not for long enough yet.'),
  labels,
  text: text('One sentence with the figure.'),
  value: orNull(v.number(), 'What the metric was when the state last changed.'),
  sinceMs: time('When its condition first held.'),
  firedAtMs: orNull(v.number(), 'Null before it fired.'),
  acknowledged: orNull(
    v.object({ atMs: time('When.'), by: text('Who.'), note: text('Why, or what is done about it.') }),
    'Null before somebody did.',
  ),
  resolvedAtMs: orNull(v.number(), 'Null as long as it goes on.'),
  muted: orNull(v.string(), 'Why nobody was told; null where somebody was.'),
});

export const alertEntry = v.object({
  atMs: time('When the state changed.'),
  alert: text('Id of the alert.'),
  rule: text('Id of its rule.'),
  labels,
  state: oneOf(STATES, 'What it became.'),
  text: text('One sentence.'),
  by: orNull(v.string(), 'Who acknowledged or resolved it; null where the rule did.'),
  note: orNull(v.string(), 'What they said.'),
});

export const alertRule = v.object({
  id: text('Of the rule.'),
  title: text('A few words.'),
  severity: oneOf(SEVERITIES, 'How grave it is when it fires.'),
  condition: described(v.looseObject({ kind: text('threshold, ratio, trend, anomaly, regression or absence.') }), 'When it fires.'),
  labels,
  channels: list(v.string(), 'Names of the channels that are told.'),
  enabled: described(v.boolean(), 'Whether it is watched.'),
});

export const silence = v.object({
  id: text('Of the silence.'),
  rule: orNull(v.string(), 'The rule that it is for; null for all that the labels match.'),
  labels,
  fromMs: time('When it begins.'),
  untilMs: time('When it ends.'),
  by: text('Who asked for it.'),
  reason: text('Why.'),
});
