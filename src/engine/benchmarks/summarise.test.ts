import { describe, expect, it } from 'vitest';
import { exampleBlock, exampleBlocks } from '../../model/example.fixture.ts';
import type { Block, Interval } from '../../model/measurement.ts';
import { isLook, seededRandom, type SeededRandom } from '../stats/index.ts';
import { blockMedians, medianGroups, relativeErrorOf, summarise } from './summarise.ts';

describe('summarise', () => {
  it('describes the samples of all blocks together and the interval over blocks', () => {
    const blocks = [100, 102, 98, 101, 99, 100].map((median, index) =>
      exampleBlock({
        index,
        samplesNs: [median - 1, median, median + 1],
        gcCount: 2,
        gcMs: 0.5,
        heapBytesPerIteration: index === 0 ? null : index * 10,
        eventLoopUtilization: index < 2 ? 0.4 : null,
        waitedShare: index / 10,
      }),
    );
    const summary = summarise(blocks);
    expect(summary).toMatchObject({
      medianNs: 100,
      meanNs: 100,
      minNs: 97,
      maxNs: 103,
      p75Ns: 101,
      samples: 18,
      blocks: 6,
      opsPerSecond: 1e7,
      outliers: { lowSevere: 0, lowMild: 0, highMild: 0, highSevere: 0 },
      bimodal: false,
      heapBytesPerIteration: 30,
      gcCount: 12,
      gcMs: 3,
      eventLoopUtilization: 0.4,
      waitedShare: 0.25,
    });
    // By hand on logs: trimmed mean 4.60515, Winsorized SSD 0.0004, standard error 0.00577; 99.5 % for the first look: t(3) 7.453.
    expect(summary.intervalNs!.confidence).toBe(0.99);
    expect(summary.intervalNs!.low).toBeCloseTo(95.79, 1);
    expect(summary.intervalNs!.high).toBeCloseTo(104.39, 1);
    expect(summary.relativeError).toBeCloseTo(0.043, 3);
    expect(summary.p99Ns).toBeCloseTo(102.83, 2);
  });

  it('has no interval below three blocks, and none of what could not be read', () => {
    const blocks = exampleBlocks([10, 20], { heapBytesPerIteration: null, waitedShare: null });
    expect(summarise(blocks)).toMatchObject({
      medianNs: 15,
      intervalNs: null,
      relativeError: null,
      bimodal: false,
      heapBytesPerIteration: null,
      eventLoopUtilization: null,
      waitedShare: null,
    });
    expect(relativeErrorOf(blocks)).toBeNull();
    expect(relativeErrorOf([])).toBeNull();
  });

  it('passes over blocks without samples, and refuses to sum up nothing', () => {
    const empty = exampleBlock({ samplesNs: [], sampleAtMs: [] });
    expect(summarise([empty, ...exampleBlocks([10, 10, 10]), empty]).blocks).toBe(3);
    expect(() => summarise([empty])).toThrow(RangeError);
  });

  it('stays finite where the correction for waiting left nothing', () => {
    const blocks = exampleBlocks([0, 0, 0, 0, 0, 0]);
    const summary = summarise(blocks);
    expect(blockMedians(blocks)[0]).toBe(25 / 1000 / 1000);
    expect(Number.isFinite(summary.opsPerSecond)).toBe(true);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it('always holds the median in its interval', () => {
    // The trimmed mean lies far from the median of these, and with it the bare interval.
    const skewed = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2].map((value, i) => value + i * 1e-6);
    const { intervalNs, medianNs } = summarise(exampleBlocks(skewed));
    expect(intervalNs!.low).toBeLessThanOrEqual(medianNs);
    expect(intervalNs!.high).toBeGreaterThanOrEqual(medianNs);
  });

  it('tells two groups of processes apart', () => {
    const blocks = exampleBlocks([100, 101, 100.5, 130, 131, 130.5, 100.2, 130.2]);
    expect(summarise(blocks).bimodal).toBe(true);
    const groups = medianGroups(blocks)!;
    expect([groups.lower.blocks, groups.upper.blocks]).toEqual([4, 4]);
    expect(groups.lower.medianNs).toBeCloseTo(100.35, 1);
    expect(groups.upper.medianNs).toBeCloseTo(130.35, 1);
    // The same shape within 1 % is not worth a word.
    expect(summarise(exampleBlocks([100, 100.01, 100, 101, 101.01, 101, 100, 101])).bimodal).toBe(false);
  });

  it('gives the error that decides on stopping the same value', () => {
    const blocks = exampleBlocks([95, 103, 99, 104, 97, 101, 100]);
    expect(relativeErrorOf(blocks)).toBe(summarise(blocks).relativeError);
  });

  // Noise as it is: blocks differ by 3 %, samples in a block by 5 %, one sample in twenty is slow by half.
  type Ends = (error: () => number | null, count: number) => boolean;
  const atCount =
    (count: number): Ends =>
    (_, blocks) =>
      blocks === count;
  const whenNarrow: Ends = (error, blocks) => blocks === 24 || (isLook(blocks) && error()! < 0.03);
  // The median of all samples is the 0.5 / 0.95 quantile of those that are not slow: 0.066 deviations above their median.
  const truth = 1000 * Math.exp(0.05 * 0.066);

  function simulateRun(random: SeededRandom, ends: Ends): Interval {
    const blocks: Block[] = [];
    do {
      const level = 1000 * Math.exp(0.03 * random.normal());
      const slow = () => (random.uniform() < 0.05 ? 1.5 : 1);
      const samplesNs = Array.from({ length: 31 }, () => level * Math.exp(0.05 * random.normal()) * slow());
      blocks.push(exampleBlock({ index: blocks.length, samplesNs }));
    } while (!ends(() => relativeErrorOf(blocks), blocks.length));
    return summarise(blocks).intervalNs!;
  }

  function heldShare(seed: number, ends: Ends): number {
    const random = seededRandom(seed);
    const runs = Array.from({ length: 1500 }, () => simulateRun(random, ends));
    return runs.filter(({ low, high }) => low <= truth && truth <= high).length / runs.length;
  }

  // 1,500 rounds have a standard error of 0.26 % at 99 %.
  it.each([
    ['six blocks', atCount(6)],
    ['nine blocks', atCount(9)],
    ['twelve blocks', atCount(12)],
    ['as many blocks as make the interval narrow', whenNarrow],
  ])('holds the true median in 99 %% of runs: %s', (_, ends) => {
    expect(heldShare(77, ends)).toBeGreaterThan(0.983);
  });

  it.each([
    ['six blocks', atCount(6)],
    ['as many blocks as it takes', whenNarrow],
  ])('tells two runs of the same code apart less than once in 200 times: %s', (_, ends) => {
    const random = seededRandom(4711);
    const rounds = 1000;
    let different = 0;
    for (let round = 0; round < rounds; round += 1) {
      const [one, other] = [simulateRun(random, ends), simulateRun(random, ends)];
      if (one.low > other.high || other.low > one.high) different += 1;
    }
    expect(different / rounds).toBeLessThan(0.005);
  });
});
