import * as v from 'valibot';
import { count, described, formatFields, list, number, share, text } from '../schemaParts.ts';

/*
 * What `laptime hints --format json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

const place = {
  line: number('Where it begins, from 1.'),
  column: number('Where it begins, from 1, in UTF-16 units.'),
  endLine: number('Where it ends, from 1.'),
  endColumn: number('One behind its end, from 1.'),
};
const file = text('Relative to the workspace folder, with /.');

const edit = v.strictObject({ ...place, text: text('What is there afterwards.') });

const fix = v.strictObject({
  title: text('What it does, in words.'),
  kind: described(
    v.picklist(['safe', 'suggestion']),
    'safe: the code behaves the same, whatever the values; suggestion: somebody has to judge that.',
  ),
  edits: list(edit, 'Changes of the file, which belong together.'),
});

const hint = v.strictObject({
  file,
  ...place,
  rule: text('Id of the rule.'),
  docs: text('The page about the rule, in the documentation of Laptime.'),
  category: text('What it is about: cpu, async, memory and so on.'),
  severity: described(v.picklist(['warning', 'information', 'hint']), 'How it is shown at this level.'),
  message: text('What is slow, why, and how much it was measured to matter.'),
  measured: list(
    v.strictObject({
      n: number('So many elements.'),
      ratio: number('Time before over time after: above 1, the other way is so many times faster.'),
      quantity: v.optional(described(v.literal('memory'), 'Where the ratio is of the memory that stays, and not of the time.')),
    }),
    'What was measured of the pattern; empty where nothing was.',
  ),
  heat: v.optional(share('Share of the profile that falls on these lines; left out where no profile has the file.')),
  fixes: list(fix, 'Ways to mend it, the best first.'),
  fingerprint: text('The same as long as the lines are, wherever in the file they stand.'),
});

export const hintsJsonSchema = v.pipe(
  v.strictObject({
    ...formatFields('laptime-hints'),
    laptimeVersion: text('Version of Laptime that looked.'),
    level: described(v.picklist(['conservative', 'balanced', 'aggressive', 'maximum']), 'Which hints are shown.'),
    files: count('Files that were looked at.'),
    inBaseline: count('Hints that the baseline has, and which are left out.'),
    hints: list(hint, 'By file and place.'),
    unusedDirectives: list(
      v.strictObject({ file, ...place, message: text('What it does not do.') }),
      'Comments that turn off a rule which finds nothing there.',
    ),
    problems: list(v.string(), 'What could not be read, in words.'),
  }),
  v.title('Laptime hints'),
  v.description('What `laptime hints --format json` writes.'),
);

export type HintsJson = v.InferOutput<typeof hintsJsonSchema>;
