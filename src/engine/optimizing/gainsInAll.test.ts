import { describe, expect, it } from 'vitest';
import { exampleGain } from '../../model/gain.fixture.ts';
import { gainsInAll } from './gainsInAll.ts';

const times = (benchmarkId: string, ratio: number) => ({
  ...{ benchmarkId, ratio, verdict: 'faster' as const },
  interval: { low: ratio / 1.1, high: ratio * 1.1, confidence: 0.99 },
});

describe('gainsInAll', () => {
  it('is nothing where nothing was written', () => {
    expect(gainsInAll([])).toBe(null);
    expect(gainsInAll([exampleGain({ applied: false })])).toBe(null);
  });

  it('multiplies the fixes of a benchmark, and takes the geometric mean over benchmarks', () => {
    const all = gainsInAll([
      exampleGain({ startedAtMs: 1, line: 1, benchmarks: [times('a', 0.5), times('b', 1)] }),
      exampleGain({ startedAtMs: 2, line: 2, benchmarks: [times('a', 0.5)] }),
      exampleGain({ startedAtMs: 3, line: 3, applied: false, benchmarks: [times('a', 0.1), times('c', 0.1)] }),
    ])!;
    expect(all).toMatchObject({ fixes: 2, left: 1, environments: 1, since: { startedAtMs: 1 } });
    expect(all.benchmarks.map(({ benchmarkId, count }) => [benchmarkId, count])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(all.benchmarks[0]!.ratio).toBeCloseTo(0.25, 12);
    expect(all.benchmarks[0]!.interval!.high).toBeCloseTo(0.25 * 1.1 ** Math.SQRT2, 12);
    expect(all.mean!.ratio).toBeCloseTo(0.5, 12);
    expect(all.mean!.count).toBe(2);
  });

  it('counts what was measured again at the same place once, as it was last', () => {
    const before = exampleGain({ startedAtMs: 1, benchmarks: [times('a', 0.5)] });
    const again = gainsInAll([before, exampleGain({ startedAtMs: 2, benchmarks: [times('a', 0.8)] })])!;
    expect(again).toMatchObject({ fixes: 1, left: 0, since: { startedAtMs: 2 } });
    expect(again.mean!.ratio).toBeCloseTo(0.8, 12);
    expect(gainsInAll([before, { ...before, startedAtMs: 2, applied: false }])).toBe(null);
  });

  it('counts what was written without a benchmark, and environments', () => {
    expect(gainsInAll([exampleGain({ benchmarks: [] })])).toMatchObject({ fixes: 1, benchmarks: [], mean: null });
    expect(gainsInAll([exampleGain(), exampleGain({ line: 99, environmentId: 'other' })])!.environments).toBe(2);
  });
});
