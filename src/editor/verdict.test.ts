import { describe, expect, it, vi } from 'vitest';
import type { Change } from '../model/change.ts';
import type { Run } from '../model/run.ts';
import { runCountsText } from './statusTexts.ts';
import { verdictOf } from './verdict.ts';

vi.mock('vscode', async () => (await import('./vscode.fixture.ts')).vscodeForUnitTests);

function runOf(states: readonly string[], rest: Partial<Run> = {}): Run {
  const measurements = states.map((state, index) => ({ state, benchmark: { id: `${index}` } }));
  return { state: 'complete', measurements, fileFailures: [], ...rest } as unknown as Run;
}

const changes: Record<string, Change> = {
  '0': { kind: 'faster', ratio: 0.8 },
  '1': { kind: 'slower', ratio: 1.3 },
  '2': { kind: 'unclear', ratio: 1 },
  '3': { kind: 'other-environment' },
};

describe('verdictOf', () => {
  it('counts states, and changes that are clear', () => {
    const run = runOf(['measured', 'measured', 'measured', 'measured', 'skipped', 'failed']);
    expect(verdictOf(run, (id) => changes[id] ?? null)).toEqual({
      measured: 4,
      failed: 1,
      skipped: 1,
      faster: 1,
      slower: 1,
      state: 'complete',
    });
  });

  it('counts bench files that could not be loaded as failed', () => {
    const run = runOf([], { fileFailures: [{ file: 'a', failure: {}, output: '' }] as unknown as Run['fileFailures'], state: 'cancelled' });
    expect(verdictOf(run, () => null)).toMatchObject({ measured: 0, failed: 1, state: 'cancelled' });
  });
});

describe('runCountsText', () => {
  it('says only what there is to say', () => {
    const quiet = { measured: 12, failed: 0, skipped: 3, faster: 0, slower: 0, state: 'complete' } as const;
    expect(runCountsText(quiet)).toBe('12 benchmarks');
    expect(runCountsText({ ...quiet, measured: 1, slower: 1 })).toBe('1 benchmark, 1 slower');
    expect(runCountsText({ ...quiet, failed: 2, faster: 1 })).toBe('2 failed, 12 measured, 1 faster');
    expect(runCountsText({ ...quiet, failed: 1, measured: 0 })).toBe('1 failed');
    expect(runCountsText({ ...quiet, state: 'cancelled' })).toBe('12 benchmarks, cancelled');
    expect(runCountsText({ ...quiet, state: 'interrupted' })).toBe('12 benchmarks, interrupted');
    expect(runCountsText({ ...quiet, state: 'running' })).toBe('12 benchmarks, under way elsewhere');
  });
});
