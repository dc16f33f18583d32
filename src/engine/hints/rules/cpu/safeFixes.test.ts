import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../syntax/index.ts';
import { findHints } from '../../findHints.ts';
import { rules } from '../index.ts';

const kindsOfFixes = (id: string, text: string) => {
  const rule = rules.find((each) => each.id === id)!;
  return findHints(parseSource('a.ts', text, true), [rule], null).flatMap(({ fixes }) => fixes?.map(({ kind }) => kind) ?? []);
};

describe('fixes that behave the same, whatever the values', () => {
  it.each([
    ['prefer-find', 'const a = Object.keys(b).filter((key) => key.startsWith("x"))[0] ?? c;'],
    ['prefer-find', 'const a = text.split("\\n").filter((line) => line !== "").shift();'],
    ['prefer-find', 'const a = [1, 2, 3, ...b].filter(Boolean)[0]!;'],
    ['prefer-some', 'function f(users: User[]) { return users.filter((user) => user.isAdmin).length > 0; }'],
    ['prefer-some', 'const a: string[] = b(); if (!a.filter((c) => c.includes("x") || c === d).length) e();'],
    ['dedupe-with-set', 'const a = text.split(",").filter((b, i, all) => all.indexOf(b) === i);'],
    ['dedupe-with-set', 'function f(b: Set<string>) { const a = []; for (const c of b) if (!a.includes(c)) a.push(c); return a; }'],
    ['no-copy-for-one', 'const a = new Set<string>(); const b = [...a].length;'],
    ['no-copy-for-one', 'const a = new Set<string>(); const b = [...a][0]!;'],
    ['no-for-in-array', 'const a = text.split(","); let c = ""; for (const b in a) c += a[b];'],
    ['no-arguments-slice', 'function f() { const a = [].slice.call(arguments); use(a); }'],
    ['no-keys-membership', 'enum A { B = "b" } const f = (text: string) => Object.keys(A).includes(text);'],
    ['no-keys-membership', 'const A = { b: 1 }; const f = (number: number) => Object.values(A).includes(number);'],
    ['no-keys-membership', 'export const A = { b: 1 } as const; const f = (number: number) => Object.values(A).includes(number);'],
  ])('of %s: %s', (id, text) => {
    expect(kindsOfFixes(id, text)).toEqual(['safe']);
  });
});

describe('fixes that are for the user to judge', () => {
  it.each([
    ['prefer-find', 'the type is another one', 'const a = Object.keys(b).filter((key) => key.startsWith("x"))[0];'],
    ['prefer-find', 'there may be holes', 'function f(users: User[]) { return users.filter((user) => user.id === id)[0]!; }'],
    ['prefer-find', 'it may be no list', 'const a = users.filter((user) => user.id === id)[0]!;'],
    ['prefer-some', 'the test may fail', 'function f(users: (User | null)[]) { return users.filter((user) => user.isAdmin).length > 0; }'],
    ['prefer-some', 'nobody knows the test', 'function f(users: User[]) { return users.filter(isAdmin).length > 0; }'],
    ['dedupe-with-set', 'there may be NaN', 'const a = (b as string[]).map(Number).filter((c, i, all) => all.indexOf(c) === i);'],
    ['dedupe-with-set', 'there may be holes', 'function f(a: string[]) { return a.filter((b, i) => a.indexOf(b) === i); }'],
    ['no-for-in-array', 'there may be holes', 'function f(a: string[]) { for (const b in a) use(a[b]); }'],
    ['no-for-in-array', 'the list grows', 'const a = text.split(","); for (const b in a) a.push(a[b]);'],
    [
      'dedupe-with-set',
      'there may be -0',
      'function f(b: number[]) { const a = []; for (const c of b) if (!a.includes(c)) a.push(c); return a; }',
    ],
    ['no-copy-for-one', 'the type is another one', 'const a = new Set<string>(); const b = [...a][0];'],
    ['no-keys-membership', 'the key may be a number', 'enum A { B = "b" } const f = (text) => Object.keys(A).includes(text);'],
    ['no-keys-membership', 'there may be hidden properties', 'const f = (a: object, text: string) => Object.keys(a).includes(text);'],
    [
      'no-keys-membership',
      'others may change it',
      'export const A = { b: 1 }; const f = (number: number) => Object.values(A).includes(number);',
    ],
    [
      'no-keys-membership',
      'indexOf does not find NaN',
      'const A = { b: 1 }; const f = (number: number) => Object.values(A).indexOf(number) >= 0;',
    ],
  ])('of %s, as %s: %s', (id, _, text) => {
    expect(kindsOfFixes(id, text)).toEqual(['suggestion']);
  });
});
