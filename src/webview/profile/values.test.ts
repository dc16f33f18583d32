import { describe, expect, it } from 'vitest';
import { changeOf, formatDifference, formatShare, formatValue, nameOf, whereOf } from './values.ts';

describe('values', () => {
  it('have the unit of the profile', () => {
    expect([formatValue(1500, 'microseconds'), formatValue(1500, 'bytes'), formatValue(1500, 'samples'), formatValue(0, 'bytes')]).toEqual([
      '1.50 ms',
      '1.50 kB',
      '1,500',
      '0',
    ]);
    expect([formatShare(1, 4), formatShare(1, 0)]).toEqual(['25 %', '0 %']);
    expect([formatDifference(1500, 'microseconds'), formatDifference(-1500, 'bytes'), formatDifference(0, 'samples')]).toEqual([
      '+1.50 ms',
      '−1.50 kB',
      '0',
    ]);
  });

  it('differ by more than chance, or within noise', () => {
    const baseline = { self: 100, total: 0, selfNoise: 10, totalNoise: 1 };
    expect(changeOf(109, baseline, 'self')).toEqual({ difference: 9, isNoise: true, text: 'within noise' });
    expect(changeOf(150, baseline, 'self')).toEqual({ difference: 50, isNoise: false, text: '+50 %' });
    expect(changeOf(50, baseline, 'self').text).toBe('−50 %');
    expect(changeOf(0, baseline, 'self').text).toBe('gone');
    expect(changeOf(50, baseline, 'total').text).toBe('new');
  });

  it('have names and places', () => {
    expect([nameOf({ name: '' }), nameOf({ name: ' ' }), nameOf({ name: 'f' })]).toEqual(['(anonymous)', '(anonymous)', 'f']);
    expect([whereOf({ file: '', line: 3 }), whereOf({ file: 'a.ts', line: 0 }), whereOf({ file: 'a.ts', line: 3 })]).toEqual([
      '',
      'a.ts',
      'a.ts:3',
    ]);
  });
});
