import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { RecordedValue } from '../../../model/recordedCall.ts';
import { createHider } from './hideSecrets.ts';
import { LIMITS, recordValue, type Recording } from './recordValue.ts';

const recordingWith = (limits: Partial<Recording['limits']> = {}, env = {}): Recording => ({
  limits: { ...LIMITS, ...limits },
  hider: createHider(env),
  trimmed: new Set(),
  ids: new Map(),
  size: 0,
});

const record = (value: unknown, recording = recordingWith()): RecordedValue => recordValue(value, null, recording);

class Point {
  x = 1;
  readonly y = 2;
}
class Sealed {
  #inside = 1;
  inside(): number {
    return this.#inside;
  }
}
class Pile extends Array {}
class Named extends Map {}

describe('recordValue', () => {
  it.each<[unknown, RecordedValue]>([
    ['text', 'text'],
    [1.5, 1.5],
    [true, true],
    [null, null],
    [undefined, { kind: 'undefined' }],
    [NaN, { kind: 'number', text: 'NaN' }],
    [-Infinity, { kind: 'number', text: '-Infinity' }],
    [-0, { kind: 'number', text: '-0' }],
    [10n, { kind: 'bigint', text: '10' }],
    [new Date(0), { id: 0, kind: 'date', timeMs: 0 }],
    [new Date(NaN), { id: 0, kind: 'date', timeMs: null }],
    [/a\/b/giu, { id: 0, kind: 'regexp', source: String.raw`a\/b`, flags: 'giu' }],
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is recorded
    [[1, , 3], { id: 0, kind: 'array', items: [1, { kind: 'hole' }, 3] }],
    [new Uint8Array([1, 2]), { id: 0, kind: 'bytes', type: 'Uint8Array', base64: 'AQI=' }],
    [new TypeError('no'), { id: 0, kind: 'error', type: 'TypeError', message: 'no' }],
    [new URL('https://a.example/b'), { id: 0, kind: 'url', href: 'https://a.example/b' }],
    [new Set([1]), { id: 0, kind: 'set', items: [1] }],
    [new Map([['a', 1]]), { id: 0, kind: 'map', entries: [['a', 1]] }],
    [{ a: 1 }, { id: 0, kind: 'object', className: null, entries: [['a', 1]] }],
    [Object.create(null), { id: 0, kind: 'object', className: '', entries: [] }],
    [
      new Point(),
      {
        id: 0,
        kind: 'object',
        className: 'Point',
        entries: [
          ['x', 1],
          ['y', 2],
        ],
      },
    ],
  ])('%o', (value, recorded) => {
    expect(record(value)).toEqual(recorded);
  });

  it('knows the values of another realm', () => {
    const made = vm.runInNewContext(
      '({ list: [1], map: new Map([[1, new Date(5)]]), pattern: /a/g, error: new RangeError("far") })',
    ) as object;
    expect(JSON.stringify(record(made))).toBe(
      JSON.stringify(record({ list: [1], map: new Map([[1, new Date(5)]]), pattern: /a/g, error: new RangeError('far') })),
    );
  });

  it('refers to what was met before, also to what is around', () => {
    const shared = { a: 1 };
    const circle: { self?: object; both: object[] } = { both: [shared, shared] };
    circle.self = circle;
    expect(record(circle)).toEqual({
      id: 0,
      kind: 'object',
      className: null,
      entries: [
        [
          'both',
          {
            id: 1,
            kind: 'array',
            items: [
              { id: 2, kind: 'object', className: null, entries: [['a', 1]] },
              { kind: 'reference', id: 2 },
            ],
          },
        ],
        ['self', { kind: 'reference', id: 0 }],
      ],
    });
  });

  it.each<[unknown, string]>([
    [() => 1, 'a function'],
    [function named() {}, 'a function (named)'],
    [Symbol('s'), 'a symbol'],
    [Promise.resolve(), 'a promise'],
    [new Proxy({}, {}), 'a proxy'],
    [new WeakMap(), 'a weak collection'],
    [
      {
        get a() {
          return 1;
        },
      },
      'an object with an accessor (a)',
    ],
    [new Sealed(), 'an instance of Sealed, which has private fields'],
    [new Pile(), 'an instance of Pile, which extends Array'],
    [new Named(), 'an instance of Named, which extends Map'],
    [Object.create({}), 'an object whose prototype'],
    [(function* () {})(), 'a generator'],
  ])('refuses %o', (value, reason) => {
    expect(() => record({ deep: [value] })).toThrow(reason);
  });

  it('executes nothing of what it records', () => {
    let calls = 0;
    const count = () => void (calls += 1);
    class Watched {
      get seen() {
        count();
        return 1;
      }
      toJSON = undefined;
    }
    const watched = Object.assign(new Watched(), { a: 1 });
    expect(() => record([watched, new Proxy([], { get: () => count() })])).toThrow('a proxy');
    expect(calls).toBe(0);
  });

  it('trims what is long, deep or much, and says so', () => {
    const recording = recordingWith({ items: 2, characters: 3, bytes: 2, depth: 2 });
    const value = [['abcdef', { a: { b: 1 } }, 1], new Uint8Array(5), 3];
    expect(record(value, recording)).toEqual({
      id: 0,
      kind: 'array',
      items: [
        { id: 1, kind: 'array', items: ['abc', { kind: 'undefined' }] },
        { id: 2, kind: 'bytes', type: 'Uint8Array', base64: 'AAA=' },
      ],
    });
    expect([...recording.trimmed]).toEqual([
      '1 of 3 entries',
      '3 of the 6 characters of a text',
      'what is more than 2 levels deep',
      '3 of 5 bytes',
    ]);
  });

  it('ends in good time with what never ends', () => {
    const wide = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 'a'.repeat(1000)));
    const recording = recordingWith();
    record(wide, recording);
    expect(recording.size).toBeLessThan(LIMITS.size + 2_000_000);
    expect(JSON.stringify(record(wide)).length).toBeLessThan(40_000_000);
    expect([...recording.trimmed]).toContain('what is beyond the most that is recorded of a call');
    const sparse: number[] = [];
    sparse[2 ** 31] = 1;
    expect(record(sparse)).toMatchObject({ items: { length: 1000 } });
  });

  it('cuts no pair of surrogates in two', () => {
    expect(record('ab😀', recordingWith({ characters: 3 }))).toBe('ab');
  });

  it('hides secrets by the names of properties, whatever is in them, and in bytes', () => {
    const recording = recordingWith({}, { SOME: 'value-of-some' });
    const recorded = JSON.stringify(
      record(
        {
          password: { old: 'first', new: ['second', 42] },
          headers: [
            ['Authorization', 'Basic me'],
            ['Accept', 'text/html'],
          ],
          jar: new Map([['cookie', 'crumbs']]),
          bytes: Buffer.from('a value-of-some'),
          'value-of-some': 1,
        },
        recording,
      ),
    );
    for (const secret of [
      'first',
      'second',
      '42',
      'Basic me',
      'crumbs',
      'value-of-some',
      Buffer.from('a value-of-some').toString('base64'),
    ]) {
      expect(recorded).not.toContain(secret);
    }
    expect(recorded).toContain('text/html');
    expect(recording.hider.taken()).toEqual(['password', 'Authorization', 'cookie', 'SOME']);
  });
});
