import { describe, expect, it } from 'vitest';
import { exampleBlock } from '../../model/example.fixture.ts';
import { median, seededRandom, sorted } from '../stats/index.ts';
import { thinBlock } from './thinBlock.ts';

describe('thinBlock', () => {
  it.each([102, 999, 4000])('keeps 101 of %d pairs, in order of time, with the median of their ratios', (count) => {
    const { normal } = seededRandom(count);
    const sampleAtMs = Array.from({ length: count }, (_, at) => at);
    const sample = (factor: number) => sampleAtMs.map(() => 1000 * factor * Math.exp(0.05 * normal()));
    const block = {
      index: 3,
      baseline: exampleBlock({ samplesNs: sample(1), sampleAtMs }),
      candidate: exampleBlock({ samplesNs: sample(1.03), sampleAtMs }),
    };
    const thin = thinBlock(block);
    const ratio = ({ baseline, candidate }: typeof block) =>
      median(sorted(candidate.samplesNs.map((ns, at) => Math.log(ns / baseline.samplesNs[at]!))));
    expect(thin.index).toBe(3);
    expect(thin.baseline.samplesNs).toHaveLength(101);
    expect(thin.candidate.sampleAtMs).toEqual(thin.baseline.sampleAtMs);
    expect(thin.baseline.sampleAtMs).toEqual(thin.baseline.sampleAtMs.toSorted((a, b) => a - b));
    expect(new Set(thin.baseline.sampleAtMs).size).toBe(101);
    // Between two samples in the middle, where the number is even.
    expect(Math.abs(ratio(thin) - ratio(block))).toBeLessThan(0.003);
  });

  it('leaves a small block as it is', () => {
    const block = { index: 0, baseline: exampleBlock(), candidate: exampleBlock() };
    expect(thinBlock(block)).toBe(block);
  });
});
