import * as v from 'valibot';
import {
  benchmarkIdText,
  count,
  described,
  environment,
  failure,
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
 * What `laptime hints --measure --format json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

const file = text('Relative to the workspace folder, with /.');

const benchmark = v.strictObject({
  benchmark: benchmarkIdText,
  verdict: described(v.picklist(['faster', 'slower', 'same', 'inconclusive']), 'Of the fix; same: the interval lies within the margin.'),
  ratio: number('Time with the fix over time without it: 0.5 takes half the time.'),
  interval: orNull(interval, 'Of the ratio; null where there were too few blocks.'),
  margin: number('Changes up to this share do not matter: 0.02 for 2 %.'),
  beforeNs: number('Median of an iteration without the fix, ns.'),
  afterNs: number('Median of an iteration with it, ns.'),
});

const test = v.strictObject({ file, name: text('With the names of what is around it.') });

const tests = v.variant('state', [
  v.strictObject({
    state: described(v.literal('run'), 'They were run.'),
    runner: described(v.picklist(['vitest', 'jest', 'mocha', 'node']), 'By which runner.'),
    passed: count('With the fix.'),
    broken: list(test, 'They pass without the fix, and fail or are gone with it.'),
    failedBefore: list(test, 'They fail without it, too.'),
  }),
  v.strictObject({
    state: described(v.picklist(['none', 'failed']), 'none: no test reaches the code; failed: they could not be run.'),
    reason: text('Why, in words.'),
  }),
]);

const outputs = v.variant('state', [
  v.strictObject({
    state: described(v.literal('equal'), 'They are.'),
    calls: count('Of changed functions, that were compared.'),
    allCalls: count('Of changed functions.'),
    everywhere: flag('Whether the benchmarks execute all places that the fix changes, but for those that run when the file is loaded.'),
  }),
  v.strictObject({
    state: described(v.literal('differ'), 'They do.'),
    benchmark: text('Whose call it was.'),
    place: text('Where the first difference is.'),
    before: text('What is there without the fix.'),
    after: text('And with it.'),
  }),
  v.strictObject({ state: described(v.literal('not-compared'), 'They could not be.'), reason: text('Why, in words.') }),
]);

const fix = v.strictObject({
  file,
  line: number('Where the hint begins, from 1.'),
  rule: text('Id of the rule.'),
  title: text('What the fix does, in words.'),
  kind: described(v.picklist(['safe', 'suggestion']), 'safe: the code behaves the same; suggestion: somebody has to judge that.'),
  outcome: described(
    v.picklist(['faster', 'slower', 'mixed', 'no-difference', 'inconclusive', 'refused', 'unreached']),
    'mixed: some benchmarks are faster, others slower; refused: it breaks a test or changes outputs; unreached: no benchmark executes the code.',
  ),
  text: text('The same in words, with what was checked.'),
  reason: orNull(v.string(), 'Why it is refused or was not measured; null where it was.'),
  written: flag('Whether it is in the file now.'),
  benchmarks: list(benchmark, 'That execute the code, and were measured.'),
  failures: list(
    v.strictObject({ benchmark: benchmarkIdText, failure: described(failure, 'What went wrong.') }),
    'That could not be measured.',
  ),
  tests: orNull(tests, 'That reach the code; null where it did not come to that.'),
  outputs: orNull(outputs, 'What the code returns, throws and changes, with the fix against without; null where it did not come to that.'),
  notes: list(v.string(), 'What to know besides.'),
  startedAt: text('ISO 8601, UTC.'),
  durationMs: number('Wall time, ms.'),
  revision: described(v.strictObject(revisionFields), 'What was on disk, without the fix.'),
  environment: described(environment, 'The machine and its Node.'),
});

export const fixesJsonSchema = v.pipe(
  v.strictObject({
    ...formatFields('laptime-fixes'),
    laptimeVersion: text('Version of Laptime that measured.'),
    fixes: list(fix, 'In the order in which they were measured.'),
    withoutFix: count('Hints that were found and have no fix.'),
    problems: list(v.string(), 'What could not be read or written, in words.'),
  }),
  v.title('Laptime measured fixes'),
  v.description('What `laptime hints --measure --format json` writes.'),
);

export type FixesJson = v.InferOutput<typeof fixesJsonSchema>;
