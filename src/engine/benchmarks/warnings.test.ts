import { describe, expect, it } from 'vitest';
import { exampleBlock, exampleBlocks, examplePreset } from '../../model/example.fixture.ts';
import type { Block } from '../../model/measurement.ts';
import { summarise } from './summarise.ts';
import { warningsFor, type MeasurementContext } from './warnings.ts';

const steady = [1000, 1010, 990, 1005, 995, 1002, 998, 1000];
const calm: MeasurementContext = {
  preset: examplePreset,
  loader: { loader: 'native', reason: 'no Vite config' },
  machine: { otherLoad: 0.05, cpuPressure: 0, frequencyMhz: null, throttled: false },
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
    expect(warnings(exampleBlocks(steady), { machine: null })).toEqual([]);
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
    expect(codes(exampleBlocks([0.7, 1.4, 0.9, 1.2, 0.6, 1.5, 1, 1], { ...long, emptyNs: 0.8 }))).toContain('optimized-away');
  });

  it('counts the blocks that had company', () => {
    expect(message(withSome(3 / 8, { waitedShare: 0.2 }))).toBe(
      '3 of 8 blocks ran beside a busy process: run again when it is quiet, or use --time 20.',
    );
    expect(codes(withSome(1 / 8, { waitedShare: null, otherLoad: 0.8 }))).toEqual(['noisy-machine']);
    expect(message(exampleBlocks(steady), { machine: { ...calm.machine!, throttled: true } })).toContain('throttled');
    const pressed = { machine: { ...calm.machine!, cpuPressure: 0.3 } };
    expect(message(exampleBlocks(steady, { waitedShare: null }), pressed)).toContain('30 % of the time');
    expect(codes(exampleBlocks(steady), pressed)).toEqual([]);
  });

  it('says what a narrower interval costs', () => {
    const wide = exampleBlocks(steady.map((value) => 1000 + 4 * (value - 1000)));
    expect(message(wide)).toMatch(/^The interval is ± \d\.\d %, and standard aims at ± 2\.0 %: --time \d+ should reach it\.$/u);
    expect(message(exampleBlocks([500, 2000, 700, 1500, 900, 3000, 400, 1000]))).toContain('a quieter machine');
    expect(codes(exampleBlocks([1000, 1100, 900, 1050], { waitedShare: null }))).toEqual(['few-blocks', 'no-wait-correction']);
  });

  it('asks for more blocks where there are too few', () => {
    expect(message(exampleBlocks([1000, 1001, 1002]))).toBe(
      'Only 3 of at least 6 blocks fitted into the time: the interval is wide. Give it more: --time 20.',
    );
    expect(message(exampleBlocks([1000]))).toContain('there is no interval, and no budget is judged. Give it more: --time 60.');
    expect(message(exampleBlocks([1000]), { preset: { ...examplePreset, budgetMs: 200_000 } })).toContain(
      'Measure a smaller piece of work.',
    );
  });

  it('names both groups of processes', () => {
    const split = exampleBlocks([100, 101, 100.5, 130, 131, 130.5, 100.2, 130.2]);
    const found = warnings(split).find(({ code }) => code === 'bimodal');
    expect(found?.message).toContain('two groups, 100 ns (4 blocks) and 130 ns (4 blocks)');
    expect(found?.message).toContain('--preset thorough');
    const thorough = warnings(split, { preset: { ...examplePreset, name: 'thorough' } }).find(({ code }) => code === 'bimodal');
    expect(thorough?.message).not.toContain('--preset');
  });

  it('tells of warm-ups that ended too early', () => {
    expect(message(withSome(3 / 8, { warmupEnd: 'spent' }))).toContain('In 3 of 8 blocks');
    expect(codes(withSome(2 / 8, { warmupEnd: 'spent' }))).toEqual([]);
  });

  it('tells of a timer that is too coarse', () => {
    expect(message(exampleBlocks(steady, { iterationsPerSample: 1, timing: 'single', timerResolutionNs: 100 }))).toContain(
      'steps of 100 ns',
    );
    expect(codes(exampleBlocks(steady, { iterationsPerSample: 1, timerResolutionNs: 9 }))).toEqual([]);
  });

  it('tells of garbage collection', () => {
    expect(message(withSome(1, { gcMs: 1.5, gcCount: 2 }))).toContain('Garbage collection took 30 % of the time');
    expect(codes(withSome(1, { gcMs: 0.4, gcCount: 2 }))).toEqual([]);
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
