import { describe, expect, it } from 'vitest';
import { changeAgainst, type ChangeCandidate } from './change.ts';
import type { EarlierResult } from './run.ts';

const earlier: EarlierResult = {
  runId: 'r1',
  startedAtMs: 0,
  revision: { commit: null, branch: null, dirtyHash: null },
  environmentId: 'here',
  presetName: 'standard',
  loader: 'native',
  medianNs: 100,
  interval: { low: 95, high: 105 },
};
const candidate = (medianNs: number, low: number, high: number): ChangeCandidate => ({
  summary: { medianNs, intervalNs: { low, high, confidence: 0.99 } },
  environmentId: 'here',
  loader: 'native',
});

describe('changeAgainst', () => {
  it('calls a change only where the intervals exclude each other', () => {
    expect(changeAgainst(earlier, candidate(120, 110, 130))).toEqual({ kind: 'slower', ratio: 1.2 });
    expect(changeAgainst(earlier, candidate(80, 70, 90))).toEqual({ kind: 'faster', ratio: 0.8 });
    expect(changeAgainst(earlier, candidate(110, 104, 116))).toEqual({ kind: 'unclear', ratio: 1.1 });
    expect(changeAgainst(earlier, candidate(110, 105, 116)).kind).toBe('unclear');
  });

  it('says nothing clear where an interval is missing', () => {
    expect(changeAgainst({ ...earlier, interval: null }, candidate(200, 190, 210)).kind).toBe('unclear');
    expect(changeAgainst(earlier, { ...candidate(200, 0, 0), summary: { medianNs: 200, intervalNs: null } }).kind).toBe('unclear');
  });

  it('does not compare other environments or loaders', () => {
    expect(changeAgainst(earlier, { ...candidate(200, 190, 210), environmentId: 'there' })).toEqual({ kind: 'other-environment' });
    expect(changeAgainst(earlier, { ...candidate(200, 190, 210), loader: 'vite' })).toEqual({ kind: 'other-loader' });
  });
});
