import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { exampleBenchmark } from '../../../model/example.fixture.ts';
import { hostileTexts, undescribedFields } from '../report.fixture.ts';
import { exampleCheck, exampleHistory, exampleHistoryCommit, exampleSeries, fullHistory } from './history.fixture.ts';
import { toHistoryJson } from './historyJson.ts';
import { historyJsonSchema } from './historyJsonSchema.ts';

const schema = toJsonSchema(historyJsonSchema, { target: 'draft-2020-12', errorMode: 'throw' });
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);
const errorsOf = (report: unknown) => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors);

describe('docs/laptime-history.schema.json', () => {
  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/laptime-history.schema.json');
  });

  it('describes every field', () => {
    expect(undescribedFields(schema)).toEqual([]);
  });
});

describe('toHistoryJson', () => {
  it('keeps to its schema, and is refused by it when a field is wrong, missing or unknown', () => {
    const json = toHistoryJson(fullHistory(), [exampleCheck()]);
    expect(errorsOf(json)).toEqual([]);
    expect(errorsOf(toHistoryJson(exampleHistory([], { commits: [] }), null))).toEqual([]);
    for (const text of hostileTexts) expect(errorsOf(toHistoryJson(exampleHistory([exampleSeries([text], () => 1)]), null))).toEqual([]);
    const [first] = json.benchmarks;
    expect(errorsOf({ ...json, version: 2 })).not.toEqual([]);
    expect(errorsOf({ ...json, benchmarks: [{ ...first, level: undefined }] })).not.toEqual([]);
    expect(errorsOf({ ...json, benchmarks: [{ ...first, more: 1 }] })).not.toEqual([]);
  });

  it('names the commit of each change and those that it may be', () => {
    const [quick] = toHistoryJson(fullHistory(), null).benchmarks;
    expect(quick!.changes).toMatchObject([
      {
        kind: 'step',
        index: 25,
        commit: exampleHistoryCommit(25).hash,
        before: exampleHistoryCommit(24).hash,
        last: exampleHistoryCommit(25).hash,
        candidates: 2,
        direction: 'up',
        size: expect.closeTo(1.18, 1),
      },
    ]);
    expect(quick!.points[25]).toMatchObject({ commit: exampleHistoryCommit(25).hash, runs: 1 });
    expect(quick).toMatchObject({ environment: 'env-1', others: [{ environment: 'env-2', commits: 3 }], check: null });
  });

  it('has the suspects, and what measuring them again said', () => {
    const find = (checks: Parameters<typeof toHistoryJson>[1]) => toHistoryJson(fullHistory(), checks).benchmarks.at(-1)!;
    expect(find(null)).toMatchObject({ suspects: [{ index: 38 }, { index: 39 }], check: null, changes: [] });
    expect(find([exampleCheck()]).check).toMatchObject({
      verdict: 'slower',
      ratio: 1.031,
      candidate: exampleHistoryCommit(39).hash,
      failure: null,
    });
    const failure = { kind: 'threw', message: 'no', stack: '', location: null } as const;
    const failed = { state: 'failed', benchmark: exampleBenchmark(['suspicious']), side: 'candidate', failure, warnings: [] } as const;
    const check = find([exampleCheck({ comparison: failed })]);
    expect(check.check).toMatchObject({ verdict: null, ratio: null, failure: { kind: 'threw' } });
    expect(errorsOf(toHistoryJson(fullHistory(), [exampleCheck({ comparison: failed })]))).toEqual([]);
  });
});
