import { describe, expect, it, vi } from 'vitest';
import type { EarlierResult } from '../model/run.ts';
import { latestOf } from './results.ts';
import { changeText, labelText, latestText, oneLine, timeLeftText, timeText } from './wording.ts';

vi.mock('vscode', async () => (await import('./vscode.fixture.ts')).vscodeForUnitTests);

function result(medianNs: number, rest: Partial<EarlierResult> = {}): EarlierResult {
  return {
    runId: 'r',
    startedAtMs: 0,
    revision: { commit: null, branch: null, dirtyHash: null },
    environmentId: 'here',
    presetName: 'quick',
    loader: 'native',
    medianNs,
    interval: { low: medianNs * 0.99, high: medianNs * 1.01 },
    ...rest,
  };
}

describe('timeText', () => {
  it('is the median with half of its interval', () => {
    expect(timeText(result(1234))).toBe('1.23 µs ± 1.0 %');
    expect(timeText(result(1234, { interval: null }))).toBe('1.23 µs');
  });
});

describe('the newest result', () => {
  const words = (...history: EarlierResult[]) => {
    const latest = latestOf(history);
    return latest && latestText(latest);
  };

  it('stands alone when it is the first', () => {
    expect(latestOf([])).toBeNull();
    expect(words(result(1000))).toBe('1.00 µs ± 1.0 %');
  });

  it('names a change only where the intervals exclude each other', () => {
    expect(words(result(1200), result(1000))).toMatch(/ · \+20 %$/);
    expect(words(result(880), result(1000))).toMatch(/ · -12 %$/);
    expect(words(result(1005), result(1000))).toMatch(/ · no clear change$/);
    expect(labelText(latestOf([result(1005), result(1000)])!)).toBe('1.00 µs ± 1.0 % · ≈');
  });

  it('is compared with the last run of its own environment, even when another came between', () => {
    expect(words(result(1200), result(10, { environmentId: 'there' }), result(1000))).toMatch(/\+20 %$/);
  });

  it('says so when there is only another environment or loader to compare with', () => {
    expect(words(result(1200), result(1000, { environmentId: 'there' }))).toMatch(/last run: other environment$/);
    expect(words(result(1200), result(1000, { loader: 'vite' }))).toMatch(/last run: other loader$/);
  });
});

describe('changeText', () => {
  it('calls a large change a multiple', () => {
    expect(changeText({ kind: 'slower', ratio: 12.3 })).toBe('12.3x');
  });
});

describe('timeLeftText', () => {
  it('is in whole seconds and never negative', () => {
    expect(timeLeftText(41_600)).toBe('42 s left');
    expect(timeLeftText(-5)).toBe('0 s left');
    expect(timeLeftText(185_000)).toBe('3 min 5 s left');
  });
});

describe('oneLine', () => {
  it('shows line breaks and control characters instead of obeying them', () => {
    expect(oneLine(' a\nb\u001b[31m ')).toBe('a\\nb\\u001b[31m');
  });

  it('cuts what is long, never through a character', () => {
    expect(oneLine('x'.repeat(300))).toHaveLength(160);
    expect(oneLine('👍'.repeat(100), 10)).toBe('👍👍👍👍…');
  });
});
