import { afterEach, describe, expect, it } from 'vitest';
import type { SourceRange } from '../../model/benchmark.ts';
import { watchFunctions, watchPlaces } from './watchFunctions.ts';

const KEY = Symbol.for('laptime.witness');
const global = globalThis as { [KEY]?: unknown };

afterEach(() => {
  delete global[KEY];
});

/** Where a text stands in another one. */
function rangeOf(text: string, part: string): SourceRange {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  const [line, column] = [before.length, before.at(-1)!.length + 1];
  return { startLine: line, startColumn: column, endLine: line, endColumn: column + part.length };
}

const watch = (text: string, ...parts: string[]) =>
  watchPlaces(
    'a.js',
    text,
    parts.map((part) => rangeOf(text, part)),
  );

const load = (text: string) =>
  import(`data:text/javascript,${encodeURIComponent(text)}`) as Promise<Record<string, (...args: unknown[]) => unknown>>;

interface Told {
  readonly name: string;
  readonly given: readonly unknown[];
  returned?: unknown;
  threw?: unknown;
  ended?: boolean;
}

/** From now on what functions tell. */
function listen() {
  const calls: Told[] = [];
  const reached: number[] = [];
  global[KEY] = {
    reached: (place: number) => void reached.push(place),
    call(name: string, given: readonly unknown[]) {
      const told: Told = { name, given };
      calls.push(told);
      return {
        returned: <T>(value: T) => ((told.returned = value), value),
        threw: <T>(error: T) => ((told.threw = error), error),
        ended: () => void (told.ended = true),
      };
    },
  };
  return { calls, reached };
}

