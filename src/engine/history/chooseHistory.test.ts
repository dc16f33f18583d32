import { describe, expect, it } from 'vitest';
import type { StoredSeries } from '../store/index.ts';
import { environmentNamed, seriesNamed } from './chooseHistory.ts';

const seriesOf = (environmentId: string, ...path: string[]): StoredSeries => ({
  benchmark: { id: ['a.ts', ...path].join(' > '), file: 'a.ts', path },
  environmentId,
  loader: 'native',
  commits: [],
  values: [],
});
const stored = [
  seriesOf('abc1', 'json', 'parse'),
  seriesOf('abd2', 'json', 'parse'),
  seriesOf('abc1', 'json', 'parse list'),
  seriesOf('abc1', 'sort'),
];
const named = (name: string) => seriesNamed(name, stored).map((series) => stored.indexOf(series));

describe('seriesNamed', () => {
  it('takes a whole name before a part of one, and a part that several have for all of them', () => {
    expect(named('A.TS > json > parse')).toEqual([0, 1]);
    expect(named('json > Parse')).toEqual([0, 1]);
    expect(named('parse')).toEqual([0, 1]);
    expect(named('pars')).toEqual([0, 1, 2]);
    expect(named('a.ts')).toEqual([0, 1, 2, 3]);
  });

  it('offers what is near where there is none', () => {
    expect(() => named('srot')).toThrow(/No benchmark with a history has 'srot' in its file or name\. Did you mean 'sort'/);
    expect(() => named('entirely else')).toThrow(/`laptime history` shows all/);
  });
});

describe('environmentNamed', () => {
  it('takes the beginning of an id that no other has', () => {
    expect(environmentNamed('abc', stored)).toBe('abc1');
    expect(() => environmentNamed('ab', stored)).toThrow("Several environments have an id that begins with 'ab'. There is 'abc1', 'abd2'.");
    expect(() => environmentNamed('f', stored)).toThrow("No result is of an environment that begins with 'f'. There is 'abc1', 'abd2'.");
  });
});
