import { describe, expect, it } from 'vitest';
import { seeValue } from './seeValue.ts';

const see = (value: unknown, left = 10_000) => seeValue(value, { left });

describe('seeValue', () => {
  it('tells primitives as they are', () => {
    for (const value of ['text', 1, -0, Number.NaN, 2n, true, null, undefined]) expect(see(value)).toBe(value);
  });

  it('tells what objects hold, by the names of their classes', () => {
    class Point {
      x = 1;
    }
    expect(see({ a: Object.assign([], { 0: 1, 2: 'b' }) })).toEqual({
      kind: 'object',
      name: 'Object',
      text: '',
      entries: [
        [
          '.a',
          {
            kind: 'object',
            name: 'Array',
            text: 'length 3',
            entries: [
              ['[0]', 1],
              ['[2]', 'b'],
            ],
          },
        ],
      ],
    });
    expect(see(new Point())).toMatchObject({ name: 'Point', entries: [['.x', 1]] });
    expect(see(new Map([['k', 1]]))).toMatchObject({
      name: 'Map',
      entries: [
        ['.keys()[0]', 'k'],
        ['.get("k")', 1],
      ],
    });
    expect(see(new Set([3]))).toMatchObject({ name: 'Set', text: 'size 1', entries: [['.values()[0]', 3]] });
    expect(see(new Date(5))).toMatchObject({ name: 'Date', text: '5' });
    expect(see(/a/gu)).toMatchObject({ text: '/a/gu at 0' });
    expect(see(new RangeError('far'))).toMatchObject({ name: 'RangeError', text: 'RangeError: far' });
    expect(see({ 'a-b': 1, [Symbol('s')]: 2 })).toMatchObject({
      entries: [
        ['["a-b"]', 1],
        ['[Symbol(s)]', 2],
      ],
    });
  });

  it('copies bytes', () => {
    const bytes = new Uint16Array([1, 2]);
    const seen = see(bytes);
    bytes.fill(9);
    expect(seen).toEqual({ kind: 'data', name: 'Uint16Array', data: new Uint8Array([1, 0, 2, 0]) });
  });

  it('ends with what stands around', () => {
    const list: unknown[] = [];
    list.push({ list });
    expect(see(list)).toMatchObject({ entries: [['[0]', { entries: [['.list', { kind: 'around', levels: 2 }]] }]] });
  });

  it('says what cannot be compared, and executes nothing', () => {
    class Secret {
      #value = 1;
      get value() {
        return this.#value;
      }
    }
    const trap = Object.defineProperty({}, 'x', { enumerable: true, get: () => expect.unreachable() });
    const opaque = (what: string) => ({ kind: 'opaque', what });
    expect(see(() => 1)).toEqual(opaque('a function'));
    expect(see(new Secret())).toEqual(opaque('a Secret without public fields'));
    expect(see(Promise.resolve(1))).toEqual(opaque('a promise'));
    expect(see((function* () {})())).toEqual(opaque('a generator'));
    expect(see(new WeakMap())).toEqual(opaque('a weak collection'));
    expect(see(new Proxy({}, { ownKeys: () => expect.unreachable() }))).toEqual(opaque('a proxy'));
    expect(see(trap)).toMatchObject({ entries: [['.x', opaque('an accessor')]] });
  });

  it('looks at no more than it may', () => {
    const all = JSON.stringify(
      see(
        Array.from({ length: 1000 }, (_, index) => index),
        50,
      ),
    );
    expect(all.length).toBeLessThan(2000);
    expect(all).toContain('more than can be compared');
    expect(see('x'.repeat(10_000), 50)).toMatchObject({ kind: 'opaque' });
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level++) deep = [deep];
    expect(JSON.stringify(see(deep))).toContain('more levels than can be compared');
  });
});
