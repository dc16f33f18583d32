import * as v from 'valibot';
import {
  benchmarkIdText,
  count,
  described,
  flag,
  formatFields,
  interval,
  list,
  number,
  orNull,
  revisionFields,
  text,
} from '../schemaParts.ts';

/*
 * What `laptime hints --suggestions --format json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

const place = v.strictObject({
  file: text('Relative to the workspace folder, with /.'),
  line: number('Where it begins, from 1.'),
  column: number('Where it begins, from 1, in UTF-16 units.'),
  endLine: number('Where it ends, from 1.'),
  endColumn: number('One behind its end, from 1.'),
  message: text('What is slow, why, and how much it was measured to matter.'),
  heat: orNull(v.number(), 'Share of the profile that falls on it, 0 to 1; null where it is not known.'),
  ratio: orNull(
    v.number(),
    'So many times faster, or smaller, the other way was measured, at the middle one of the sizes; null where it was not.',
  ),
  impact: orNull(v.number(), 'Share of the profile that changing it could take off; null where it is not known.'),
});

const suggestion = v.strictObject({
  rank: count('1 is worth most.'),
  rule: text('Id of the rule.'),
  docs: text('The page about the rule, in the documentation of Laptime.'),
  category: text('What it is about: cpu, async, memory and so on.'),
  title: text('What is slow, in a few words.'),
  impact: orNull(v.number(), 'Share of the profile that changing all places could take off, each line once; null where it is not known.'),
  heat: orNull(v.number(), 'Share of the profile that falls on all places, each line once; null where it is not known.'),
  ratio: orNull(v.number(), 'The largest of its places.'),
  saves: described(v.picklist(['time', 'memory']), 'What the ratio is of.'),
  effort: described(
    v.picklist(['small', 'medium', 'large']),
    'small: safe fixes can be written at once; medium: somebody has to judge fixes; large: it is changed by hand.',
  ),
  risk: described(
    v.picklist(['low', 'medium', 'high']),
    'low: the code behaves the same; medium: that depends on the code around it; high: the rule knows where it may not.',
  ),
  places: list(place, 'What is worth most first.'),
  steps: list(v.string(), 'What to do, in order.'),
  example: described(v.strictObject({ before: text('Slow code.'), after: text('The same made fast.') }), 'Of the rule.'),
  prerequisites: list(v.string(), 'What must hold before. Markdown.'),
  watch: list(v.string(), 'What tells afterwards whether it helped.'),
});

const ratioText = number('Time with all fixes over time without any: 0.5 takes half the time.');
const ends = orNull(interval, 'Of the ratio; null where there is none.');

const gains = v.strictObject({
  since: described(v.strictObject({ startedAt: text('ISO 8601, UTC.'), ...revisionFields }), 'When the first was measured, and on what.'),
  fixes: count('Fixes that were measured and written.'),
  left: count('Fixes that were measured and not written.'),
  environments: count('In how many environments they were measured.'),
  benchmarks: list(
    v.strictObject({ id: benchmarkIdText, ratio: ratioText, interval: ends, fixes: count('So many fixes reach it.') }),
    'The product of the fixes that reach each; what gained most first.',
  ),
  mean: orNull(
    v.strictObject({ ratio: ratioText, interval: ends, benchmarks: count('So many benchmarks.') }),
    'Geometric mean over the benchmarks; null where there is none.',
  ),
});

export const optimizationJsonSchema = v.pipe(
  v.strictObject({
    ...formatFields('laptime-optimization'),
    laptimeVersion: text('Version of Laptime that looked.'),
    level: described(v.picklist(['conservative', 'balanced', 'aggressive', 'maximum']), 'Which hints it is about.'),
    files: count('Files that were looked at.'),
    hints: count('Hints that it is about.'),
    heated: flag('Whether a profile says which lines are hot.'),
    impact: orNull(v.number(), 'Share of the profile that all together could take off, each line once; null where it is not known.'),
    suggestions: list(suggestion, 'The best first.'),
    gains: orNull(gains, 'What measured fixes have gained in this repository; null where none was written.'),
    problems: list(v.string(), 'What could not be read, in words.'),
  }),
  v.title('Laptime suggestions'),
  v.description('What `laptime hints --suggestions --format json` writes.'),
);

export type OptimizationJson = v.InferOutput<typeof optimizationJsonSchema>;
