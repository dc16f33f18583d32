import { describe, expect, it } from 'vitest';
import { createSession } from '../session.ts';
import { createExpect } from './expect.ts';

type Matchers = Record<string, (...expected: unknown[]) => unknown> & { not: Matchers; resolves: Matchers; rejects: Matchers };

function createChecked() {
  const session = createSession({ file: '/a.bench.ts', target: null, time: async () => {}, onRunAsked: () => {} });
  const checked = createExpect(session);
  return { session, check: (received: unknown, message?: string) => checked(received, message) as Matchers, extend: checked.extend };
}

describe("a bench file's expect", () => {
  const { check, extend, session } = createChecked();

  it.each<[string, unknown, unknown[], unknown]>([
    ['toBe', Number.NaN + 0 === 0 ? 0 : 1, [1], 2],
    ['toEqual', { a: [1], b: undefined }, [{ a: [1] }], { a: [2] }],
    ['toEqual', new Map([[1, 2]]), [new Map([[1, 2]])], new Map()],
    ['toStrictEqual', [1], [[1]], [1, undefined]],
    ['toMatchObject', { a: { b: 1, c: 2 } }, [{ a: { b: 1 } }], { a: { b: 2 } }],
    ['toBeTruthy', 'x', [], ''],
    ['toBeFalsy', 0, [], 1],
    ['toBeDefined', null, [], undefined],
    ['toBeUndefined', undefined, [], null],
    ['toBeNull', null, [], 0],
    ['toBeTypeOf', 'x', ['string'], 1],
    ['toBeInstanceOf', new Date(), [Date], {}],
    ['toBeGreaterThan', 2, [1], 1],
    ['toBeGreaterThanOrEqual', 1, [1], 0],
    ['toBeLessThan', 0, [1], 1],
    ['toBeLessThanOrEqual', 1, [1], 2],
    ['toBeCloseTo', 0.1 + 0.2, [0.3], 0.4],
    ['toContain', [1, 2], [2], [1]],
    ['toContain', 'abc', ['b'], 'ac'],
    ['toContainEqual', [{ a: 1 }], [{ a: 1 }], [{ a: 2 }]],
    ['toHaveLength', 'ab', [2], 'abc'],
    ['toHaveProperty', { a: 1 }, ['a'], {}],
    ['toMatch', 'abc', [/b/], 'ac'],
    [
      'toThrow',
      () => {
        throw new TypeError('no luck');
      },
      ['luck'],
      () => {},
    ],
    [
      'toThrow',
      () => {
        throw new TypeError('no luck');
      },
      [TypeError],
      () => {
        throw new Error('no luck');
      },
    ],
  ])('%s holds, and its opposite does not', (matcher, good, expected, bad) => {
    check(good)[matcher]!(...expected);
    expect(() => check(good).not[matcher]!(...expected)).toThrow(matcher);
    check(bad).not[matcher]!(...expected);
    expect(() => check(bad)[matcher]!(...expected)).toThrow(matcher);
  });

  it('waits for promises', async () => {
    await check(Promise.resolve(3)).resolves['toBe']!(3);
    await check(Promise.reject(new Error('no luck'))).rejects['toThrow']!('luck');
    await expect(check(Promise.resolve(3)).rejects['toThrow']!()).rejects.toThrow('was resolved');
    await expect(check(Promise.resolve(3)).resolves.not['toBe']!(3)).rejects.toThrow('not toBe 3');
  });

  it('takes matchers of the bench file', () => {
    extend({ toBeEven: (received) => ({ pass: Number(received) % 2 === 0, message: () => `${String(received)} is odd` }) });
    check(2)['toBeEven']!();
    expect(() => check(3, 'the sum')['toBeEven']!()).toThrow('the sum: 3 is odd');
  });

  it('refuses what it does not know, and what is no result', () => {
    expect(() => check(1)['toMatchSnapshot']!()).toThrow('expect().toMatchSnapshot() is not available');
    expect(() => check(1)['toBeFasterThan']!(2)).toThrow('compares two benchmark results');
  });

  it('does not judge numbers that are not there yet', () => {
    check(Number.NaN)['toBeLessThan']!(5);
    expect(session.report().warnings).toEqual([expect.stringContaining('toBeLessThan() on a number')]);
  });
});
