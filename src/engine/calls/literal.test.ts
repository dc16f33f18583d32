import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { RecordedValue } from '../../model/recordedCall.ts';
import { literalOf, quoted } from './literal.ts';

const options = { indent: 0, typescript: false, classNamed: (name: string) => (name === 'Point' ? 'Point' : null) };
const write = (value: RecordedValue) => literalOf(value, options);
const array = (...items: RecordedValue[]): RecordedValue => ({ id: 100, kind: 'array', items });
const object = (id: number, ...entries: [string, RecordedValue][]): RecordedValue => ({ id, kind: 'object', className: null, entries });

describe('literalOf', () => {
  it.each<[RecordedValue, string]>([
    ['a', "'a'"],
    [{ kind: 'number', text: '-0' }, '-0'],
    [{ kind: 'bigint', text: '-5' }, '-5n'],
    [{ kind: 'undefined' }, 'undefined'],
    [array(1, { kind: 'hole' }, 3), '[1, , 3]'],
    [array(1, { kind: 'hole' }), '[1, ,]'],
    [object(0, ['a', 1], ['b-c', 2], ['__proto__', 3]), "{ a: 1, 'b-c': 2, ['__proto__']: 3 }"],
    [{ id: 0, kind: 'object', className: '', entries: [['a', 1]] }, 'Object.assign(Object.create(null), { a: 1 })'],
    [{ id: 0, kind: 'object', className: 'Point', entries: [] }, 'Object.create(Point.prototype)'],
    [{ id: 0, kind: 'regexp', source: '/\n*', flags: '' }, String.raw`new RegExp('/\n*')`],
    [
      { id: 0, kind: 'bytes', type: 'Float64Array', base64: 'AAA=' },
      "new Float64Array(new Uint8Array(Buffer.from('AAA=', 'base64')).buffer)",
    ],
    [{ id: 0, kind: 'date', timeMs: null }, 'new Date(NaN)'],
  ])('%o', (value, text) => {
    expect(write(value)).toEqual({ statements: [], expression: text });
  });

  it('has text in the quotes that need no escapes', () => {
    expect(["it's", '"', `'"`].map(quoted)).toEqual([`"it's"`, `'"'`, String.raw`'\'"'`]);
  });

  it('breaks what is long into lines, short numbers many to a line', () => {
    const { expression } = write(array(...Array.from({ length: 100 }, (_, index) => index)));
    expect(expression.split('\n').length).toBeLessThan(8);
    expect(Math.max(...expression.split('\n').map((line) => line.length))).toBeLessThanOrEqual(132);
    expect(write(object(0, ['a', 'x'.repeat(80)], ['b', 'y'.repeat(80)])).expression.split('\n')).toHaveLength(4);
  });

  it('names what is met twice once', () => {
    const shared = object(1, ['a', 1]);
    expect(write(array(shared, { kind: 'reference', id: 1 }))).toEqual({
      statements: ['const shared1 = { a: 1 };'],
      expression: '[shared1, shared1]',
    });
  });

  it('fills in what contains itself when it is made', () => {
    const circle = object(
      1,
      ['self', { kind: 'reference', id: 1 }],
      ['list', { id: 2, kind: 'array', items: [{ kind: 'reference', id: 1 }] }],
    );
    expect(write(circle)).toEqual({
      statements: [
        'const shared2 = [undefined];',
        'const shared1 = { self: undefined, list: shared2 };',
        "shared1['self'] = shared1;",
        'shared2[0] = shared1;',
      ],
      expression: 'shared1',
    });
  });

  it('refuses classes that cannot be imported, and sets that contain themselves', () => {
    expect(() => write({ id: 0, kind: 'object', className: 'Other', entries: [] })).toThrow('an instance of Other');
    expect(() => write({ id: 0, kind: 'set', items: [{ kind: 'reference', id: 0 }] })).toThrow('a set');
  });
});

describe('quoted', () => {
  it.each(['', "it's", '"', '\\', '\n\r\t', '\u2028\u2029', '\u0000', '\uD800', '${a}`', '</script>', '\\u0041', "\\'", '😀'])(
    '%j',
    (text) => {
      const literal = quoted(text);
      expect(literal).toMatch(/^(['"]).*\1$/);
      expect(vm.runInNewContext(literal)).toBe(text);
    },
  );
});
