import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { functionNamed, isAsync } from './functions.ts';
import { namesOf } from './names.ts';
import { nodesIn } from './shapes.ts';

/** The function that is called last in a text. */
function called(text: string) {
  const source = parseSource('a.ts', text, true);
  const calls = [...nodesIn(source)].filter((node): node is ts.CallExpression => ts.isCallExpression(node));
  return functionNamed(calls.at(-1)!.expression, namesOf(source));
}

describe('a function by its name', () => {
  it.each([
    'function load() { return 1; } load();',
    'load(); async function load() { return 1; }',
    'const load = () => 1; load();',
    'const load = function () { return 1; }; (load)();',
    'export const load = async (id: string): Promise<void> => { await id; }; void load("a");',
  ])('is known in %s', (text) => {
    expect(called(text)).not.toBeNull();
  });

  it.each([
    'let load = () => 1; load();',
    'function load() { return 1; } load = other; load();',
    'const load = wrap(() => 1); load();',
    'function load(a: string): void; function load(a: number): void; function load(a: unknown) {} load(1);',
    'import { load } from "./load"; load();',
    'function f(load: () => void) { load(); }',
    'api.load();',
    'declare function load(): void; load();',
  ])('is not in %s', (text) => {
    expect(called(text)).toBeNull();
  });

  it('is asynchronous where it says so', () => {
    expect(isAsync(called('async function load() {} load();')!)).toBe(true);
    expect(isAsync(called('const load = () => 1; load();')!)).toBe(false);
  });
});
