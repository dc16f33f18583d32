import { describe, expect, it } from 'vitest';
import { fixMeasurementText } from './fixMeasurementWords.ts';

type Measurement = Parameters<typeof fixMeasurementText>[0];
type FixedBenchmark = Measurement['benchmarks'][number];

function measured(verdict: FixedBenchmark['verdict'], ratio: number, low: number, high: number): FixedBenchmark {
  const interval = { low, high, confidence: 0.99 };
  return { verdict, ratio, interval, margin: 0.02 };
}

const passing = { state: 'run', passed: 14, failedBefore: [] } as const;

const text = (rest: Pick<Measurement, 'outcome'> & Partial<Measurement>): string =>
  fixMeasurementText({ reason: null, benchmarks: [], failures: [], tests: passing, outputs: { state: 'equal' }, ...rest });

describe('fixMeasurementText', () => {
  it('says how many times faster, with the interval, and what was checked', () => {
    const benchmarks = [measured('faster', 1 / 1.8, 1 / 1.9, 1 / 1.7)];
    expect(text({ outcome: 'faster', benchmarks })).toBe('1.8 times faster (1.7 to 1.9), 14 tests pass, outputs equal');
  });

  it('says that it makes no difference, is slower, or that nobody knows', () => {
    expect(text({ outcome: 'no-difference', benchmarks: [measured('same', 1.001, 0.995, 1.007)] })).toBe(
      'no difference (within 2 %), 14 tests pass, outputs equal',
    );
    expect(text({ outcome: 'slower', benchmarks: [measured('slower', 1.05, 1.03, 1.07)] })).toMatch(
      /^1\.05 times slower \(1\.03 to 1\.07\),/,
    );
    expect(text({ outcome: 'inconclusive', benchmarks: [measured('inconclusive', 0.9, 0.7, 1.2)] })).toMatch(
      /^inconclusive: 0\.8 to 1\.4 times as fast,/,
    );
  });

  it('tells of several benchmarks what most changes, and not a mean', () => {
    const benchmarks = [measured('faster', 0.5, 0.4, 0.6), measured('faster', 0.01, 0.009, 0.011), measured('slower', 1.5, 1.4, 1.6)];
    expect(text({ outcome: 'mixed', benchmarks, tests: null, outputs: null })).toBe(
      '2 of 3 benchmarks faster, the most 100 times faster (91 to 111), 1 of 3 benchmarks slower, the most 1.5 times slower (1.4 to 1.6)',
    );
  });

  it('names what was not checked', () => {
    const benchmarks = [measured('faster', 0.5, 0.4, 0.6)];
    const outputs = { state: 'not-compared' } as const;
    expect(text({ outcome: 'faster', benchmarks, outputs, tests: { state: 'none' } })).toMatch(/no tests ran, outputs not compared$/);
    const failedBefore = [{ file: 'a.test.ts', name: 'adds' }];
    expect(text({ outcome: 'faster', benchmarks, tests: { ...passing, passed: 1, failedBefore } })).toMatch(
      /1 test passes and 1 failed before, too/,
    );
  });

  it('gives the reason where nothing was measured', () => {
    expect(text({ outcome: 'refused', reason: 'The test adds fails.' })).toBe('Refused. The test adds fails.');
    expect(text({ outcome: 'unreached', reason: 'No bench file loads this code.' })).toBe('Not measured. No bench file loads this code.');
  });
});
