import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { exampleRun } from '../../model/example.fixture.ts';
import { toJsonReport } from './jsonReport.ts';
import { jsonReportSchema } from './jsonReportSchema.ts';
import { failed, fullRun, hostileTexts, measured, undescribedFields } from './report.fixture.ts';

const schema = toJsonSchema(jsonReportSchema, { target: 'draft-2020-12', errorMode: 'throw' });
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);
const errorsOf = (report: unknown) => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors);

describe('docs/laptime-report.schema.json', () => {
  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../docs/laptime-report.schema.json');
  });

  it('describes every field', () => {
    expect(undescribedFields(schema)).toEqual([]);
  });
});

describe('toJsonReport', () => {
  it('keeps to its schema', () => {
    expect(errorsOf(toJsonReport(fullRun()))).toEqual([]);
    expect(errorsOf(toJsonReport(exampleRun([], { state: 'interrupted' })))).toEqual([]);
    const hostile = hostileTexts.flatMap((text) => [measured([text], 10), failed([text], { message: text, stack: text })]);
    expect(errorsOf(toJsonReport(exampleRun(hostile)))).toEqual([]);
  });

  it('says what the machine did that may be in the times', () => {
    const { machine } = exampleRun([]);
    const warning = {
      code: 'stolen-cpu',
      message: 'Stolen.',
      value: 0.1,
      extreme: 0.2,
      atMs: Date.UTC(2026, 0, 2),
      lastedMs: 3000,
    } as const;
    const report = toJsonReport(exampleRun([], { machine: { ...machine, warnings: [warning] } }));
    expect(errorsOf(report)).toEqual([]);
    expect(report.run.machineWarnings).toEqual([
      { code: 'stolen-cpu', message: 'Stolen.', value: 0.1, extreme: 0.2, startedAt: '2026-01-02T00:00:00.000Z', durationMs: 3000 },
    ]);
    expect(toJsonReport(exampleRun([])).run.machineWarnings).toBeNull();
  });

  it('is refused by its schema when a field is wrong, missing or unknown', () => {
    const report = toJsonReport(fullRun());
    expect(errorsOf({ ...report, version: 2 })).not.toEqual([]);
    expect(errorsOf({ ...report, more: 1 })).not.toEqual([]);
    expect(errorsOf({ ...report, benchmarks: [{ ...report.benchmarks[0], summary: undefined }] })).not.toEqual([]);
    expect(errorsOf({ ...report, benchmarks: [{ ...report.benchmarks[0], state: 'odd' }] })).not.toEqual([]);
  });

  it('carries the numbers unrounded, by state', () => {
    const run = fullRun();
    const { benchmarks, fileFailures, run: header } = toJsonReport(run);
    expect(header.startedAt).toBe('2026-01-02T03:04:05.000Z');
    expect(benchmarks.map(({ state }) => state)).toEqual(['measured', 'measured', 'measured', 'measured', 'failed', 'skipped']);
    expect(benchmarks[1]).toMatchObject({ summary: { medianNs: 1234 }, failure: null, skipped: null });
    expect(benchmarks[1]!.blocks.map(({ medianNs }) => medianNs)).toEqual([1234 * 0.99, 1234, 1234 * 1.02]);
    expect(benchmarks[4]).toMatchObject({ summary: null, failure: { kind: 'threw', location: { line: 12 } } });
    expect(benchmarks[5]).toMatchObject({ summary: null, skipped: 'todo', blocks: [] });
    expect(fileFailures).toHaveLength(1);
  });
});
