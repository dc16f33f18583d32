import { describe, expect, it } from 'vitest';
import { endLineOf } from './functionExtent.ts';

/** The function begins at `^`, which is no part of the text, and ends in the line of `END`. */
function marksOf(marked: string) {
  const lines = marked.split('\n');
  const line = lines.findIndex((each) => each.includes('^')) + 1;
  const column = lines[line - 1]!.indexOf('^') + 1;
  const end = lines.findIndex((each) => each.includes('/*END*/')) + 1;
  const text = lines.map((each) => each.replace('^', '').replace('/*END*/', ''));
  return { text, line, column, end };
}

describe('endLineOf', () => {
  it.each([
    'function f^(a, b) {\n  return a;\n}/*END*/\nf();',
    'class A {\n  m^(x) {\n    if (x) { y(); }\n  }/*END*/\n  n() {}\n}',
    'const f = ^(a) => {\n  return { a };\n};/*END*/\nother();',
    'const f = ^a => a\n  .b((c) => {\n    d();\n  });/*END*/\nother();',
    'items.map(^(each) =>\n  each.value,\n);/*END*/\nother();',
    'items.map(^(each) => each.value);/*END*/\nother();',
    'function f^() {\n  const a = \'}\' + "}" + `}${ { a: 1 } }}`;\n  return /[}/]/.test(a); // }\n  /* } */\n}/*END*/\ng();',
    'function f^(a: { b: number }): { c: number } {\n  return { c: a.b / 2 };\n}/*END*/\ng();',
    'function f^<T extends { a: 1 }>(\n  a: T,\n): void {\n  g(a);\n}/*END*/\ng();',
    "const view = ^() => {\n  return <p>don't</p>;\n};/*END*/\ng();",
    'function f^() { return 1; }/*END*/\nfunction g() {\n}',
  ])('finds the end of a function by its brackets: %s', (marked) => {
    const { text, line, column, end } = marksOf(marked);
    expect(endLineOf(text, line, column, { left: 1000 })).toBe(end);
  });

  it('reads no farther than it may', () => {
    const budget = { left: 100 };
    expect(endLineOf(['function f() {', ...Array<string>(100).fill('  g();'), '}'], 1, 11, budget)).toBeNull();
    expect(endLineOf([`function f() {${' '.repeat(1e6)}}`], 1, 11, { left: 100 })).toBeNull();
    expect(budget.left).toBeLessThanOrEqual(0);
  });

  it('is null where there is none', () => {
    expect(endLineOf(['function f() {', '  g();'], 1, 11, { left: 1000 })).toBeNull();
    expect(endLineOf([], 5, 1, { left: 1000 })).toBeNull();
  });
});
