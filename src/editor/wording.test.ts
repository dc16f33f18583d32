import { describe, expect, it, vi } from 'vitest';
import { exampleEarlierComparison } from '../model/comparison.fixture.ts';
import type { EarlierResult } from '../model/run.ts';
import { latestOf } from './results.ts';
import {
  agoText,
  changeText,
  comparisonText,
  labelText,
  latestText,
  oneLine,
  outcomesText,
  timeLeftText,
  timeText,
  withoutIcons,
} from './wording.ts';

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

describe('comparisonText', () => {
  const commit = '89abcdef0123456789abcdef0123456789abcdef';
  const revision = (name: string) => ({ name, commit, branch: null, dirtyHash: null });

  it('is the verdict with the revision that was compared with, whole hashes shortened', () => {
    expect(comparisonText(exampleEarlierComparison())).toBe('3.1 % slower, ± 0.4 % · against HEAD~1');
    const same = exampleEarlierComparison({ verdict: 'same', ratio: 1.002, baseline: revision(commit.slice(0, 12)) });
    expect(comparisonText(same)).toBe('same, +0.2 % ± 0.4 % · against 89abcde');
  });

  it('names both revisions where neither is on disk', () => {
    const between = exampleEarlierComparison({ baseline: revision('v1.0'), candidate: revision('v1.1') });
    expect(comparisonText(between)).toMatch(/ · v1\.1 against v1\.0$/);
  });
});

describe('outcomesText', () => {
  it('leaves out what there is none of', () => {
    const none = { slower: 0, faster: 0, same: 0, inconclusive: 0, failed: 0, 'not comparable': 0, skipped: 0 };
    expect(outcomesText(none)).toBe('');
    expect(outcomesText({ ...none, same: 2, slower: 1, 'not comparable': 1 })).toBe('1 slower, 2 same, 1 not comparable');
  });
});

describe('agoText', () => {
  it.each([
    [30_000, '30 seconds ago'],
    [100_000, '1 minute ago'],
    [3 * 86_400_000, '3 days ago'],
    [400 * 86_400_000, 'last year'],
    [0, 'now'],
  ])('%d ms is %s', (ms, text) => expect(agoText(1e12 - ms, 1e12)).toBe(text));
});

describe('withoutIcons', () => {
  it('leaves nothing that VS Code draws as an icon', () => {
    expect(withoutIcons('a $(trash) $(zap~spin)')).toBe('a \\$(trash) \\$(zap~spin)');
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
