import * as v from 'valibot';
import { described, formatFields, list, number, orNull, share, text } from '../schemaParts.ts';

/*
 * What `laptime diagnose --json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

const bottleneck = v.picklist([
  'cpu-bound',
  'event-loop-blocked',
  'gc-pressure',
  'memory-leak',
  'handle-leak',
  'threadpool-saturated',
  'pool-saturated',
  'io-disk',
  'external-latency',
  'worker-cpu',
  'child-cpu',
  'cpu-contention',
  'idle',
  'healthy',
]);

const place = v.strictObject({
  file: text('Relative to the workspace folder where inside it, with /.'),
  line: number('From 1.'),
  functionName: text('Empty for an anonymous one.'),
});

const evidence = v.strictObject({
  text: text('In words, with the figure.'),
  metric: orNull(v.string(), 'The metric that it is about; null of a place in the code.'),
  value: orNull(v.number(), 'What was measured: in the unit of the metric, or a share of the time.'),
  limit: orNull(v.number(), 'What it was held against; null where it was not.'),
  place: orNull(place, 'Where in the code; null where it is about no place.'),
});

const finding = {
  class: described(bottleneck, 'What holds the program up.'),
  confidence: share('How sure that is.'),
  summary: text('One sentence.'),
  evidence: list(evidence, 'What it rests on.'),
};

const hint = v.strictObject({
  rule: text('Its id.'),
  file: text('Relative to the workspace folder, with /.'),
  line: number('From 1.'),
  message: text('What, and why. Markdown.'),
});

const suggestion = v.strictObject({
  class: described(bottleneck, 'The finding that it is about.'),
  title: text('What to do, in a few words.'),
  impact: orNull(v.number(), "Share of the program's time that it could take off at most; null where that is not known."),
  effort: described(v.picklist(['small', 'medium', 'large']), 'What it takes.'),
  steps: list(v.string(), 'What to do, in order. Markdown.'),
  rules: list(v.string(), 'Ids of rules of hints about the same.'),
  hints: list(hint, 'Where these rules find something: in the files that the finding points to, else in the folder; the nearest first.'),
  next: orNull(v.picklist(['profile', 'heap', 'insight', 'leak']), 'What of Laptime tells more; null where nothing does.'),
});

export const diagnosisJsonSchema = v.pipe(
  v.strictObject({
    ...formatFields('laptime-diagnosis'),
    ...finding,
    others: list(v.strictObject(finding), 'What is true as well, the surest first.'),
    suggestions: list(suggestion, 'The best first.'),
    score: number('Health, from 0 to 100.'),
    from: text('When what was looked at began. ISO 8601, UTC.'),
    until: text('When it ended. ISO 8601, UTC.'),
    problems: list(v.string(), 'What could not be looked at, and why.'),
  }),
  v.title('Laptime diagnosis'),
  v.description('What `laptime diagnose --json` writes.'),
);

export type DiagnosisJson = v.InferOutput<typeof diagnosisJsonSchema>;
