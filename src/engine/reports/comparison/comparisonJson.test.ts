import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { exampleCompared, exampleComparisonRun, exampleEstimate } from '../../../model/comparison.fixture.ts';
import { exampleBenchmark, exampleBlock } from '../../../model/example.fixture.ts';
import { hostileTexts, undescribedFields } from '../report.fixture.ts';
import { failedOn, fullComparison, separateRuns } from './comparison.fixture.ts';
import { toComparisonJson } from './comparisonJson.ts';
import { comparisonJsonSchema } from './comparisonJsonSchema.ts';

const schema = toJsonSchema(comparisonJsonSchema, { target: 'draft-2020-12', errorMode: 'throw' });
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);
const errorsOf = (report: unknown) => (validate(JSON.parse(JSON.stringify(report))) ? [] : validate.errors);

describe('docs/laptime-comparison.schema.json', () => {
  it('is fresh (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../../docs/laptime-comparison.schema.json');
  });

  it('describes every field', () => {
    expect(undescribedFields(schema)).toEqual([]);
  });
});

describe('toComparisonJson', () => {
  it('keeps to its schema', () => {
    expect(errorsOf(toComparisonJson(fullComparison()))).toEqual([]);
    expect(errorsOf(toComparisonJson(separateRuns()))).toEqual([]);
    expect(errorsOf(toComparisonJson(exampleComparisonRun([], { state: 'interrupted' })))).toEqual([]);
    const hostile = hostileTexts.flatMap((text) => [
      exampleCompared(exampleBenchmark([text])),
      failedOn('candidate', [text], { message: text, stack: text }),
    ]);
    expect(errorsOf(toComparisonJson(exampleComparisonRun(hostile, { notes: hostileTexts })))).toEqual([]);
  });

  it('is refused by its schema when a field is wrong, missing or unknown', () => {
    const json = toComparisonJson(fullComparison());
    const [first] = json.comparisons;
    expect(errorsOf({ ...json, version: 2 })).not.toEqual([]);
    expect(errorsOf({ ...json, more: 1 })).not.toEqual([]);
    expect(errorsOf({ ...json, comparisons: [{ ...first, verdict: 'odd' }] })).not.toEqual([]);
    expect(errorsOf({ ...json, comparisons: [{ ...first, ratio: undefined }] })).not.toEqual([]);
  });

  it('begins each entry with what most readers look for', () => {
    for (const entry of toComparisonJson(fullComparison()).comparisons) {
      expect(Object.keys(entry).slice(0, 5)).toEqual(['benchmark', 'verdict', 'ratio', 'interval', 'blocks']);
    }
  });

  it('carries the numbers unrounded, by state', () => {
    const { comparisons, counts, run, fileFailures } = toComparisonJson(fullComparison());
    expect(counts).toEqual({ slower: 2, faster: 1, same: 1, inconclusive: 2, failed: 1, notComparable: 2, skipped: 2 });
    expect(run).toMatchObject({
      startedAt: '2026-01-02T03:04:05.000Z',
      baseline: { name: 'HEAD~1', authoredAt: '2026-01-01T12:00:00.000Z' },
    });
    const entry = (name: string) => comparisons.find(({ path }) => path.at(-1) === name);
    expect(entry('quick sort')).toMatchObject({
      benchmark: 'src/sort.bench.ts > sort > quick sort',
      verdict: 'slower',
      ratio: 1.031,
      interval: { low: 1.031 * 0.996, high: 1.031 * 1.004, confidence: 0.99 },
      blocks: 9,
      margin: 0.02,
      state: 'compared',
      baseline: { medianNs: 1234 },
      candidate: { medianNs: 1234 * 1.031 },
      failure: null,
    });
    expect(entry('broken')).toMatchObject({
      verdict: null,
      blocks: 0,
      failure: { side: 'candidate', kind: 'threw', location: { line: 12 } },
    });
    expect(entry('later')).toMatchObject({ verdict: null, skipped: 'todo', failure: null });
    expect(fileFailures).toMatchObject([{ file: 'src/gone.bench.ts', side: 'baseline', failure: { kind: 'load' } }]);
  });

  it('gives each block its ratio from rounds that were timed together', () => {
    const block = {
      index: 0,
      // Both sides slow down in the same rounds: medians of sides say 1, rounds say 2.
      baseline: exampleBlock({ samplesNs: [10, 40, 20] }),
      candidate: exampleBlock({ samplesNs: [20, 80, 10] }),
    };
    const [paired] = toComparisonJson(
      exampleComparisonRun([exampleCompared(exampleBenchmark(['a']), {}, { blocks: [block] })]),
    ).comparisons;
    expect(paired!.blockRatios).toEqual([expect.closeTo(2, 12)]);
    expect(paired!.baseline!.blockMediansNs).toEqual([20]);
    expect(toComparisonJson(separateRuns()).comparisons[0]!.blockRatios).toEqual([]);
  });

  it('has null for what JSON has no number for', () => {
    const { tests } = exampleEstimate();
    const infinite = { ...tests!, cohenD: Infinity, welch: { t: -Infinity, degreesOfFreedom: Number.NaN, p: 0 } };
    const json = toComparisonJson(exampleComparisonRun([exampleCompared(exampleBenchmark(['a']), { tests: infinite })]));
    expect(errorsOf(json)).toEqual([]);
    expect(json.comparisons[0]!.tests).toMatchObject({ cohenD: null, welch: { t: null, degreesOfFreedom: null } });
  });
});
