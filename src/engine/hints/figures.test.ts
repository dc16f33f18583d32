import { describe, expect, it } from 'vitest';
import { figuresOf, withFigures, type MeasuredFile, type MeasuredSize } from './figures.ts';

const size = (n: number, ratio: number, spread = 1.05): MeasuredSize => ({ n, ratio, low: ratio / spread, high: ratio * spread });

describe('withFigures', () => {
  it.each([
    ['quotes the largest two', [size(10, 13.6), size(100, 35.2), size(1000, 1284)], ': 35 times slower at 100 entries, 1,280 at 1,000'],
    ['says up to where it does not matter', [size(8, 1.02), size(64, 4.31)], ': 4.3 times slower at 64 entries, hardly matters up to 8'],
    ['says where it is the other way round', [size(8, 0.46), size(64, 3)], ': 3 times slower at 64 entries, faster up to 8'],
    ['quotes nothing that may be chance', [size(10, 1.4, 1.5), size(100, 1.1)], ''],
    ['quotes nothing where nothing was measured', [], ''],
  ])('%s', (_, sizes, expected) => {
    expect(withFigures('It is slow', { unit: 'entries', sizes })).toBe(`It is slow${expected}`);
  });

  it('says that it is memory', () => {
    const figures = { unit: 'rows', quantity: 'memory', sizes: [size(100_000, 12)] } as const;
    expect(withFigures('It is kept', figures)).toBe('It is kept: 12 times the memory at 100,000 rows');
  });

  it('leaves a message without figures as it is', () => {
    expect(withFigures('It is slow', null)).toBe('It is slow');
  });
});

describe('figuresOf', () => {
  const file: MeasuredFile = { node: '24.0.0', rules: { 'no-x': { list: { unit: 'rows', sizes: [size(10, 2)] } } } };

  it('finds them by rule and cost', () => {
    expect(figuresOf('no-x', 'list', file)?.unit).toBe('rows');
    expect(figuresOf('no-x', 'toString', file)).toBeNull();
    expect(figuresOf('constructor', 'name', file)).toBeNull();
  });
});
