import { expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { fileFacts } from './fileFacts.ts';
import { mayBeNothing } from './nothing.ts';

it.each([
  ['function f(a: string) { a; }', false],
  ['function f(a?: string) { a; }', true],
  ['function f(a: string | undefined) { a; }', true],
  ['function f(a: (string | null)) { a; }', true],
  ["function f(a = '') { a; }", false],
  ["let a; if (b) a = ''; a;", true],
  ["let a = ''; a;", false],
  ["for (const a of b.split(',')) { a; }", false],
  ['for (const a in b) { a; }', false],
  ['const a = b.trim(); a!;', false],
  ['b.c;', false],
])('whether there may be nothing in the last of %s: %s', (text, expected) => {
  const source = parseSource('a.ts', text, true);
  const file = fileFacts(source);
  const found: boolean[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) found.push(mayBeNothing(node.expression, file));
    ts.forEachChild(node, visit);
  };
  visit(source);
  expect(found.at(-1)).toBe(expected);
});
