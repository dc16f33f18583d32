import { describe, expect, it } from 'vitest';
import type { Change } from '../model/change.ts';
import { exampleRun } from '../model/example.fixture.ts';
import { describeChange, formatMachine, formatRevision, formatTime, plural } from './format.ts';

describe('formatTime', () => {
  it('falls back to English where the language is unknown', () => {
    const timeMs = Date.UTC(2026, 10, 21, 12);
    expect(formatTime(timeMs, 'not a language')).toBe(formatTime(timeMs, 'en'));
    expect(formatTime(timeMs, 'de')).toContain('2026');
  });
});

describe('formatRevision', () => {
  it('names what there is', () => {
    const commit = 'cea17c0d52f0aaaa';
    expect(formatRevision({ commit, branch: 'main', dirtyHash: null })).toBe('main @ cea17c0');
    expect(formatRevision({ commit, branch: null, dirtyHash: 'x' })).toBe('cea17c0 with uncommitted changes');
    expect(formatRevision({ commit: null, branch: 'main', dirtyHash: null })).toBe('main');
    expect(formatRevision({ commit: null, branch: null, dirtyHash: null })).toBeNull();
  });
});

describe('describeChange', () => {
  it('says for each kind whether and why', () => {
    const kinds: readonly Change[] = [
      { kind: 'faster', ratio: 0.8 },
      { kind: 'slower', ratio: 1.2 },
      { kind: 'unclear', ratio: 1.01 },
      { kind: 'other-environment' },
      { kind: 'other-loader' },
    ];
    const words = [null, ...kinds].map((change) => describeChange(change).split(/[:.]/)[0]);
    expect(words).toEqual(['No earlier result', 'Faster', 'Slower', 'No clear change', 'Not compared', 'Not compared']);
  });
});

describe('formatMachine', () => {
  it('leaves out what an imported result does not tell', () => {
    const { environment } = exampleRun([]);
    expect(formatMachine(environment)).toBe('Example CPU 3000, 8 cores, 16.0 GB');
    expect(formatMachine({ ...environment, cpuModel: 'unknown', cores: 0, memoryBytes: 0 })).toBe('unknown');
  });
});

describe('plural', () => {
  it('has one form for one', () => {
    expect([0, 1, 2].map((count) => plural(count, 'core'))).toEqual(['0 cores', '1 core', '2 cores']);
  });
});
