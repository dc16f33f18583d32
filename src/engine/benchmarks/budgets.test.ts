import { describe, expect, it } from 'vitest';
import { exampleBlock, exampleBlocks } from '../../model/example.fixture.ts';
import { judgeBudget } from './budgets.ts';
import { summarise } from './summarise.ts';

const blocks = exampleBlocks([1000, 1010, 990, 1005, 995, 1000]);
const judge = (budget: Parameters<typeof judgeBudget>[2], of = blocks) => judgeBudget(summarise(of), of, budget);

describe('judgeBudget', () => {
  it('breaks a limit only where the whole interval is beyond it', () => {
    const { intervalNs } = summarise(blocks);
    expect(judge({ medianNs: intervalNs!.low - 1 })?.kind).toBe('over-budget');
    // Over the limit by the point, not by the interval.
    expect(intervalNs!.low).toBeLessThan(999);
    expect(judge({ medianNs: 999 })).toBeNull();
    expect(judge({ medianNs: 1_000_000 })).toBeNull();
  });

  it('says what was measured, how surely, and what was allowed', () => {
    expect(judge({ medianNs: 500 })?.message).toMatch(
      /^Over budget: median 1\.00 µs \(0\.98 to 1\.02 µs at 99 % confidence\), allowed 500 ns\.$/u,
    );
  });

  it('judges p99 over the blocks', () => {
    expect(judge({ p99Ns: 900 })?.message).toContain('p99 1.02 µs (');
    // One wild sample raises the p99 of all samples, but not that of the blocks.
    const wild = [...blocks.slice(1), exampleBlock({ index: 6, samplesNs: [1000, 1000, 1000, 1000, 50_000] })];
    expect(summarise(wild).p99Ns).toBeGreaterThan(5000);
    expect(judge({ p99Ns: 2000 }, wild)).toBeNull();
  });

  it('judges heap over the blocks, zero included, and not where it is unknown', () => {
    const heaps = (values: readonly (number | null)[]) =>
      values.map((heapBytesPerIteration, i) => ({ ...blocks[i]!, heapBytesPerIteration }));
    expect(judge({ heapBytes: 1000 }, heaps([2000, 2010, 1990, 2000, 2005, null]))?.message).toMatch(
      /heap 2\.00 kB per iteration \(at least 1\.9\d kB at 99 % confidence\), allowed 1\.00 kB/u,
    );
    expect(judge({ heapBytes: 0 }, heaps([0, 0, 0, 0, 0, 0]))).toBeNull();
    expect(judge({ heapBytes: 0 }, heaps([null, null, null, null, null, null]))).toBeNull();
    expect(judge({ heapBytes: 1000 }, heaps([2000, 2000, null, null, null, null]))).toBeNull();
  });

  it('judges the rate by its best case', () => {
    expect(judge({ opsPerSecondMin: 2e6 })?.message).toMatch(
      /1\.00 M ops\/s \(at most 1\.0\d M ops\/s at 99 % confidence\), required 2\.00 M ops\/s/u,
    );
    expect(judge({ opsPerSecondMin: 1_001_000 })).toBeNull();
  });

  it('names every broken limit and carries the location', () => {
    const location = { file: 'a.bench.ts', line: 3, column: 1 };
    const failure = judgeBudget(summarise(blocks), blocks, { medianNs: 1, p99Ns: 1, opsPerSecondMin: 1e12, heapBytes: 1e9 }, location)!;
    expect(failure.message.split(';')).toHaveLength(3);
    expect(failure.location).toEqual(location);
    expect(failure.stack).toBe('');
  });

  it('judges nothing without an interval or without a limit', () => {
    const two = exampleBlocks([1000, 1000]);
    expect(judge({ medianNs: 1, p99Ns: 1, heapBytes: 1, opsPerSecondMin: 1e15 }, two)).toBeNull();
    expect(judge({})).toBeNull();
  });
});
