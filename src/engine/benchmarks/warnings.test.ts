import { describe, expect, it } from 'vitest';
import { exampleBlock, exampleBlocks, examplePreset } from '../../model/example.fixture.ts';
import type { Block } from '../../model/measurement.ts';
import { summarise } from './summarise.ts';
import { warningsFor, type MeasurementContext } from './warnings.ts';

const steady = [1000, 1010, 990, 1005, 995, 1002, 998, 1000];
const calm: MeasurementContext = {
  preset: examplePreset,
  loader: { loader: 'native', reason: 'no Vite config' },
};
const warnings = (blocks: readonly Block[], context: Partial<MeasurementContext> = {}) =>
  warningsFor(blocks, summarise(blocks), { ...calm, ...context });
const codes = (blocks: readonly Block[], context: Partial<MeasurementContext> = {}) => warnings(blocks, context).map(({ code }) => code);
const message = (blocks: readonly Block[], context: Partial<MeasurementContext> = {}) => warnings(blocks, context)[0]?.message;
const withSome = (share: number, changes: Partial<Block>) =>
  exampleBlocks(steady).map((block, i) => (i < share * steady.length ? { ...block, ...changes } : block));

describe('warningsFor', () => {
  it('is silent when all is well', () => {
    expect(warnings(exampleBlocks(steady))).toEqual([]);
  });

  it('sees that nothing is left of the work', () => {
    const long = { iterationsPerSample: 1_000_000 };
    const fast = steady.map((value) => value / 1000);
    expect(codes(exampleBlocks(fast, { ...long, emptyNs: 0.98 }))).toEqual(['optimized-away']);
    expect(codes(exampleBlocks(fast, { ...long, emptyNs: 1.2 }))).toEqual(['optimized-away']);
    expect(message(exampleBlocks(fast, { ...long, emptyNs: 0.98 }))).toContain('keep()');
    expect(codes(exampleBlocks(fast, { ...long, emptyNs: 0.5 }))).toEqual([]);
    // A fifth more than nothing is work where it is certain, and not where the noise hides it.
    expect(codes(exampleBlocks(fast, { ...long, emptyNs: 0.8 }))).toEqual([]);
    expect(codes(exampleBlocks([0.7, 1.4, 0.9, 1.2, 0.6, 1.5, 1, 1], { ...long, emptyNs: 0.8 }))).toEqual(['optimized-away']);
  });

  const wide = (factor: number) => steady.map((value) => 1000 + factor * (value - 1000));
  const beside = (share: number, medians: readonly number[]) =>
    exampleBlocks(medians).map((block, i) => (i < share * medians.length ? { ...block, waitedShare: 0.2 } : block));

  it('counts the blocks that had company where the interval is wide', () => {
    expect(message(beside(3 / 8, wide(5)))).toMatch(
      /^3 of 8 blocks ran beside a busy process, and the interval is ± \d\.\d %: run again when it is quiet, or use --time \d+\.$/u,
    );
    expect(codes(beside(3 / 8, wide(6)))).toEqual(['noisy-machine']);
    expect(codes(beside(1 / 8, wide(6)))).toEqual(['wide-interval']);
    expect(codes(exampleBlocks(wide(6), { waitedShare: null, otherLoad: 0.8 }))).toContain('noisy-machine');
    expect(message(beside(1, wide(90)))).toMatch(/run again when it is quiet\.$/u);
  });

  it('tells the time that it advises apart from the words too', () => {
    const [warning] = warnings(beside(1, wide(5)));
    expect(warning!.message).toContain(`--time ${warning!.timeSeconds}.`);
    expect(warnings(beside(1, wide(90)))[0]).not.toHaveProperty('timeSeconds');
  });

  it('is silent about company that did no harm', () => {
    expect(codes(beside(1, steady))).toEqual([]);
  });

  it('says what a narrower interval costs, unless nobody would pay it', () => {
    expect(message(exampleBlocks(wide(5)))).toMatch(
      /^The interval is ± \d\.\d %; standard aims at ± 2\.0 %: --time \d+ should reach it\.$/u,
    );
    expect(message(exampleBlocks(wide(40)))).toMatch(/: --preset thorough narrows it\.$/u);
    expect(message(exampleBlocks(wide(40)), { preset: { ...examplePreset, name: 'thorough' } })).toContain('its processes disagree');
    expect(codes(exampleBlocks(wide(6)), { preset: { ...examplePreset, targetRelativeError: 0.04 } })).toEqual([]);
  });

  it('tells once that waiting could not be subtracted where it may matter', () => {
    expect(codes(exampleBlocks(wide(6), { waitedShare: null }))).toEqual(['wide-interval', 'no-wait-correction']);
    expect(codes(exampleBlocks(steady, { waitedShare: null }))).toEqual([]);
  });

  it('asks for more blocks where there are too few', () => {
    expect(message(exampleBlocks([1000, 1040, 990]))).toMatch(
      /^There was time for only 3 blocks, and the interval is ± 1\d %: use --time 20\.$/u,
    );
    expect(codes(exampleBlocks([1000, 1001, 1002]))).toEqual([]);
    expect(message(exampleBlocks([1000]))).toBe(
      'There was time for only one block, so there is no interval, and no budget is judged: use --time 12, or measure a smaller piece of work.',
    );
    const slow = exampleBlocks([1000, 1000], { sampleAtMs: [1, 2, 3, 4, 60_000] });
    expect(message(slow)).toContain('judged: measure a smaller piece of work.');
  });

  it('names both groups of processes', () => {
    const split = exampleBlocks([100, 101, 100.5, 130, 131, 130.5, 100.2, 130.2]);
    const found = warnings(split).find(({ code }) => code === 'bimodal');
    expect(found?.message).toContain('two groups, 100 ns (4 blocks) and 130 ns (4 blocks)');
    expect(found?.message).toContain('--preset thorough');
    const thorough = warnings(split, { preset: { ...examplePreset, name: 'thorough' } }).find(({ code }) => code === 'bimodal');
    expect(thorough?.message).not.toContain('--preset');
  });

  it('tells of times that moved while they were taken', () => {
    const falling = [1.4, 1.35, 1.3, 1.2, 1.1, 1.05, 1, 1, 1, 1];
    const moving = (factors: readonly number[], share: number, warmupEnd: Block['warmupEnd'] = 'spent') =>
      steady.map((median, i) =>
        exampleBlock({ samplesNs: factors.map((factor) => factor * median), warmupEnd: i < share * 8 ? warmupEnd : 'steady' }),
      );
    expect(message(moving(falling, 5 / 8))).toBe(
      'Times still fell by 23 % while they were taken: the code was not warm yet. Use --preset thorough, which warms up longer.',
    );
    expect(message(moving(falling.toReversed(), 1))).toMatch(/^Times rose by 30 % while .* fresh state\.$/u);
    // Half of the blocks, or blocks whose times then stood still, are no news.
    expect(codes(moving(falling, 4 / 8))).toEqual([]);
    expect(codes(moving([1, 1.02, 1, 0.98, 1, 1.02, 1, 0.98, 1, 1], 1))).toEqual([]);
    expect(codes(moving([1.4, 1], 1))).toEqual([]);
  });

  it('tells of a timer that is too coarse', () => {
    expect(message(exampleBlocks(steady, { iterationsPerSample: 1, timing: 'single', timerResolutionNs: 100 }))).toContain(
      'steps of 100 ns',
    );
    expect(codes(exampleBlocks(steady, { iterationsPerSample: 1, timerResolutionNs: 9 }))).toEqual([]);
  });

  it('tells of garbage collection', () => {
    expect(message(withSome(1, { gcMs: 1.5, gcCount: 2 }))).toContain('Garbage collection took 30 % of the time');
    expect(codes(withSome(1, { gcMs: 0.9, gcCount: 2 }))).toEqual([]);
  });

  it('tells what Vite adds to short times, and only to them', () => {
    const loader = { loader: 'vite', reason: 'aliases in vite.config.ts' } as const;
    expect(message(exampleBlocks(steady), { loader })).toContain('aliases in vite.config.ts');
    expect(codes(exampleBlocks(steady.map((value) => value * 100)), { loader })).toEqual([]);
  });

  it('judges only blocks that have samples', () => {
    const blocks = [exampleBlock({ samplesNs: [], sampleAtMs: [], waitedShare: 0.9 }), ...exampleBlocks(steady)];
    expect(warnings(blocks)).toEqual([]);
  });
});