describe('watchPlaces', () => {
  it('has the function around a place tell of its calls, and the place that it is come to', async () => {
    const text = `
export function pick(list, wanted) {
  if (list.length === 0) return [];
  const found = list.filter((one) => wanted.includes(one));
  return found; // all of them
}
export const other = () => 1;
`;
    const watched = watch(text, 'wanted.includes');
    expect(watched).toMatchObject({ functions: [{ name: 'pick', ordinal: 1 }], places: 1 });
    expect(
      watched.text
        .split('\n')
        .slice(0, 8)
        .map((line) => line.length > 0),
    ).toEqual(text.split('\n').map((line) => line.length > 0));
    const { pick, other } = await load(watched.text);
    expect([pick!([1, 2], [2]), other!()]).toEqual([[2], 1]);
    const { calls, reached } = listen();
    expect(pick!([], [2])).toEqual([]);
    expect(reached).toEqual([]);
    expect(pick!([1, 2, 3], [2, 3])).toEqual([2, 3]);
    other!();
    expect(reached).toEqual([0, 0, 0]);
    expect(calls).toEqual([
      { name: 'pick', given: [[], [2]], returned: [], ended: true },
      {
        name: 'pick',
        given: [
          [1, 2, 3],
          [2, 3],
        ],
        returned: [2, 3],
        ended: true,
      },
    ]);
  });

  it.each([
    ['an arrow', `export const run = (a) => a.map((b) => b + 1);`, 'b + 1'],
    ['an arrow that gives an object', `export const run = (a) => ({ a: slow(a) });\nconst slow = (a) => a;`, 'slow(a)'],
    [
      'a statement without a block',
      `export function run(a) { if (a) return slow(a); else slow(0); return 0; }\nconst slow = (a) => a;`,
      'slow(0)',
    ],
    ['a directive', `export function run(a) { 'use strict'; return [a, ...slow(a)]; }\nconst slow = (a) => [a];`, 'slow(a)'],
    ['a default', `export function run(a, b = slow(a)) { return b; }\nconst slow = (a) => a;`, 'slow(a)'],
    ['several', `export function run(a) { return (a, slow(a)); }\nconst slow = (a) => a;`, 'slow(a)'],
    [
      'a switch',
      `export function run(a) { switch (a) { case 1: return slow(a); default: return slow(2); } }\nconst slow = (a) => a;`,
      'slow(2)',
    ],
    [
      'a loop',
      `export function run(a) { let s = 0; for (let i = 0; i < slow(3); i++) s += i; return s + (a ?? 0); }\nconst slow = (a) => a;`,
      'slow(3)',
    ],
    [
      'an async function',
      `export async function run(a) { for await (const b of [a]) return slow(b); }\nconst slow = async (a) => a;`,
      'slow(b)',
    ],
    [
      'destructuring',
      `export function run({ a, ...rest } = {}, [c] = [1]) { return [slow(a), rest, c]; }\nconst slow = (a) => a;`,
      'slow(a)',
    ],
    ['the last line', `export function run(a) { return slow(a); }\nconst slow = (a) => a; // the end`, 'slow(a)'],
  ])('leaves %s what it is', async (_, text, part) => {
    const [plain, watched] = await Promise.all([load(text), load(watch(text, part).text)]);
    for (const given of [undefined, 1, [1]]) {
      if (part === 'b + 1' && !Array.isArray(given)) continue;
      const { calls } = listen();
      expect(await watched['run']!(given)).toEqual(await plain['run']!(given));
      expect(calls.length).toBeGreaterThan(0);
    }
  });

  it('tells what was thrown, and throws the same', async () => {
    const text = `export class Cart { #sum = 1; add(x) { if (x < 0) throw new RangeError('below'); return this.#sum + x; } get all() { return [this.#sum].includes(1); } }`;
    const { Cart } = (await load(watch(text, 'throw new', 'this.#sum]').text)) as unknown as {
      Cart: new () => { add(x: number): number; all: boolean };
    };
    const { calls } = listen();
    const cart = new Cart();
    expect(() => cart.add(-1)).toThrow(new RangeError('below'));
    expect([cart.add(2), cart.all]).toEqual([3, true]);
    expect(calls).toMatchObject([
      { name: 'Cart.add', given: [cart, -1], threw: new RangeError('below'), ended: true },
      { name: 'Cart.add', returned: 3 },
      { name: 'Cart.all', returned: true },
    ]);
  });

  it('says where nothing but loading comes to', () => {
    expect(watch(`const all = list.filter(Boolean)[0];\nexport function f() { return all; }`, 'filter')).toMatchObject({
      functions: [],
      places: 0,
    });
    expect(watch(`export class A { all = slow(1); }\nconst slow = (a) => a;`, 'slow(1)')).toMatchObject({ places: 1 });
  });

  it('lets generators be', async () => {
    const text = `export function* run(a) { yield a.filter(Boolean)[0]; }`;
    const watched = watch(text, 'filter');
    expect(watched).toMatchObject({ functions: [], places: 1 });
    const { run } = await load(watched.text);
    const { reached } = listen();
    expect([...(run!([0, 5]) as Iterable<number>)]).toEqual([5]);
    expect(reached).toEqual([0]);
  });

  it('keeps TypeScript what it is', () => {
    const text = `export function f<T>(this: void, list: readonly T[], one: T): list is [] { return list.includes(one) as boolean; }`;
    const watched = watchPlaces('a.ts', text, [rangeOf(text, 'list.includes')]);
    expect(watched.text).toContain('laptimeWitness("f", [this, list, one])');
    expect(watched.text).toContain('return laptimeCall.returned((list.includes(one) as boolean));');
  });
});

describe('watchFunctions', () => {
  it('finds the same function in a text with the fix, among others of its name', () => {
    const before = `const a = { run() { return 1; } }; const b = { run() { return list.filter(Boolean)[0]; } };`;
    const { functions } = watch(before, 'filter');
    expect(functions).toEqual([{ name: 'run', ordinal: 2 }]);
    const after = watchFunctions('a.js', before.replace('list.filter(Boolean)[0]', 'list.find(Boolean)'), functions);
    expect(after.text).toContain('returned((list.find(Boolean)))');
    expect(after.text).toContain('run() { return 1; }');
  });
});
