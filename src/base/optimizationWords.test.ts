import { describe, expect, it } from 'vitest';
import { gainsText, gainText, impactText, suggestionsHeadline } from './optimizationWords.ts';

const ends = (low: number, high: number) => ({ low, high });

describe('impactText', () => {
  it('says what is saved, or what is known instead', () => {
    expect(impactText({ impact: 0.123, heat: 0.2, ratio: 3, saves: 'time' })).toBe('saves up to 12 % of the profile');
    expect(impactText({ impact: 0, heat: 0, ratio: 3, saves: 'time' })).toBe('saves nothing of the profile');
    expect(impactText({ impact: null, heat: 0.2, ratio: null, saves: 'time' })).toBe('impact unknown, 20 % of the profile falls on it');
    expect(impactText({ impact: null, heat: null, ratio: 35.2, saves: 'time' })).toBe('impact unknown, measured 35 times faster');
    expect(impactText({ impact: null, heat: null, ratio: 33, saves: 'memory' })).toBe('impact unknown, measured 33 times less memory');
    expect(impactText({ impact: null, heat: null, ratio: 0.9, saves: 'time' })).toBe('impact unknown');
  });
});

describe('suggestionsHeadline', () => {
  it('counts, and says what all save', () => {
    const report = { suggestions: [1, 2], hints: 1200, files: 1, impact: 0.34, isHeated: true };
    expect(suggestionsHeadline(report)).toBe('2 suggestions for 1,200 hints in 1 file: together they save up to 34 % of the profile');
    expect(suggestionsHeadline({ ...report, impact: null })).toMatch(/their impact is unknown$/u);
    expect(suggestionsHeadline({ ...report, impact: null, isHeated: false })).toMatch(/unknown without a profile$/u);
    expect(suggestionsHeadline({ ...report, suggestions: [] })).toBe('Nothing to suggest: no hints in 1 file');
  });
});

describe('what was gained', () => {
  it('is in times, to the side where it lies', () => {
    expect(gainText({ ratio: 0.476, interval: ends(0.4348, 0.5263) })).toBe('2.1 times faster (1.9 to 2.3)');
    expect(gainText({ ratio: 1.25, interval: ends(1.2, 1.3) })).toBe('1.3 times slower (1.2 to 1.3)');
    expect(gainText({ ratio: 0.98, interval: ends(0.9, 1.1) })).toBe('1.02 times faster (0.91 to 1.11)');
    expect(gainText({ ratio: 0.001, interval: null })).toBe('1,000 times faster');
  });

  it('is summed up with what it is not', () => {
    const since = { startedAtMs: 0, revision: { commit: '1a2b3c4d5e' } };
    const faster = { ratio: 0.5, interval: ends(0.4, 0.6) };
    const unsure = { ratio: 0.9, interval: ends(0.7, 1.1) };
    const slower = { ratio: 2, interval: ends(1.9, 2.1) };
    const all = { since, fixes: 6, left: 0, environments: 1, mean: null };
    expect(gainsText({ ...all, benchmarks: [faster, unsure] })).toBe('Since 1a2b3c4, 6 measured fixes made 1 benchmark faster');
    expect(gainsText({ ...all, fixes: 1, benchmarks: [unsure] })).toBe('Since 1a2b3c4, 1 measured fix made no benchmark faster');
    expect(gainsText({ ...all, benchmarks: [faster, slower] })).toMatch(/made 1 benchmark faster and 1 benchmark slower$/u);
    expect(gainsText({ ...all, left: 2, environments: 2, benchmarks: [faster], mean: { ...faster, count: 2 } })).toBe(
      'Since 1a2b3c4, 6 measured fixes made 1 benchmark faster; the geometric mean of the 2 benchmarks that they reach is 2.0 times faster (1.7 to 2.5); 2 other fixes were measured and left out; measured in 2 environments',
    );
    expect(gainsText({ ...all, since: { ...since, revision: { commit: null } }, benchmarks: [] })).toMatch(/^Since 1970-01-01,/u);
  });
});
