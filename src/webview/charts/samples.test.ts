import { describe, expect, it } from 'vitest';
import { binCountOf, collectSamples, densityOf, histogramOf, medianOf, quantileOf, sampleScale } from './samples.ts';
import { createScale } from './scale.ts';
import { blockAt, blockStartsMs } from './timeline.ts';

const block = (...samples: number[]) => ({ samplesNs: Float64Array.from(samples) });
const oneToHundred = Array.from({ length: 100 }, (_, index) => index + 1);
const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0);

describe('quantileOf', () => {
  it('agrees with type 7 of R', () => {
    // quantile(1:10, c(0, .25, .5, .99, 1)) in R
    const sorted = Float64Array.from({ length: 10 }, (_, index) => index + 1);
    expect([0, 0.25, 0.5, 0.99, 1].map((share) => quantileOf(sorted, share))).toEqual([1, 3.25, 5.5, 9.91, 10]);
    expect(quantileOf(Float64Array.of(7), 0.3)).toBe(7);
  });
});

describe('collectSamples', () => {
  it('joins and sorts the samples of all blocks, with their fences', () => {
    const samples = collectSamples([block(10, 9, 8), block(), block(2, 1, 3, 4, 5, 6, 7)])!;
    expect([...samples.sorted]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(samples.fences).toEqual({ lowSevere: -10.25, lowMild: -3.5, highMild: 14.5, highSevere: 21.25 });
    expect(collectSamples([block(), block()])).toBeNull();
  });
});

describe('sampleScale', () => {
  const samples = collectSamples([block(...oneToHundred, 1e6)])!;

  it('leaves out what lies beyond the severe fences unless all is wanted', () => {
    expect(sampleScale(samples, 'linear', 'all').high).toBe(1e6);
    expect(sampleScale(samples, 'linear', 'typical').high).toBe(samples.fences.highSevere);
    expect(sampleScale(samples, 'linear', 'typical').low).toBe(1);
  });

  it('begins a log scale at the least sample above zero', () => {
    expect(sampleScale(collectSamples([block(0, 0, 2, 8)])!, 'log', 'all')).toMatchObject({ kind: 'log', low: 2, high: 8 });
  });
});

describe('histogramOf', () => {
  it.each(['linear', 'log'] as const)('counts every sample once on a %s scale', (kind) => {
    const samples = collectSamples([block(...oneToHundred, 5000, 0.001)])!;
    for (const range of ['typical', 'all'] as const) {
      const scale = sampleScale(samples, kind, range);
      const histogram = histogramOf(samples, scale, binCountOf(samples, scale, 80));
      expect(sum(histogram.counts) + histogram.below + histogram.above).toBe(102);
      expect(histogram.edges).toHaveLength(histogram.counts.length + 1);
      expect(histogram.edges[0]).toBeCloseTo(scale.low, 9);
      expect(histogram.counts.length).toBeLessThanOrEqual(80);
    }
  });

  it('puts each sample between the edges of its bin', () => {
    const samples = collectSamples([block(...oneToHundred)])!;
    const { edges, counts } = histogramOf(samples, createScale('linear', 20, 40), 10);
    expect(sum(counts)).toBe(21);
    // Edges at 20, 22, 24, …: even values stand on an edge and belong to the bin above, the last of all to the last bin.
    expect([...edges]).toEqual([20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40]);
    expect([...counts]).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 3]);
  });

  it('shows equal samples as one bin', () => {
    const samples = collectSamples([block(5, 5, 5)])!;
    const { counts } = histogramOf(samples, sampleScale(samples, 'linear', 'typical'), 80);
    expect(counts.filter((count) => count > 0)).toEqual(Uint32Array.of(3));
  });
});

describe('densityOf', () => {
  it('counts samples by column and leaves out those off the axis', () => {
    expect([...densityOf(Float64Array.of(-1, 0, 1, 5, 9.9, 10, 11), createScale('linear', 0, 10), 2)]).toEqual([2, 3]);
  });
});

describe('medianOf', () => {
  it('takes values in any order and leaves them so', () => {
    const values = Float64Array.of(3, 1, 2);
    expect(medianOf(values)).toBe(2);
    expect([...values]).toEqual([3, 1, 2]);
    expect(medianOf(new Float64Array())).toBeNaN();
  });
});

describe('the time axis of the blocks', () => {
  const timed = (...sampleAtMs: number[]) => ({
    samplesNs: new Float64Array(sampleAtMs.length),
    sampleAtMs: Float64Array.from(sampleAtMs),
  });

  it('sets blocks side by side by how long they took', () => {
    const starts = blockStartsMs([timed(1, 2), timed(), timed(1, 6)]);
    expect([...starts]).toEqual([0, 2, 2, 8]);
    const at = (share: number) => blockAt(starts, 62 + share * 800, 862);
    expect([at(-0.01), at(0), at(0.2), at(0.3), at(0.99), at(1)]).toEqual([null, 0, 0, 2, 2, null]);
  });
});
