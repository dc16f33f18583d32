import { expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { fileFacts } from './fileFacts.ts';
import { expectsNothing, mayBeNothing } from './nothing.ts';
import { nodesIn } from './shapes.ts';

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

it.each([
  ['a.ts', 'const b = a[0];', false],
  ['a.js', 'const b = a[0];', true],
  ['a.ts', 'f(a[0]!);', true],
  ['a.ts', 'f(a[0].b);', false],
  ['a.ts', 'f(a[0]?.b);', true],
  ['a.ts', 'f(a[0] ?? b);', true],
  ['a.ts', 'f(b ?? a[0]);', false],
  ['a.ts', 'if (a[0]) f();', true],
  ['a.ts', 'f(a[0] !== undefined);', true],
])('whether %s expects nothing in %s: %s', (name, text, expected) => {
  const source = parseSource(name, text, true);
  const first = [...nodesIn(source)].find(ts.isElementAccessExpression);
  expect(expectsNothing(first!, source)).toBe(expected);
});
