import { describe, expect, it } from 'vitest';
import { parseSource, type ts } from '../../syntax/index.ts';
import { fileFacts } from './fileFacts.ts';
import { isDense } from './lists.ts';
import { testingOf } from './predicates.ts';
import { methodCall, nodesIn } from './shapes.ts';

/** What is known of the last call of `filter` in a text. */
function testingOfLast(text: string) {
  const source = parseSource('a.ts', text, true);
  const calls = [...nodesIn(source)].map((node) => methodCall(node)).filter((call) => call?.name === 'filter');
  return testingOf(calls.at(-1)!, fileFacts(source));
}

describe('testingOf', () => {
  it.each([
    'const a: string[] = load(); a.filter((b) => b.startsWith("x"));',
    'const a: readonly string[] = load(); a.filter((b) => b !== "" && !/** its own */ b.endsWith("/"));',
    'function f(a: User[], id: string) { return a.filter((user) => user.id === id); }',
    'function f(a: User[], me: User) { return a.filter((user) => user.id === me.friend.id); }',
    'function f(a: (User | null)[]) { return a.filter((user) => user?.age > 18); }',
    'function f(a: Array<User>) { return a.filter(Boolean); }',
    'const a = [1, 2]; a.filter((b) => b % 2 === 0);',
  ])('trusts %s', (text) => {
    expect(testingOfLast(text)).toEqual({ isHarmless: true });
  });

  it.each([
    'a.filter((b) => b.id === c);',
    'function f(a: (User | null)[]) { return a.filter((user) => user.age > 18); }',
    'function f(a: User[]) { return a.filter((user) => user.address.city === city); }',
    'function f(a: User[], b?: User) { return a.filter((user) => user.isNew && user.id === b.id); }',
    'function f(a: User[]) { return a.filter((user) => isNew(user)); }',
    'function f(a: User[]) { return a.filter((user) => user.tags.includes("new")); }',
    'function f(a: User[]) { return a.filter(({ id }) => id === 1); }',
    'function f(a: User[]) { return a.filter(isNew); }',
    'function f(a: string[]) { return a.filter((b) => b.repeat(c) === d); }',
    'function f(a: string[]) { return a.filter((b) => b in c); }',
    'function f(a: string[]) { return a.filter((b) => { const c = b.trim(); return c === d; }); }',
    'function f(a: User[]) { return a.filter(function (user) { return user.id === this.id; }, b); }',
    'a.filter((user) => { const seen = new Set<string>(); seen.add(user.id); return seen.size > 0; });',
    'a.filter((user) => [...user.tags].sort()[0] === tag);',
  ])('takes %s for a test of which it does not know all', (text) => {
    expect(testingOfLast(text)).toEqual({ isHarmless: false });
  });

  it.each([
    'a.filter((user) => seen.add(user.id));',
    'a.filter((user) => (user.isSeen = true));',
    'a.filter((user) => { user.count += 1; return true; });',
    'a.filter((user) => { const { stats } = user; total += stats.size; return true; });',
    'a.filter((user) => delete user.name);',
    'a.filter((user) => { if (!user) throw new Error(); return true; });',
    'a.filter(async (user) => isNew(user));',
    'a.filter(isNew);',
    'a.filter((_, index) => index > 1);',
    'a.filter(() => true);',
    '$(a).filter((user) => user.id);',
    '_(a).filter((user) => user.id);',
    'const a = new Set(); a.filter((user) => user.id);',
    'a.filter((user) => user.id, ...b);',
    'a.filter({ id: 1 });',
  ])('leaves %s', (text) => {
    expect(testingOfLast(text)).toBeNull();
  });
});

describe('isDense', () => {
  const isDenseLast = (text: string) => {
    const source = parseSource('a.ts', text, true);
    return isDense((source.statements.at(-1) as ts.ExpressionStatement).expression, fileFacts(source));
  };

  it.each([
    'a.split(",")',
    'Object.keys(a)',
    'Array.from(a)',
    '[1, ...b]',
    'const a = [1]; a.push(2); a',
    'new Uint8Array(3)',
    'const a = [1].map(f).slice(1); a',
    '((...a) => a)(); const b = [1].filter(c); b.toSorted()',
  ])('knows that %s has no holes', (text) => {
    expect(isDenseLast(text)).toBe(true);
  });

  it.each([
    '[1, , 2]',
    'new Array(3)',
    'let a: string[]; a',
    'const a = [1]; a[5] = 1; a',
    'const a = [1]; fill(a); a',
    'a.map(f)',
    'a',
    'const a = [1]; a.length = 4; a',
  ])('does not know it of %s', (text) => {
    expect(isDenseLast(text)).toBe(false);
  });
});
