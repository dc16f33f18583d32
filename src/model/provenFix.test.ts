import { describe, expect, it } from 'vitest';
import type { FixMeasurement } from './fixMeasurement.ts';
import { isProven } from './provenFix.ts';

const measured = (parts: Partial<FixMeasurement>) =>
  isProven({ outcome: 'faster', kind: 'suggestion', outputs: null, tests: null, ...parts } as FixMeasurement);
const tests = (passed: number) => ({ state: 'run', runner: 'node', passed, broken: [], failedBefore: [] }) as const;

describe('isProven', () => {
  it('needs a fix to be faster, and a suggestion to have something that speaks for it', () => {
    expect(measured({ kind: 'safe' })).toBe(true);
    expect(measured({})).toBe(false);
    const equal = { state: 'equal', calls: 1, allCalls: 1, everywhere: true } as const;
    expect(measured({ outputs: equal })).toBe(true);
    expect(measured({ outputs: { ...equal, everywhere: false } })).toBe(false);
    expect(measured({ outputs: { state: 'not-compared', reason: '' }, tests: tests(0) })).toBe(false);
    expect(measured({ outputs: { state: 'not-compared', reason: '' }, tests: tests(1) })).toBe(true);
    expect(measured({ kind: 'safe', outcome: 'mixed' })).toBe(false);
  });
});
