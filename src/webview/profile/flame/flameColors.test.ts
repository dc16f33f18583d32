import { describe, expect, it } from 'vitest';
import { dimmedOn, groupNumberOf, groupOf } from './flameColors.ts';

const of = (owner: Parameters<typeof groupOf>[0]['owner'], file = '', packageName = '') => groupOf({ owner, file, packageName });

describe('colours of functions', () => {
  it('are those of their owner, of a package and a file always the same', () => {
    expect(of('node')).toBe('node');
    expect(of('gc')).toBe('gc');
    expect(of('package', '', 'react')).toBe(of('package', 'elsewhere.js', 'react'));
    expect(of('workspace', 'a.ts')).toBe(of('workspace', 'a.ts'));
    const packages = new Set(Array.from({ length: 60 }, (_, index) => of('package', '', `package-${index}`)));
    expect(packages.size).toBe(6);
    expect(groupNumberOf({ owner: 'idle', file: '', packageName: '' })).toBeGreaterThan(0);
  });

  it('that are dimmed are three parts of four of the background', () => {
    const dimmed = dimmedOn(0xff000000);
    expect(dimmed(0xff808080)).toBe(0xff202020);
    expect(dimmedOn(0xffffffff)(0xffffffff) & 0xff).toBeGreaterThan(0xf8);
  });
});
