import { describe, expect, it } from 'vitest';
import { changeText, verdictText } from './verdictText.ts';

const interval = (low: number, high: number) => ({ low, high, confidence: 0.99 });

describe('verdictText', () => {
  it.each([
    [{ verdict: 'slower', ratio: 1.031, interval: interval(1.027, 1.035) }, '3.1 % slower, ± 0.4 %'],
    [{ verdict: 'faster', ratio: 0.88, interval: interval(0.86, 0.9) }, '12.0 % faster, ± 2.0 %'],
    [{ verdict: 'slower', ratio: 2.3, interval: interval(2.25, 2.35) }, '2.30x slower, ± 0.05x'],
    [{ verdict: 'same', ratio: 1.002, interval: interval(0.998, 1.006) }, 'same, +0.2 % ± 0.4 %'],
    [{ verdict: 'inconclusive', ratio: 1.02, interval: interval(0.98, 1.06) }, 'inconclusive, +2 % ± 4 %'],
    [{ verdict: 'inconclusive', ratio: 1.02, interval: null }, 'inconclusive, +2.0 %'],
  ] as const)('says %o in a line', (estimate, text) => expect(verdictText(estimate)).toBe(text));
});

describe('changeText', () => {
  it('has the interval where there is one', () => {
    expect(changeText({ ratio: 1.031, interval: interval(1.027, 1.035) })).toBe('+3.1 % [+2.7 %, +3.5 %]');
    expect(changeText({ ratio: 1.031, interval: null })).toBe('+3.1 %');
  });
});
