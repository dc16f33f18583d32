import { describe, expect, it } from 'vitest';
import { parseSource, syntaxProblems } from '../syntax/index.ts';
import { findFunction, type FunctionPlace } from './findFunction.ts';

const find = (text: string, place: FunctionPlace, file = 'src/a.ts') => findFunction(file, text, place);
const found = (text: string, place: FunctionPlace, file?: string) => find(text, place, file).found;
/** At the first line that has the mark. */
const at = (text: string, mark: string): FunctionPlace => ({ line: text.slice(0, text.indexOf(mark)).split('\n').length });

const MODULE = `import { Point } from './point.ts';
import type { Line, Circle as Round } from './shapes.ts';
import Main from 'shapes';

export function declared(a: number, { b }: { b: number }, ...rest: number[]): number {
  return rest.map((each) => each /* nested */ + a + b).length;
}
export const arrow = (a: string): string => a;
export const expression = function (this: Point, a: string) { return a; };
export const made = memoize((a: string) => a);
export const api = {
  parse(text: string) { return text; },
  print: (text: string) => text,
  deep: { inside() {} },
};
export class Parser {
  field = (a: string) => a;
  constructor(readonly a: number) {}
  get size() { return 1; }
  parse(text: string) { return text; }
  static of() { return new Parser(1); }
  async later() {}
  *each() {}
  async *stream() {}
  #secret() {}
}
function renamed() {}
function own() {}
export { renamed as published };
export default function () { return 'default'; }
`;

describe('findFunction', () => {
  it.each([
    ['declared', { exported: 'declared', member: null, access: 'function', parameters: ['a', '', 'rest'] }],
    ['arrow', { exported: 'arrow', member: null, access: 'function', parameters: ['a'] }],
    ['expression', { exported: 'expression', parameters: ['a'] }],
    ['made', { exported: 'made', parameters: [] }],
    ['api.parse', { exported: 'api', member: 'parse', access: 'member' }],
    ['api.print', { exported: 'api', member: 'print', access: 'member' }],
    ['Parser.parse', { exported: 'Parser', member: 'parse', access: 'instance', isAsync: false }],
    ['Parser.of', { exported: 'Parser', member: 'of', access: 'static' }],
    ['Parser.later', { isAsync: true, isGenerator: false }],
    ['Parser.each', { isAsync: false, isGenerator: true }],
    ['renamed', { exported: 'published' }],
    ['published', { exported: 'published', name: 'renamed' }],
    ['default', { exported: 'default', name: 'default' }],
  ])('by its name %s', (name, expected) => {
    expect(found(MODULE, { name })).toMatchObject(expected);
  });

  it.each([
    ['/* nested */', 'declared'],
    ['export const arrow', 'arrow'],
    ['parse(text: string) { return text; },', 'api.parse'],
    ['static of', 'Parser.of'],
    ["'default'", 'default'],
  ])('by the line of %s', (mark, name) => {
    expect(found(MODULE, at(MODULE, mark)).name).toBe(name);
  });

  it('by its column, where a line has several', () => {
    const text = 'export const a = () => 1; export const b = () => 2;\n';
    expect(found(text, { line: 1, column: 12 }).name).toBe('a');
    expect(found(text, { line: 1, column: 40 }).name).toBe('b');
  });

  it('knows where classes can be imported from, and how the project names files', () => {
    const { classes, specifiers } = found(MODULE, { name: 'declared' });
    expect(classes).toEqual({
      Point: { specifier: './point.ts', exported: 'Point' },
      Line: { specifier: './shapes.ts', exported: 'Line' },
      Circle: { specifier: './shapes.ts', exported: 'Circle' },
      Main: { specifier: 'shapes', exported: 'default' },
      Parser: { specifier: null, exported: 'Parser' },
    });
    expect(specifiers).toEqual(['./point.ts', './shapes.ts', 'shapes']);
  });

  it.each([
    ['module.exports = { one, two: other };\nfunction one() {}\nfunction other() {}\n', 'one', 'one'],
    ['module.exports = { one, two: other };\nfunction one() {}\nfunction other() {}\n', 'other', 'two'],
    ['exports.one = function (a) { return a; };\n', 'one', 'one'],
    ['module.exports.one = (a) => a;\n', 'one', 'one'],
    ['module.exports = function (a) { return a; };\n', 'default', 'default'],
    ['module.exports = { one(a) { return a; }, two: (a) => a };\n', 'two', 'two'],
    ['class A { b() {} }\nmodule.exports = A;\n', 'A.b', 'default'],
  ])('in CommonJS: %j has %s', (text, name, exported) => {
    expect(found(text, { name }, 'a.cjs')).toMatchObject({ exported, member: name === 'A.b' ? 'b' : null });
  });

  it.each<[FunctionPlace, string, string]>([
    [{ name: 'own' }, 'not-exported', 'own in src/a.ts is not exported'],
    [{ name: 'Parser.field' }, 'not-benchmarkable', 'make it a method'],
    [{ name: 'Parser.size' }, 'not-benchmarkable', 'is a constructor or an accessor'],
    [{ name: 'Parser.stream' }, 'not-benchmarkable', 'is an async generator'],
    [at(MODULE, '#secret'), 'not-benchmarkable', 'is private'],
    [{ name: 'declare' }, 'no-function', 'near it: declared'],
    [{ name: 'parse' }, 'no-function', 'several functions parse: api.parse, Parser.parse'],
    [{ line: 1 }, 'no-function', 'There is no function at line 1 of src/a.ts'],
    [{ line: 1000 }, 'no-function', 'There is no function at line 1000'],
  ])('refuses %o', (place, code, message) => {
    expect(() => find(MODULE, place)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }));
  });

  it('gives something for code that is half typed', () => {
    expect(found('export function half(a) { return a.\n', { name: 'half' }).name).toBe('half');
    expect(() => find('export const = {{{', { line: 1 })).toThrow('There is no function');
  });
});

describe('the text that records', () => {
  it.each(['declared', 'arrow', 'expression', 'made', 'api.parse', 'api.print', 'Parser.parse', 'Parser.of', 'Parser.each', 'default'])(
    'of %s parses, and keeps all that was there on its line',
    (name) => {
      const { recording } = find(MODULE, { name });
      expect(syntaxProblems(parseSource('a.ts', recording))).toEqual([]);
      const [first, ...lines] = recording.split('\n');
      expect(first).toBe('// @ts-nocheck');
      const changed = MODULE.split('\n').flatMap((line, index) => (lines[index] === line ? [] : [lines[index]]));
      expect(changed.length).toBeGreaterThan(0);
      expect(lines).toHaveLength(MODULE.split('\n').length);
      expect(changed[0]).toContain('laptime.calls');
    },
  );

  it('stands behind directives, a mark of the order of bytes and the line of a program', () => {
    expect(find('export function a() { "use strict"; return 1; }', { name: 'a' }, 'a.js').recording).toMatch(/"use strict";;Reflect/);
    expect(find('#!/usr/bin/env node\nexport function a() {}', { name: 'a' }).recording).toMatch(
      /^#!\/usr\/bin\/env node\n\/\/ @ts-nocheck\n/,
    );
    expect(find('export function a() {}', { name: 'a' }, 'a.js').recording).toMatch(/^export function a\(\) \{;Reflect/);
  });
});
