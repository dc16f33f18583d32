import { describe, expect, it } from 'vitest';
import { differenceIn } from './differenceIn.ts';

const subject = { kind: 'difference', baseline: '/a', candidate: '/b', scale: null } as const;

describe('differenceIn', () => {
  it('takes what a page kept, whatever else it kept', () => {
    expect(differenceIn({ version: 1, subject, view: 'heavy' })).toEqual(subject);
    expect(differenceIn({ subject: { ...subject, scale: 'share', more: 1 } })).toEqual({ ...subject, scale: 'share' });
  });

  it('takes nothing else', () => {
    const broken = [undefined, null, 'x', {}, { subject: null }, { subject: { kind: 'file', file: '/a' } }];
    const wrong = [{ scale: 'toString' }, { scale: undefined }, { baseline: 1 }, { candidate: null }].map((change) => ({
      subject: { ...subject, ...change },
    }));
    for (const state of [...broken, ...wrong]) expect(differenceIn(state)).toBeNull();
  });
});
