import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { backtrackingOf, mayBacktrack } from './backtracking.ts';

const found = (source: string, flags = '') => backtrackingOf({ source, flags }, analyse);

describe('backtrackingOf', () => {
  it('says which parts can take which sign', () => {
    expect(found('^(?:\\d+_?)+n$')).toEqual({ sign: '0', parts: ['(?:\\d+_?)+'], better: null });
  });

  it('knows the same without it, where the analyser does', () => {
    expect(found('^((?:[^;]+)*);', 'i')?.better).toEqual({ source: '^([^;]*);', flags: 'i' });
  });

  it('takes no choice that is repeated for better', () => {
    expect(found('(?:[ \\t]+|\\s+)*$')?.better).toBeNull();
  });

  it('finds nothing where the rest cannot fail', () => {
    expect(found('^(\\w+)\\s+((?:\\w+=[^,]*,?)+)')).toBeNull();
    expect(found('^(\\w+)\\s+((?:\\w+=[^,]*,?)+)$')?.parts).toHaveLength(2);
    expect(found('(?:(?:a+)+b)*')?.parts).toEqual(['(?:a+)+']);
    expect(found('(?:a+)+(?:b|c*)d?')).toBeNull();
    expect(found('(?:a+)+(?=b)')?.parts).toEqual(['(?:a+)+']);
  });

  it.each(['a+', '(?:ab)+', '^\\w+(?:,\\w+)*$', '\\s*(.*)\\s*$', '(a', '(?:\\)*\\+)'])('finds nothing in %s', (source) => {
    expect(found(source)).toBeNull();
  });

  it('asks nothing of what is longer than people write', () => {
    expect(found(`^(?:\\d+_?)+${'n'.repeat(1000)}$`)).toBeNull();
  });

  it('hands on what is wrong with the analyser itself', () => {
    const broken = () => {
      throw new Error('broken');
    };
    expect(() => backtrackingOf({ source: '(?:a+)+', flags: '' }, broken)).toThrow('broken');
  });
});

describe('mayBacktrack', () => {
  it.each(['/(?:a+)+/', '/(a*)*b/', '/(?:a+){2,}/'])('says so of %s', (text) => {
    expect(mayBacktrack(text)).toBe(true);
  });

  it.each(['/a+b*/', 'if (a) { b(); }', 'f(a) + g(b)', '/(?:ab)?/'])('does not of %s', (text) => {
    expect(mayBacktrack(text)).toBe(false);
  });
});
