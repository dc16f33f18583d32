import { describe, expect, it } from 'vitest';
import { explainInsight, insightHeadline, insightReasons } from './insightWords.ts';

const deopt = {
  kind: 'deoptimized',
  reason: 'wrong-type',
  functionName: 'add',
  v8: 'not a Smi',
  property: null,
  phase: 'measured',
  count: 1,
  isLoop: false,
  share: 0.123,
} as const;

describe('insightHeadline', () => {
  it.each([
    [deopt, 'Deoptimized once: not a Smi (12 % of the time)'],
    [{ ...deopt, phase: 'warm-up', count: 2, share: 0 }, 'Deoptimized twice during the warm-up only: not a Smi'],
    [{ ...deopt, count: 412, isLoop: true }, 'Deoptimized 412 times, in a loop: not a Smi (12 % of the time)'],
    [
      { ...deopt, kind: 'megamorphic', reason: 'property', property: 'x', count: 6 },
      'Megamorphic access to x: at least 6 shapes (12 % of the time)',
    ],
    [{ ...deopt, kind: 'megamorphic', reason: 'key' }, 'Megamorphic access by computed key (12 % of the time)'],
    [{ ...deopt, kind: 'megamorphic', reason: 'call', count: 5 }, 'Megamorphic call: at least 5 functions (12 % of the time)'],
    [{ ...deopt, kind: 'neverOptimized', reason: 'too-large', count: 0 }, 'add is never optimized (12 % of the time)'],
    [{ ...deopt, kind: 'neverOptimized', reason: 'deopt-loop', count: 9 }, 'add hardly ever runs as optimized code (12 % of the time)'],
    [{ ...deopt, kind: 'garbage', functionName: '' }, 'Garbage of a function without a name: collecting it takes 12 % of the time'],
  ] as const)('%#', (insight, text) => {
    expect(insightHeadline(insight)).toBe(text);
  });
});

describe('explainInsight', () => {
  it('says of every reason what it means and what to do, each under an anchor of its own', () => {
    const all = insightReasons.map((reason) => explainInsight({ reason }));
    expect(new Set(all.map(({ anchor }) => anchor)).size).toBe(all.length);
    for (const { meaning, remedy } of all) for (const text of [meaning, remedy]) expect(text).toMatch(/^[A-Z].*\.$/su);
  });
});
