import { describe, expect, it } from 'vitest';
import { changeText, formatProbability, inconclusiveReason, marginPercent, settleText, verdictText } from './verdicts.ts';

const interval = (low: number, high: number) => ({ low, high });
const found = { ratio: 1, interval: { low: 0.97, high: 1.03 }, margin: 0.02, toSettle: null, smallestDetectable: null };

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

describe('inconclusiveReason', () => {
  it.each([
    [{ interval: null }, 1, 'fewer than 3 blocks give no interval'],
    [{}, 1, 'it may be the same, or differ by more than the 2 % that matter'],
    [{ ratio: 1.04, interval: { low: 0.99, high: 1.09 } }, 1, 'it may be noise, or a change that matters'],
    [{ ratio: 0.985, interval: { low: 0.97, high: 0.99 } }, 1, 'it changed, but perhaps by less than the 2 % that matter'],
    [{ ratio: 1.04, interval: { low: 1.01, high: 1.07 } }, 1, 'it seems to have changed, but that is not sure enough'],
    [
      { ratio: 1.04, interval: { low: 1.01, high: 1.07 } },
      8,
      'it seems to have changed, but that is not sure enough for one of 8 compared together',
    ],
  ])('%o, of %d', (changes, together, text) => expect(inconclusiveReason({ ...found, ...changes }, together)).toBe(text));
});

describe('settleText', () => {
  it.each([
    [{ toSettle: { blocks: 12, seconds: 13.2 } }, '12 more blocks, about 14 s, would probably settle it'],
    [{ toSettle: { blocks: 1, seconds: 90 } }, '1 more block, about 1 min 30 s, would probably settle it'],
    [{ interval: null }, 'it needs more time'],
    [{ smallestDetectable: 0.034 }, 'measuring longer would hardly settle it, and changes under 3.4 % do not show'],
    [{}, 'measuring longer would hardly settle it'],
  ])('%o', (changes, text) => expect(settleText({ ...found, ...changes })).toBe(text));
});

describe('formatProbability', () => {
  it.each([
    [0.00412, '0.0041'],
    [0.5, '0.5'],
    [1, '1'],
    [0.000_02, '< 0.0001'],
  ])('%d is %s', (p, text) => expect(formatProbability(p)).toBe(text));
});

describe('marginPercent', () => {
  it.each([
    [0.02, '2 %'],
    [0.005, '0.5 %'],
    [0.29 / 100, '0.29 %'],
  ])('%d is %s', (margin, text) => expect(marginPercent(margin)).toBe(text));
});
