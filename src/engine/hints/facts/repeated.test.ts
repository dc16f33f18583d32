import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { fileFacts } from './fileFacts.ts';
import { isConditionalIn, isKeptBeyond, repeatedWithSame } from './repeated.ts';
import { nodesIn } from './shapes.ts';

/** The first call of `HERE`. */
function mark(text: string) {
  const source = parseSource('a.ts', text, true);
  const call = [...nodesIn(source)].find((node) => ts.isCallExpression(node) && node.expression.getText(source) === 'HERE');
  return { call: call as ts.CallExpression, file: fileFacts(source) };
}

describe('repeatedWithSame', () => {
  it.each([
    ['for (const x of xs) HERE(1);', 'in each turn of the loop'],
    ['xs.map((x) => HERE(y))', 'in each turn of `map`'],
    ['xs.sort((a, b) => HERE(y))', 'for each comparison'],
    ['for (const x of xs) HERE(x);', null],
    ['for (const x of xs) for (const y of x) HERE(x);', 'in each turn of the loop'],
    ['for (const x of [1, 2]) HERE(1);', null],
    ['for (const x of xs) for (const y of [1, 2]) HERE(1);', 'in each turn of the loop'],
    ['HERE(1);', null],
    ['const f = () => HERE(1); f();', null],
    ['const f = () => HERE(1); xs.map(f);', 'in each call of a function that a loop calls'],
    ['function f(a, b) { return HERE(1); } xs.sort(f);', 'for each comparison'],
    ['function f(a) { return HERE(a); } for (const x of xs) f(x);', null],
    ['let f = () => HERE(1); xs.map(f);', null],

    ['let y = 1; for (const x of xs) { HERE(y); y += 1; }', null],
    ['let y = 1; y = 2; for (const x of xs) HERE(y);', 'in each turn of the loop'],
    ['let y = 1; function set() { y = 2; } for (const x of xs) { HERE(y); set(); }', null],
    ['const y = {}; for (const x of xs) { HERE(y); y.a = x; }', null],
    ['const y = []; for (const x of xs) { HERE(y); y.push(x); }', null],
    ['for (const x of xs) HERE(f());', null],
    ['for (const x of xs) HERE(escapeRegExp(y).trim());', 'in each turn of the loop'],
    ['class A { f() { xs.map(() => HERE(this.y)); } }', null],
  ])('of %s is %s', (text, when) => {
    const { call, file } = mark(text);
    expect(repeatedWithSame(call, call.arguments, file)?.when ?? null).toBe(when);
  });

  it('knows the widest part in which all is the same', () => {
    const { call, file } = mark('for (const x of xs) for (const y of ys) zs.map((z) => HERE(x));');
    expect(file.textOf(repeatedWithSame(call, call.arguments, file)!.part)).toBe('for (const y of ys) zs.map((z) => HERE(x));');
  });
});

describe('isKeptBeyond', () => {
  it.each([
    ['for (const x of xs) kept ??= HERE(1);', true],
    ['let kept; for (const x of xs) if (!kept) kept = HERE(1);', true],
    ['for (const x of xs) cache.kept = cache.kept || HERE(1);', true],
    ['for (const x of xs) cache["kept"] = HERE(1);', true],
    ['for (const x of xs) all[x] = HERE(1);', false],
    ['for (const x of xs) x.all = HERE(1);', false],
    ['for (const x of xs) { let own; own = HERE(1); }', false],
    ['for (const x of xs) { const own = HERE(1); }', false],
  ])('of %s is %s', (text, expected) => {
    const { call, file } = mark(text);
    expect(isKeptBeyond(call, file.source.statements.at(-1)!, file)).toBe(expected);
  });
});

describe('isConditionalIn', () => {
  it.each([
    ['for (;;) HERE();', false],
    ['for (;;) if (HERE()) f();', false],
    ['for (;;) if (a) HERE();', true],
    ['for (;;) a && HERE();', true],
    ['for (;;) HERE() && a;', false],
    ['for (;;) a ? HERE() : b;', true],
    ['for (;;) { try { HERE(); } catch {} }', false],
    ['for (;;) { try { f(); } catch { HERE(); } }', true],
    ['for (;;) { throw HERE(); }', true],
    ['for (;;) { switch (HERE()) {} }', false],
    ['for (;;) { switch (a) { case 1: HERE(); } }', true],
  ])('of %s is %s', (text, expected) => {
    const { call, file } = mark(text);
    expect(isConditionalIn(call, file.source.statements[0]!)).toBe(expected);
  });
});
