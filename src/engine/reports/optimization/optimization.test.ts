import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { hostileTexts, undescribedFields } from '../report.fixture.ts';
import { exampleOptimization, exampleSuggestion } from './optimization.fixture.ts';
import { toOptimizationJson } from './optimizationJson.ts';
import { optimizationJsonSchema } from './optimizationJsonSchema.ts';
import { toOptimizationMarkdown } from './optimizationMarkdown.ts';
import { renderOptimization } from './renderOptimization.ts';

const schema = toJsonSchema(optimizationJsonSchema, { target: 'draft-2020-12', errorMode: 'throw' });
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);
const errorsOf = (report: unknown) => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors);

const example = exampleOptimization();
const hostile = exampleOptimization({
  suggestions: hostileTexts.map((text) =>
    exampleSuggestion({
      ...{ title: text, rule: text, example: { before: text, after: text }, prerequisites: [text], steps: [text], watch: [text] },
      places: [{ ...exampleSuggestion().places[0]!, file: text, message: text }],
    }),
  ),
  gains: { ...example.gains!, benchmarks: hostileTexts.map((benchmarkId) => ({ benchmarkId, ratio: 0.5, interval: null, count: 1 })) },
});
const empty = exampleOptimization({ suggestions: [], impact: null, hints: 0, gains: null });

describe('docs/laptime-optimization.schema.json', () => {
  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/laptime-optimization.schema.json');
  });

  it('describes every field', () => {
    expect(undescribedFields(schema)).toEqual([]);
  });
});

describe('toOptimizationJson', () => {
  it('keeps to its schema, and is refused by it when a field is wrong, missing or unknown', () => {
    const json = toOptimizationJson(example);
    expect(errorsOf(json)).toEqual([]);
    expect(errorsOf(toOptimizationJson(hostile))).toEqual([]);
    expect(errorsOf(toOptimizationJson(empty))).toEqual([]);
    expect(errorsOf({ ...json, version: 2 })).not.toEqual([]);
    expect(errorsOf({ ...json, suggestions: [{ ...json.suggestions[0], rank: undefined }] })).not.toEqual([]);
    expect(errorsOf({ ...json, suggestions: [{ ...json.suggestions[0], more: 1 }] })).not.toEqual([]);
  });

  it('ranks, and says what was gained', () => {
    const json = toOptimizationJson(example);
    expect(json.suggestions.map(({ rank, rule, impact }) => [rank, rule, impact])).toEqual([
      [1, 'no-accumulating-spread', 0.194],
      [2, 'prefer-some', null],
    ]);
    expect(json.gains).toMatchObject({
      since: { startedAt: '2026-11-03T09:30:00.000Z', branch: 'main' },
      fixes: 3,
      mean: { benchmarks: 2 },
    });
  });
});

