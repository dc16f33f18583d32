import { describe, expect, it } from 'vitest';
import { exampleBenchmark, exampleBlocks, examplePreset } from '../../model/example.fixture.ts';
import { isDone, newState, remainingMs, type BenchmarkState } from './benchmarkState.ts';

const preset = { ...examplePreset, targetRelativeError: 0.02, minBlocks: 6, maxBlocks: 36, budgetMs: 10_000 };
const narrow = (count: number) => Array.from({ length: count }, (_, i) => 1000 + (i % 3));
const wide = (count: number) => Array.from({ length: count }, (_, i) => 1000 + 200 * (i % 3));
const state = (medians: readonly number[], changes: Partial<BenchmarkState> = {}): BenchmarkState => ({
  ...newState(exampleBenchmark(['a'])),
  blocks: exampleBlocks(medians),
  spentMs: medians.length * 500,
  ...changes,
});

describe('isDone', () => {
  it('ends at a look with a narrow interval, and at no other number of blocks', () => {
    expect([3, 5, 6, 7, 8, 9].map((count) => isDone(state(narrow(count)), preset))).toEqual([false, false, true, false, false, true]);
    expect(isDone(state(narrow(9)), { ...preset, minBlocks: 12 })).toBe(false);
    expect(isDone(state(wide(9)), preset)).toBe(false);
  });

  it('ends when the blocks or the time are spent, or a block failed', () => {
    expect(isDone(state(wide(36), { spentMs: 100 }), preset)).toBe(true);
    expect(isDone(state(wide(20)), preset)).toBe(true);
    expect(isDone(state([], { failure: { kind: 'threw', message: 'm', stack: '' } }), preset)).toBe(true);
  });

  it('gives a slow benchmark three blocks, for at most twice the time', () => {
    expect(isDone(state(narrow(2), { spentMs: 12_000 }), preset)).toBe(false);
    expect(isDone(state(narrow(3), { spentMs: 18_000 }), preset)).toBe(true);
    expect(isDone(state(narrow(1), { spentMs: 15_000 }), preset)).toBe(true);
  });
});

describe('remainingMs', () => {
  it('is the time to the first look at which the interval should be narrow', () => {
    expect(remainingMs(state(narrow(6)), preset)).toBe(0);
    expect(remainingMs(state(narrow(4)), preset)).toBe(2 * 500);
    expect(remainingMs(state(narrow(7)), preset)).toBe(2 * 500);
  });

  it('is never beyond the budget and the number of blocks', () => {
    expect(remainingMs(state(wide(7)), preset)).toBe(13 * 500);
    expect(remainingMs(state(wide(7), { spentMs: 700 }), preset)).toBe(29 * 100);
  });

  it('is a guess before the first block', () => {
    expect(remainingMs(newState(exampleBenchmark(['a'])), preset)).toBeGreaterThan(1000);
  });
});
