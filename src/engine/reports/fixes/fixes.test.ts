import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { FixedBenchmark, MeasuredFix } from '../../../model/fixMeasurement.ts';
import { fullRun, hostileTexts, undescribedFields } from '../report.fixture.ts';
import { toFixesJson } from './fixesJson.ts';
import { fixesJsonSchema } from './fixesJsonSchema.ts';
import { renderFixCounts, renderMeasuredFix, type MeasuredFixes } from './renderFixes.ts';

const schema = toJsonSchema(fixesJsonSchema, { target: 'draft-2020-12', errorMode: 'throw' });
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);
const errorsOf = (report: unknown) => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors);

const { environment, revision, measurements } = fullRun();
const { benchmark } = measurements[0]!;

const faster: FixedBenchmark = {
  ...{ benchmark, verdict: 'faster', ratio: 1 / 1.8, interval: { low: 1 / 1.9, high: 1 / 1.7, confidence: 0.99 } },
  ...{ margin: 0.02, noise: 0.01, baselineNs: 1800, candidateNs: 1000 },
};

const exampleFix = (parts: Partial<MeasuredFix> = {}): MeasuredFix => ({
  ...{ rule: 'set-lookup-in-loop', file: 'src/users.ts', line: 12, title: 'Look up in a Set', kind: 'suggestion' },
  ...{ outcome: 'faster', reason: null, benchmarks: [faster], failures: [], notes: [], written: false },
  tests: { state: 'run', runner: 'vitest', passed: 14, broken: [], failedBefore: [] },
  outputs: { state: 'equal', calls: 3, allCalls: 3, everywhere: true },
  ...{ startedAtMs: 0, durationMs: 1000, laptimeVersion: '1.0.0', revision, environment },
  ...parts,
});

const refused = exampleFix({
  outcome: 'refused',
  reason: "The test 'adds' fails with it, and not without.",
  benchmarks: [],
  tests: { state: 'run', runner: 'node', passed: 3, broken: [{ file: 'test/a.test.ts', name: 'adds' }], failedBefore: [] },
});

const all = (...measured: readonly MeasuredFix[]): MeasuredFixes => ({ laptimeVersion: '1.0.0', measured, withoutFix: 2, problems: [] });

const plain = { width: 80, color: false, unicode: true };

const hostile = hostileTexts.map((text) =>
  exampleFix({
    ...{ file: text, rule: text, title: text, notes: [text], reason: text, outcome: 'refused' },
    tests: { state: 'run', runner: 'jest', passed: 0, broken: [{ file: text, name: text }], failedBefore: [] },
    outputs: { state: 'not-compared', reason: text },
  }),
);

describe('docs/laptime-fixes.schema.json', () => {
  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/laptime-fixes.schema.json');
  });

  it('describes every field', () => {
    expect(undescribedFields(schema)).toEqual([]);
  });
});

describe('toFixesJson', () => {
  it('keeps to its schema, and is refused by it when a field is wrong, missing or unknown', () => {
    const differ = { state: 'differ', benchmark: 'b', place: 'x', before: '1', after: '2' } as const;
    const none = { state: 'none', reason: 'no runner' } as const;
    const json = toFixesJson(
      all(exampleFix(), refused, exampleFix({ tests: none, outputs: differ }), exampleFix({ tests: null, outputs: null })),
    );
    expect(errorsOf(json)).toEqual([]);
    expect(errorsOf(toFixesJson(all(...hostile)))).toEqual([]);
    const [first] = json.fixes;
    expect(first).toMatchObject({ text: '1.8 times faster (1.7 to 1.9), 14 tests pass, outputs equal', benchmarks: [{ beforeNs: 1800 }] });
    expect(errorsOf({ ...json, version: 2 })).not.toEqual([]);
    expect(errorsOf({ ...json, fixes: [{ ...first, outcome: 'great' }] })).not.toEqual([]);
    expect(errorsOf({ ...json, fixes: [{ ...first, more: 1 }] })).not.toEqual([]);
  });
});

describe('renderMeasuredFix', () => {
  it('says what came of it, and why', () => {
    expect(renderMeasuredFix(exampleFix({ written: true }), plain)).toBe(
      `src/users.ts:12 · set-lookup-in-loop · Look up in a Set
  1.8 times faster (1.7 to 1.9), 14 tests pass, outputs equal.
  Written.
`,
    );
    expect(renderMeasuredFix(refused, plain)).toMatch(
      / {2}Refused\. The test 'adds' fails with it, and not without\.\n {2}Fails with it: test\/a/,
    );
    const partly = exampleFix({ outputs: { state: 'equal', calls: 1000, allCalls: 25_000, everywhere: true } });
    expect(renderMeasuredFix(partly, plain)).toContain('Of 25,000 calls of the changed code, 1,000 were compared.');
    const unproven = exampleFix({
      outputs: { state: 'not-compared', reason: 'it gives a function' },
      tests: { state: 'failed', reason: 'no jest' },
    });
    expect(renderMeasuredFix(unproven, plain)).toMatch(
      /tests could not be run, outputs not\n? *compared[\s\S]*no jest[\s\S]*it gives a function/,
    );
  });

  it('keeps to the width, and lets no name steer the terminal', () => {
    for (const fix of hostile) {
      const text = renderMeasuredFix(fix, { width: 40, color: false, unicode: false });
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(40);
    }
  });
});

describe('renderFixCounts', () => {
  it('counts what came of them', () => {
    expect(renderFixCounts(all(exampleFix({ written: true }), refused, refused), plain)).toBe(
      '3 fixes measured: 1 faster, 2 refused. 1 written. 2 hints without a fix.\n',
    );
    expect(renderFixCounts({ ...all(), withoutFix: 0 }, plain)).toBe('No hint has a fix that could be measured.\n');
  });
});
