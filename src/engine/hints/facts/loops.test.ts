import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { isInvariantIn, mayChangeIn } from './changes.ts';
import { loopAround, loopsAround } from './loops.ts';
import { namesOf } from './names.ts';

/** Every `HERE` of a text. */
function marks(text: string): ts.Identifier[] {
  const source = parseSource('a.ts', text, true);
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'HERE') found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('loopAround', () => {
  it.each([
    ['for (const x of HERE) {}', null],
    ['for (const x of xs) HERE;', 'forOf'],
    ['for (const k in o) { if (a) { HERE; } }', 'forIn'],
    ['for (let i = HERE; ;) {}', null],
    ['for (let i = 0; i < HERE; ) {}', 'for'],
    ['for (;; HERE) {}', 'for'],
    ['while (HERE) {}', 'while'],
    ['do {} while (HERE)', 'do'],
    ['xs.map((x) => HERE)', 'callback'],
    ['xs.forEach(function () { HERE; })', 'callback'],
    ['xs.sort((a, b) => HERE)', 'comparator'],
    ['Array.from(xs, () => HERE)', 'callback'],
    ['Array.from({ length: HERE })', null],
    ['HERE.map((x) => x)', null],
    ['xs.reduce((a) => a, HERE)', null],
    ['xs.then(() => HERE)', null],
    ['for (const x of xs) later(() => HERE);', null],
    ['for (const x of xs) (() => HERE)();', 'forOf'],
    ['for (const x of xs) { class C { a = HERE } }', null],
    ['function f() { HERE; } for (;;) f();', null],
  ])('of %s is %s', (text, kind) => {
    expect(loopAround(marks(text)[0]!)?.kind ?? null).toBe(kind);
  });

  it('goes outwards', () => {
    const [mark] = marks('for (const a of as) bs.map((b) => { while (c) HERE; });');
    expect(loopsAround(mark!).map(({ kind }) => kind)).toEqual(['while', 'callback', 'forOf']);
  });
});

describe('mayChangeIn', () => {
  it.each([
    ['a.includes(x)', false],
    ['a[0]; a.length; a.b.c; f(a.length); `${a}`; if (a) {}; a + 1;', false],
    ['a.map(f); [...a]; for (const x of a) {} JSON.stringify(a); new Set(a); Object.keys(a);', false],
    ['a.push(1)', true],
    ['a.b.push(1)', true],
    ['a[0] = 1', true],
    ['a.x.y += 1', true],
    ['a = []', true],
    ['a.length = 0', true],
    ['delete a.b', true],
    ['[a[0]] = x', true],
    ['f(a)', true],
    ['f({ a })', true],
    ['b = a', true],
    ['b = a || c', true],
    ['() => a', true],
    ['Object.assign(a, b)', true],
    ['Array.from(a)', false],
  ])('of %s is %s', (text, expected) => {
    const source = parseSource('a.ts', `let a; for (;;) { ${text} }`, true);
    const names = namesOf(source);
    const variable = names.fileScope.variables.get('a')!;
    expect(mayChangeIn(variable, source.statements[1]!, names)).toBe(expected);
  });
});

describe('isInvariantIn', () => {
  it.each([
    ['xs.length', true],
    ['xs[i]', false],
    ['x', false],
    ['JSON', true],
    ['f()', false],
    ['[1, "a", k]', true],
    ['this.x', false],
    ['k++', false],
    ['changed.length', false],
  ])('of %s is %s', (text, expected) => {
    const source = parseSource(
      'a.ts',
      `const k = 1, xs = [], changed = []; for (let i = 0; i < 3; i++) { const x = 1; changed.push(1); (${text}); }`,
      true,
    );
    const loop = source.statements[1] as ts.ForStatement;
    const last = (loop.statement as ts.Block).statements.at(-1) as ts.ExpressionStatement;
    expect(isInvariantIn(last.expression, loop, namesOf(source))).toBe(expected);
  });
});
