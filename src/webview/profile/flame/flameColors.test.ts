import { describe, expect, it } from 'vitest';
import { colorOfFunction, dimmedOn, groupOf } from './flameColors.ts';

const of = (owner: Parameters<typeof groupOf>[0]['owner'], file = '', packageName = '') => groupOf({ owner, file, packageName });

describe('colours of functions', () => {
  it('are those of their owner, of a package and a file always the same', () => {
    expect(of('node')).toBe('node');
    expect(of('gc')).toBe('gc');
    expect(of('package', '', 'react')).toBe(of('package', 'elsewhere.js', 'react'));
    expect(of('workspace', 'a.ts')).toBe(of('workspace', 'a.ts'));
    const packages = new Set(Array.from({ length: 60 }, (_, index) => of('package', '', `package-${index}`)));
    expect(packages.size).toBe(6);
  });

  it('have a few shades, from that of the owner towards the background', () => {
    const palette = { groups: new Uint32Array(15).fill(0xff808080), background: 0xff000000 };
    const of = (name: string) => colorOfFunction({ name, file: 'a.ts', line: 1, column: 1, owner: 'workspace', packageName: '' }, palette);
    const shades = new Set(Array.from({ length: 40 }, (_, index) => of(`f${index}`)));
    expect([...shades].toSorted((a, b) => b - a)).toEqual([0xff808080, 0xff6d6d6d, 0xff5a5a5a]);
    expect(of('f1')).toBe(of('f1'));
  });

  it('that are dimmed are three parts of four of the background', () => {
    const dimmed = dimmedOn(0xff000000);
    expect(dimmed(0xff808080)).toBe(0xff202020);
    expect(dimmedOn(0xffffffff)(0xffffffff) & 0xff).toBeGreaterThan(0xf8);
  });
});
