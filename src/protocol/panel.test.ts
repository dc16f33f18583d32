import { describe, expect, it } from 'vitest';
import { exampleCompared, exampleComparisonRun } from '../model/comparison.fixture.ts';
import { exampleBenchmark } from '../model/example.fixture.ts';
import type { Block, Measurement, Summary } from '../model/measurement.ts';
import type { Run } from '../model/run.ts';
import { toPanelComparisonDetail, toPanelComparisonRun, toPanelDetail, toPanelRun } from './panel.ts';
import { panelPage } from './panelPage.ts';

const benchmark = { id: 'a.bench.ts > sort', file: 'a.bench.ts', path: ['sort'] } as unknown as Measurement['benchmark'];
const block = { index: 0, samplesNs: [1.5, 2.5], sampleAtMs: [1, 2], gcCount: 3 } as unknown as Block;
const run = {
  id: 'r1',
  measurements: [
    { state: 'measured', benchmark, blocks: [block], summary: { medianNs: 2 } as unknown as Summary, warnings: [], output: 'hello' },
    { state: 'skipped', benchmark: { ...benchmark, id: 'a.bench.ts > later' }, reason: 'todo', warnings: [], output: '' },
  ],
} as unknown as Run;

describe('toPanelRun', () => {
  it('leaves blocks and output behind and keeps the rest', () => {
    expect(toPanelRun(run).measurements).toEqual([
      { state: 'measured', benchmark, summary: { medianNs: 2 }, warnings: [] },
      { state: 'skipped', benchmark: { ...benchmark, id: 'a.bench.ts > later' }, reason: 'todo', warnings: [] },
    ]);
    expect(run.measurements[0]).toHaveProperty('output', 'hello');
  });
});

describe('toPanelDetail', () => {
  it('carries samples as typed arrays', () => {
    expect(toPanelDetail(run, 'a.bench.ts > sort')).toEqual({
      runId: 'r1',
      benchmarkId: 'a.bench.ts > sort',
      blocks: [{ index: 0, samplesNs: Float64Array.of(1.5, 2.5), sampleAtMs: Float64Array.of(1, 2), gcCount: 3 }],
      output: 'hello',
    });
  });

  it('has no blocks for a skipped benchmark and nothing for one that is not there', () => {
    expect(toPanelDetail(run, 'a.bench.ts > later')?.blocks).toEqual([]);
    expect(toPanelDetail(run, 'b.bench.ts > sort')).toBeNull();
  });
});

describe('toPanelComparisonRun', () => {
  const benchmark = exampleBenchmark(['sort']);
  const skipped = { state: 'skipped', benchmark: exampleBenchmark(['later']), reason: 'todo', warnings: [] } as const;
  const comparisonRun = exampleComparisonRun([exampleCompared(benchmark), skipped]);

  it('leaves a count of the blocks in their place and keeps the rest', () => {
    const [compared, ...others] = toPanelComparisonRun(comparisonRun).comparisons;
    expect(compared).toMatchObject({
      state: 'compared',
      benchmark,
      blockCounts: { baseline: 9, candidate: 9 },
      estimate: { ratio: 1.031 },
    });
    expect(compared).not.toHaveProperty('blocks');
    expect(others).toEqual([skipped]);
  });

  it('carries the samples of both sides as typed arrays', () => {
    const detail = toPanelComparisonDetail(comparisonRun, benchmark.id)!;
    expect([detail.baseline.length, detail.candidate.length]).toEqual([9, 9]);
    expect(detail.baseline[0]!.samplesNs).toBeInstanceOf(Float64Array);
    expect(detail.baseline[0]!.samplesNs[2]).toBe(1000);
    expect(detail.candidate[4]!.samplesNs[2]).toBeCloseTo(1031, 9);
    expect(toPanelComparisonDetail(comparisonRun, skipped.benchmark.id)).toMatchObject({ baseline: [], candidate: [] });
    expect(toPanelComparisonDetail(comparisonRun, 'other')).toBeNull();
  });
});

describe('panelPage', () => {
  it('keeps its values inside their attributes', () => {
    const page = panelPage({ scriptUri: 'a"><img src=x>', styleUri: 's&t', cspSource: 'c"d', nonce: 'n0', language: '"en' });
    expect(page).toContain('src="a&quot;>&lt;img src=x>"');
    expect(page).toContain('href="s&amp;t"');
    expect(page).toContain('lang="&quot;en"');
    expect(page).not.toContain('<img');
    expect(page).not.toContain("'unsafe-");
  });
});
