import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../model/finding.ts';
import { hostileTexts, undescribedFields } from '../report.fixture.ts';
import { toDiagnosisJson } from './diagnosisJson.ts';
import { diagnosisJsonSchema } from './diagnosisJsonSchema.ts';
import { renderDiagnosis } from './renderDiagnosis.ts';

const schema = toJsonSchema(diagnosisJsonSchema, { target: 'draft-2020-12', errorMode: 'throw' });
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);

const diagnosis: Diagnosis = {
  class: 'gc-pressure',
  confidence: 0.91,
  summary: 'Garbage collection takes much of the time.',
  evidence: [
    { text: 'GC took 34 % of the time', metric: 'program.gc.share', value: 0.34, limit: 0.1, place: null },
    {
      text: '80 % of what was allocated is allocated here',
      metric: null,
      value: 0.8,
      limit: null,
      place: { file: 'src/a.ts', line: 7, functionName: 'parse' },
    },
  ],
  others: [{ class: 'cpu-bound', confidence: 0.6, summary: 'It computes.', evidence: [] }],
  suggestions: [
    {
      class: 'gc-pressure',
      title: 'Allocate less',
      impact: 0.27,
      effort: 'medium',
      steps: ['Record it'],
      rules: ['no-map-spread'],
      hints: [{ rule: 'no-map-spread', file: 'src/a.ts', line: 9, message: 'Copies the map.' }],
      next: 'heap',
    },
    { class: 'cpu-bound', title: 'Use threads', impact: null, effort: 'large', steps: ['Divide it'], rules: [], hints: [], next: null },
  ],
  score: 58,
  fromMs: 0,
  untilMs: 8000,
  problems: ['Not all was asked.'],
};

const options = { width: 80, color: false, unicode: true };

describe('docs/laptime-diagnosis.schema.json', () => {
  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/laptime-diagnosis.schema.json');
  });

  it('describes every field', () => {
    expect(undescribedFields(schema)).toEqual([]);
  });
});

describe('toDiagnosisJson', () => {
  it('keeps to its schema, and is refused by it when a field is wrong, missing or unknown', () => {
    const json = toDiagnosisJson(diagnosis);
    expect(validate(json) ? [] : validate.errors).toEqual([]);
    const { score: _, ...without } = json;
    for (const broken of [{ ...json, class: 'slow' }, { ...json, confidence: 2 }, { ...json, more: 1 }, without]) {
      expect(validate(broken)).toBe(false);
    }
  });
});

describe('renderDiagnosis', () => {
  it('says what it is, what that rests on, and what to do', () => {
    expect(renderDiagnosis(diagnosis, options)).toBe(`gc-pressure, 91 % sure
Garbage collection takes much of the time.
  · GC took 34 % of the time
  · 80 % of what was allocated is allocated here: src/a.ts:7 in parse
Health: 58 of 100

Also cpu-bound, 60 % sure
It computes.

What to do, the best first

1. Allocate less (up to 27 % of the time, effort medium)
  - Record it
  → src/a.ts:9 no-map-spread

2. Use threads (effort large)
  - Divide it

Not all was asked.
`);
  });

  it('keeps to the width, and lets no text steer the terminal', () => {
    const [finding] = diagnosis.others;
    const hostile: Diagnosis = {
      ...diagnosis,
      others: hostileTexts.map((text) => ({
        ...finding!,
        evidence: [{ text, metric: null, value: null, limit: null, place: { file: text, line: 1, functionName: text } }],
      })),
      problems: hostileTexts,
    };
    const text = renderDiagnosis(hostile, { ...options, width: 60 });
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(60);
  });
});
