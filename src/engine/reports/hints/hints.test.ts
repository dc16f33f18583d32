import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { hostileTexts, undescribedFields } from '../report.fixture.ts';
import { exampleHint, exampleReport, hotHint } from './hints.fixture.ts';
import { toHintsJson } from './hintsJson.ts';
import { hintsJsonSchema } from './hintsJsonSchema.ts';
import { toHintsMarkdown } from './hintsMarkdown.ts';
import { toHintsSarif } from './hintsSarif.ts';
import { renderHints } from './renderHints.ts';

const schema = toJsonSchema(hintsJsonSchema, { target: 'draft-2020-12', errorMode: 'throw' });
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);
const errorsOf = (report: unknown) => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors);

const hostile = exampleReport({
  hints: hostileTexts.map((text) =>
    exampleHint({ file: text, message: text, rule: text, heat: 0.5, fixes: [{ ...hotHint.fixes[0]!, title: text }] }),
  ),
  unusedDirectives: hostileTexts.map((text) => ({ file: text, rule: text, range: hotHint.range, message: text })),
  problems: hostileTexts,
});

describe('docs/laptime-hints.schema.json', () => {
  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/laptime-hints.schema.json');
  });

  it('describes every field', () => {
    expect(undescribedFields(schema)).toEqual([]);
  });
});

describe('toHintsJson', () => {
  it('keeps to its schema, and is refused by it when a field is wrong, missing or unknown', () => {
    const json = toHintsJson(exampleReport());
    expect(errorsOf(json)).toEqual([]);
    expect(errorsOf(toHintsJson(hostile))).toEqual([]);
    const [first] = json.hints;
    expect(errorsOf({ ...json, version: 2 })).not.toEqual([]);
    expect(errorsOf({ ...json, hints: [{ ...first, line: undefined }] })).not.toEqual([]);
    expect(errorsOf({ ...json, hints: [{ ...first, more: 1 }] })).not.toEqual([]);
  });

  it('has the heat only where a profile says it', () => {
    const [cold, hot] = toHintsJson(exampleReport()).hints;
    expect(cold).toMatchObject({
      file: 'src/users.ts',
      line: 12,
      column: 7,
      rule: 'no-accumulating-spread',
      measured: [{ n: 100, ratio: 35.2 }],
    });
    expect(cold).not.toHaveProperty('heat');
    expect(hot).toMatchObject({ heat: 0.12, fixes: [{ kind: 'safe', edits: [{ line: 3, endColumn: 5, text: 'a.startsWith("b")' }] }] });
  });
});

describe('renderHints', () => {
  const plain = { width: 100, color: false, unicode: true };

  it('says what is hottest first, and counts', () => {
    expect(renderHints(exampleReport(), plain)).toMatchInlineSnapshot(`
      "src/a b#.ts:3:1 · warning · prefer-starts-ends-with · 12 % of the profile
        A regular expression looks at the beginning only.
        Safe fix: Use \`startsWith\`

      src/users.ts:12:7 · information · no-accumulating-spread
        \`...all\` copies the whole object in each turn of \`reduce\`: 35 times slower at 100 entries.

      src/users.ts:20:4 · \`no-await-in-loop\` finds nothing there that could be turned off.

      2 hints in 2 of 1,200 files: 1 warning, 1 information; 1 more is in the baseline.
      Each rule is explained in docs/rules.
      --fix mends 1 place, and the code behaves the same.
      --measure says what fixes gain with your code.
      "
    `);
  });

  it('says that there is nothing', () => {
    expect(renderHints(exampleReport({ hints: [], unusedDirectives: [], inBaseline: 0, files: 1 }), plain)).toBe('No hints in 1 file.\n');
  });

  it('keeps to every width, and lets no name steer the terminal', () => {
    for (const width of [40, 71, 120]) {
      const text = renderHints(hostile, { width, color: false, unicode: false });
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe('toHintsMarkdown', () => {
  it('is a table whose names are code', () => {
    expect(toHintsMarkdown(exampleReport())).toMatchInlineSnapshot(`
      "<!-- laptime-hints -->
      ## Laptime: 2 hints in 2 of 1,200 files: 1 warning, 1 information; 1 more is in the baseline

      | Where | What | Rule |
      | --- | --- | --- |
      | \`src/a b#.ts:3\` | **Warning:** A regular expression looks at the beginning only (12 % of the profile) | \`prefer-starts-ends-with\` |
      | \`src/users.ts:12\` | \`...all\` copies the whole object in each turn of \`reduce\`: 35 times slower at 100 entries | \`no-accumulating-spread\` |
      "
    `);
  });

  it('has a row for each, whatever their names are', () => {
    const rows = toHintsMarkdown(hostile)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(hostileTexts.length + 2);
    for (const row of rows) expect(row.match(/\|/gu)).toHaveLength(4);
    expect(toHintsMarkdown(hostile).replaceAll(/`[^`]*`/gu, '')).not.toMatch(/<img|@everyone/u);
  });

  it('says how many it leaves out', () => {
    const many = exampleReport({ hints: Array.from({ length: 103 }, () => exampleHint()) });
    expect(toHintsMarkdown(many)).toContain('\n\nand 3 more\n');
  });
});

describe('toHintsSarif', () => {
  it('names rules, places and fingerprints as code scanning wants them', () => {
    const { runs, version } = toHintsSarif(exampleReport());
    expect(version).toBe('2.1.0');
    const [run] = runs;
    expect(run!.tool.driver.rules.map(({ id }) => id)).toEqual(['no-accumulating-spread', 'prefer-starts-ends-with']);
    expect(run!.results).toMatchObject([
      { ruleId: 'no-accumulating-spread', ruleIndex: 0, level: 'note', partialFingerprints: { 'laptimeHint/v1': '0123456789abcdef' } },
      {
        ruleIndex: 1,
        level: 'warning',
        message: { text: 'A regular expression looks at the beginning only (12 % of the profile).' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/a%20b%23.ts', uriBaseId: 'SRCROOT' },
              region: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 9 },
            },
          },
        ],
        fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: { startLine: 3, endColumn: 5 } }] }] }],
        properties: { heat: 0.12 },
      },
    ]);
    expect(Object.keys(run!.originalUriBaseIds)).toEqual(['SRCROOT']);
  });

  it('explains each rule, with an example and the name of its page', () => {
    const [rule] = toHintsSarif(exampleReport()).runs[0]!.tool.driver.rules;
    expect(rule!.properties.docs).toBe('docs/rules/no-accumulating-spread.md');
    expect(rule!.help.text).toContain('Each turn copies all.\n\nSlow:\n\nrows.reduce(');
    expect(rule!.help.markdown).toContain('Better:\n\n```ts\nfor (const row of rows) all[row.id] = row;\n```');
  });

  it('has a URI for every name', () => {
    for (const { locations } of toHintsSarif(hostile).runs[0]!.results) {
      const { uri } = locations[0]!.physicalLocation.artifactLocation;
      expect(uri).toMatch(/^(?:[\w.!~*'()/-]|%[\dA-F]{2})*$/u);
    }
  });
});