describe('renderOptimization', () => {
  it('has the best first, with all that it takes', () => {
    expect(renderOptimization(example, { width: 100, color: false, unicode: true })).toMatchInlineSnapshot(`
      "2 suggestions for 8 hints in 1,200 files: together they save up to 19 % of the profile.
      Ranked by the share of the profile that each could save, against effort and risk: what the pattern
      saved where it was measured, at a medium size.

      1. Spread of an accumulator: saves up to 19 % of the profile
         effort large · risk high · no-accumulating-spread
         src/users.ts:12 · 20 % of the profile · \`...all\` copies the whole object in each turn of
           \`reduce\`: 35 times slower at 100 entries
         Before: Others may have the old \`all\`.
         1. Run the benchmarks.
         2. Change it by hand.
         Slow:
           rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
         Better:
           for (const row of rows) all[row.id] = row;
         Watch: The median of the benchmarks.

      2. Filter where some is meant: impact unknown, measured 2.1 times faster
         effort small · risk low · prefer-some
         src/list.ts:1 · \`filter\` goes on when the answer is known
         src/list.ts:2 · \`filter\` goes on when the answer is known
         src/list.ts:3 · \`filter\` goes on when the answer is known
         src/list.ts:4 · \`filter\` goes on when the answer is known
         src/list.ts:5 · \`filter\` goes on when the answer is known
         and 2 more places
         1. Run the benchmarks.
         2. Change it by hand.
         Slow:
           rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
         Better:
           for (const row of rows) all[row.id] = row;
         Watch: The median of the benchmarks.

      Since 1a2b3c4, 3 measured fixes made 1 benchmark faster; the geometric mean of the 2 benchmarks that
      they reach is 1.5 times faster; 1 other fix was measured and left out.
        bench/users.bench.ts > by id: 2.1 times faster (1.9 to 2.3) by 2 fixes
        bench/users.bench.ts > search: 1.02 times faster by 1 fix

      Each rule is explained in docs/rules.
      "
    `);
  });

  it('says that there is nothing', () => {
    expect(renderOptimization(empty, { width: 100, color: false, unicode: true })).toBe('Nothing to suggest: no hints in 1,200 files.\n');
  });

  it('keeps to every width, and lets no name steer the terminal', () => {
    for (const width of [40, 71, 120]) {
      const text = renderOptimization(hostile, { width, color: false, unicode: false });
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe('toOptimizationMarkdown', () => {
  it('is a table, then each with its steps', () => {
    expect(toOptimizationMarkdown(example)).toMatchInlineSnapshot(`
      "<!-- laptime-optimization -->
      ## Laptime: 2 suggestions for 8 hints in 1,200 files: together they save up to 19 % of the profile

      Ranked by the share of the profile that each could save, against effort and risk: what the pattern saved where it was measured, at a medium size.

      |  | What | Impact | Effort | Risk | Places |
      | --- | --- | --- | --- | --- | --- |
      | 1 | Spread of an accumulator | saves up to 19 % of the profile | large | high | 1 |
      | 2 | Filter where some is meant | impact unknown, measured 2.1 times faster | small | low | 7 |

      ### 1. Spread of an accumulator (\`no-accumulating-spread\`)

      - \`src/users.ts:12\` (20 % of the profile): \`...all\` copies the whole object in each turn of \`reduce\`: 35 times slower at 100 entries

      **Before:** Others may have the old \`all\`.

      1. Run the benchmarks.
      2. Change it by hand.

      - Slow:
        \`\`\`text
        rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
        \`\`\`
      - Better:
        \`\`\`text
        for (const row of rows) all[row.id] = row;
        \`\`\`

      - **Watch:** The median of the benchmarks.

      ### 2. Filter where some is meant (\`prefer-some\`)

      - \`src/list.ts:1\`: \`filter\` goes on when the answer is known
      - \`src/list.ts:2\`: \`filter\` goes on when the answer is known
      - \`src/list.ts:3\`: \`filter\` goes on when the answer is known
      - \`src/list.ts:4\`: \`filter\` goes on when the answer is known
      - \`src/list.ts:5\`: \`filter\` goes on when the answer is known
      - \`src/list.ts:6\`: \`filter\` goes on when the answer is known
      - \`src/list.ts:7\`: \`filter\` goes on when the answer is known

      1. Run the benchmarks.
      2. Change it by hand.

      - Slow:
        \`\`\`text
        rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
        \`\`\`
      - Better:
        \`\`\`text
        for (const row of rows) all[row.id] = row;
        \`\`\`

      - **Watch:** The median of the benchmarks.

      ### Gained so far

      Since 1a2b3c4, 3 measured fixes made 1 benchmark faster; the geometric mean of the 2 benchmarks that they reach is 1.5 times faster; 1 other fix was measured and left out.

      - \`bench/users.bench.ts > by id\`: 2.1 times faster (1.9 to 2.3) by 2 fixes
      - \`bench/users.bench.ts > search\`: 1.02 times faster by 1 fix
      "
    `);
  });

  it('lets no name be markup', () => {
    const text = toOptimizationMarkdown(hostile).replaceAll(/^ {2}(`{3,}).*?^ {2}\1$/gmsu, '');
    expect(text.replaceAll(/`[^`]*`/gu, '')).not.toMatch(/<img|@everyone/u);
    expect(toOptimizationMarkdown(empty)).toBe('<!-- laptime-optimization -->\n## Laptime: Nothing to suggest: no hints in 1,200 files\n');
  });
});
