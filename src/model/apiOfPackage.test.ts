import { describe, expect, it } from 'vitest';
import { apiOfPackage } from './apiOfPackage.ts';

describe('apiOfPackage', () => {
  it('is the library that is installed already', () => {
    expect(apiOfPackage({ devDependencies: { vitest: '^4.0.1', mitata: '1' } })).toBe('vitest');
    expect(apiOfPackage({ dependencies: { tinybench: '~6.0.0' } })).toBe('tinybench');
    expect(apiOfPackage({ devDependencies: { mitata: '1.0.0', tinybench: '6' } })).toBe('mitata');
  });

  it('is our own without one, for a vitest that has no bench, and for a manifest that is broken', () => {
    expect(apiOfPackage({ devDependencies: { vitest: '^5.0.0' } })).toBe('laptime');
    for (const broken of [undefined, null, 7, { dependencies: 'x' }, { devDependencies: { vitest: 4 } }])
      expect(apiOfPackage(broken)).toBe('laptime');
  });
});
