import { describe, expect, it } from 'vitest';
import { longerPreset, timeAdviceSeconds } from './measureLonger.ts';

describe('timeAdviceSeconds', () => {
  it('is round, covers what is needed, and is more than there was', () => {
    expect(timeAdviceSeconds({ budgetMs: 3000 }, 6600)).toBe(8);
    expect(timeAdviceSeconds({ budgetMs: 8000 }, 8000)).toBe(10);
    expect(timeAdviceSeconds({ budgetMs: 8000 }, 100)).toBe(10);
  });

  it('is nothing where nobody would wait for it', () => {
    expect(timeAdviceSeconds({ budgetMs: 3000 }, 18_001)).toBeNull();
    expect(timeAdviceSeconds({ budgetMs: 120_000 }, 130_000)).toBeNull();
  });
});

describe('longerPreset', () => {
  it('is one step up, until there is none', () => {
    expect(longerPreset('quick')).toBe('standard');
    expect(longerPreset('standard')).toBe('thorough');
    expect(longerPreset('thorough')).toBeNull();
  });
});
