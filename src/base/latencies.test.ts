import { describe, expect, it } from 'vitest';
import { areLatencyCounts, createLatencies } from './latencies.ts';

describe('createLatencies', () => {
  it('has nothing to tell of none', () => {
    const none = createLatencies();
    expect([none.count, none.mostMs, none.quantileMs(0.5)]).toEqual([0, 0, 0]);
    expect(none.counts().buckets).toEqual([]);
  });

  it('is within 1.6 % of the order statistics, from microseconds to hours', () => {
    let state = 7;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const times = Array.from({ length: 5000 }, () => 2e-3 * 2 ** (random() * 30));
    const latencies = createLatencies();
    for (const ms of times) latencies.record(ms);
    const sorted = times.toSorted((a, b) => a - b);
    for (const share of [0.01, 0.25, 0.5, 0.9, 0.99, 1]) {
      const exact = sorted[Math.ceil(share * sorted.length) - 1]!;
      expect(Math.abs(latencies.quantileMs(share) / exact - 1)).toBeLessThan(0.016);
    }
    expect(latencies.mostMs).toBe(sorted.at(-1));
    expect(latencies.count).toBe(5000);
  });

  it('is the same whether put in together, or apart and added', () => {
    const all = createLatencies();
    const parts = [createLatencies(), createLatencies()];
    for (let ms = 1; ms < 500; ms++) {
      all.record(ms);
      parts[ms % 2]!.record(ms);
    }
    const sum = createLatencies();
    for (const part of parts) sum.add(part.counts());
    expect(sum.counts()).toEqual(all.counts());
    expect(sum.quantileMs(0.99)).toBe(all.quantileMs(0.99));
  });

  it('keeps its size whatever is put in', () => {
    const latencies = createLatencies();
    for (const ms of [-1, 0, Number.NaN, 1e-9, 1e300, 2 ** -10, 2 ** 20]) latencies.record(ms);
    expect(latencies.count).toBe(7);
    expect(areLatencyCounts({ ...latencies.counts(), mostMs: 1 })).toBe(true);
  });

  it('knows counts that are none', () => {
    expect(areLatencyCounts({ mostMs: 1, buckets: [1, 2] })).toBe(true);
    for (const buckets of [[1], [1e6, 1], [-1, 1], [1, -1], [1.5, 1]]) expect(areLatencyCounts({ mostMs: 1, buckets })).toBe(false);
    expect(areLatencyCounts({ mostMs: -1, buckets: [] })).toBe(false);
  });
});
