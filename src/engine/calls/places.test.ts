import { describe, expect, it } from 'vitest';
import type { RecordedCall } from '../../model/recordedCall.ts';
import { chooseCases } from './chooseCases.ts';
import { placeOfBench, type PlaceQuestion } from './placeOfBench.ts';
import { movedSpecifier, specifierOf } from './specifierOf.ts';

const globs = { benchmarks: ['**/*.bench.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], exclude: [] };
const place = (file: string, rest: Partial<PlaceQuestion> = {}) =>
  placeOfBench({ file, functionName: 'parse', benchFiles: [], globs, exists: () => false, ...rest });

describe('placeOfBench', () => {
  it.each([
    ['src/words.ts', 'src/words.parse.bench.ts', 'src/words.parse.inputs.ts'],
    ['words.js', 'words.parse.bench.js', 'words.parse.inputs.js'],
    ['a/view.tsx', 'a/view.parse.bench.ts', 'a/view.parse.inputs.ts'],
    ['a/view.jsx', 'a/view.parse.bench.js', 'a/view.parse.inputs.js'],
    ['a/old.cjs', 'a/old.parse.bench.mjs', 'a/old.parse.inputs.mjs'],
    ['a/old.cts', 'a/old.parse.bench.mts', 'a/old.parse.inputs.mts'],
  ])('is beside %s', (file, bench, inputs) => {
    expect(place(file)).toEqual({ bench, inputs });
  });

  it('is where all others are, but not where one of them is beside its source', () => {
    expect(place('src/words.ts', { benchFiles: ['bench/a.bench.ts', 'bench/b.bench.ts'] }).bench).toBe('bench/words.parse.bench.ts');
    expect(place('src/words.ts', { benchFiles: ['bench/a.bench.ts', 'other/b.bench.ts'] }).bench).toBe('src/words.parse.bench.ts');
    expect(place('src/words.ts', { benchFiles: ['lib/a.bench.ts'] }).bench, 'beside the source of others').toBe('src/words.parse.bench.ts');
    expect(place('src/words.ts', { benchFiles: ['src/a.bench.ts'] }).bench).toBe('src/words.parse.bench.ts');
  });

  it('is none that is there, nor the inputs of one', () => {
    const there = ['src/words.parse.bench.ts', 'src/words.parse-2.inputs.ts'];
    expect(place('src/words.ts', { exists: (file) => there.includes(file) }).bench).toBe('src/words.parse-3.bench.ts');
  });

  it('is one that the globs take', () => {
    const only = { benchmarks: ['bench/**/*.bench.ts'], exclude: [] };
    expect(place('src/words.ts', { globs: only }).bench).toBe('bench/words.parse.bench.ts');
    expect(place('src/words.ts', { globs: { ...globs, exclude: ['src'] } }).bench).toBe('bench/words.parse.bench.ts');
    expect(() => place('src/words.ts', { globs: { benchmarks: ['perf/*.mjs'], exclude: [] } })).toThrow('laptime.config.json');
  });

  it('makes a name of a file of any name of a function', () => {
    expect(place('src/words.ts', { functionName: 'Parser.parse' }).bench).toBe('src/words.Parser-parse.bench.ts');
    expect(place('src/words.ts', { functionName: 'api../../evil' }).bench).toBe('src/words.api-evil.bench.ts');
  });
});

describe('specifierOf', () => {
  it.each<[string, string, readonly string[], string]>([
    ['src/a.bench.ts', 'src/a.ts', ['./b.ts', 'vitest'], './a.ts'],
    ['src/a.bench.ts', 'src/a.ts', ['./b.js'], './a.js'],
    ['src/a.bench.mts', 'src/a.mts', ['./b.mjs'], './a.mjs'],
    ['src/a.bench.ts', 'src/a.tsx', ['../b'], './a'],
    ['bench/a.bench.ts', 'src/index.ts', ['./b'], '../src'],
    ['src/a.bench.ts', 'src/a.ts', ['vitest'], './a.ts'],
    ['src/a.bench.js', 'src/a.js', ['./b'], './a.js'],
  ])('from %s to %s with %o', (from, to, used, specifier) => {
    expect(specifierOf(from, to, used)).toBe(specifier);
  });

  it('moves with the file', () => {
    expect(movedSpecifier('./point.ts', 'src/a.ts', 'bench/a.bench.ts')).toBe('../src/point.ts');
    expect(movedSpecifier('../point.ts', 'src/a.ts', 'src/a.bench.ts')).toBe('../point.ts');
    expect(movedSpecifier('./point.ts', 'src/a.ts', 'src/a.bench.ts')).toBe('./point.ts');
    expect(movedSpecifier('shapes', 'src/a.ts', 'bench/a.bench.ts')).toBe('shapes');
  });
});

describe('chooseCases', () => {
  const call = (size: number, rest: Partial<RecordedCall> = {}): RecordedCall => ({
    call: size,
    args: [],
    self: null,
    size,
    trimmed: [],
    secrets: [],
    changed: false,
    ...rest,
  });
  const names = (...sizes: number[]) => chooseCases(sizes.map((size) => call(size))).map(({ name, call: of }) => `${name} ${of.size}`);

  it('is one where calls are alike', () => {
    expect(names(100, 110, 120)).toEqual(['typical call 110']);
    expect(names(1, 4, 15)).toEqual(['typical call 4']);
    expect(names(7)).toEqual(['typical call 7']);
    expect(chooseCases([])).toEqual([]);
  });

  it('is several where they are not', () => {
    expect(names(10, 1000, 1000, 1200, 90_000)).toEqual(['smallest call 10', 'typical call 1000', 'largest call 90000']);
    expect(names(1000, 1100, 9000)).toEqual(['typical call 1100', 'largest call 9000']);
  });

  it('takes a whole call before a trimmed one', () => {
    const [typical] = chooseCases([call(100, { trimmed: ['something'], call: 1 }), call(100, { call: 2 })]);
    expect(typical!.call.call).toBe(2);
  });
});
