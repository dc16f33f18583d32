import { describe, expect, it } from 'vitest';
import { hintsOf, ruleFacts } from './hintsOf.ts';
import type { Rule } from './rule.ts';

const spread = 'const all = rows.reduce((sums, row) => ({ ...sums, [row.id]: row }), {});';
const fail = (rule: string | null, error: unknown) => {
  throw new Error(`${rule ?? 'all'} failed`, { cause: error });
};
const of = (text: string, file = 'src/a.ts') => hintsOf(file, text, fail);
const short = (text: string, file?: string) =>
  of(text, file).hints.map(({ rule, range }) => `${rule} ${range.startLine}:${range.startColumn}`);
const unused = (text: string) => of(text).unusedDirectives.map(({ range, message }) => `${range.startLine} ${message}`);

describe('hintsOf', () => {
  it('says what a rule finds, and where', () => {
    const [hint, ...others] = of(`\n${spread}\n`).hints;
    expect(others).toEqual([]);
    expect(hint).toMatchObject({
      rule: 'no-accumulating-spread',
      category: 'cpu',
      gate: 'always',
      file: 'src/a.ts',
      range: { startLine: 2, startColumn: 43, endLine: 2, endColumn: 50 },
      message: expect.stringMatching(/^`\.\.\.sums` copies the whole object/u),
      heat: null,
    });
  });

  it.each(['a.js', 'a.mjs', 'a.cjs', 'a.jsx', 'a.ts', 'a.mts', 'a.cts', 'a.tsx'])('reads %s', (file) => {
    expect(short(spread, file)).toHaveLength(1);
  });

  it('takes a comment that turns a rule off for no reason of the rule itself', () => {
    const loop = (comment: string) => `async function f(ids) { for (const id of ids) {\n${comment}\nusers.push(await load(id)); } }`;
    expect(unused(loop('// laptime-disable-next-line no-await-in-loop -- one at a time'))).toEqual([]);
    expect(unused(loop('// eslint-disable-next-line no-await-in-loop'))).toEqual([]);
    expect(short(loop('// eslint-disable-next-line no-await-in-loop'))).toEqual([]);
    expect(short(loop('// each user'))).toEqual(['no-await-in-loop 3:12']);
  });

  it.each(['src/a.test.ts', 'test/a.ts', '__tests__/a.js', 'src/a.stories.tsx', 'benchmarks/a.ts'])('finds nothing in %s', (file) => {
    expect(short(spread, file)).toEqual([]);
  });

  it.each(['src/benchmarks/a.ts', 'src/stories/a.ts', 'src/latest/a.ts', 'src/test.ts'])('finds as much as elsewhere in %s', (file) => {
    expect(short(spread, file)).toHaveLength(1);
  });

  it('reads the script of a page, at its place', () => {
    const page = `<template>\n  <p />\n</template>\n<script lang="ts">\n${spread}\n</script>\n`;
    expect(short(page, 'a.vue')).toEqual(['no-accumulating-spread 5:43']);
    expect(short(page, 'a.svelte')).toEqual(['no-accumulating-spread 5:43']);
  });

  it('has the same places with a mark of the byte order and with any line ends', () => {
    expect(short(`// a\r\n${spread}\r\n`)).toEqual(['no-accumulating-spread 2:43']);
    expect(short(`\uFEFF// a\n${spread}`)).toEqual(['no-accumulating-spread 2:43']);
  });

  it('finds what is sound in half-typed code, wherever it breaks off', () => {
    expect(short(`${spread}\nfunction later( {\n  const x = ;\n`)).toEqual(['no-accumulating-spread 1:43']);
    const text = `class A { async b(ids) { for (const id of ids) { const x = await get(id); this.c.push(x); } } }\n${spread}`;
    for (let end = 0; end <= text.length; end += 1) of(text.slice(0, end));
  });

  it('gives nothing, and throws nothing, for what is nested too deep', () => {
    expect(of(`${'['.repeat(200_000)}1`).hints).toEqual([]);
  });

  it('leaves out a rule that throws, and tells of it', () => {
    const broken: Rule = {
      ...{ id: 'broken', category: 'cpu', gate: 'always', title: 'Broken', costs: [] },
      docs: { why: '', before: '', after: '', silent: [], peers: [] },
      check: (file, report) => ({
        CallExpression(node) {
          report({ node, cost: 'none', message: 'It is slow' });
          if (file.textOf(node) === 'b()') throw new Error('no');
        },
      }),
    };
    const told: unknown[] = [];
    const whole: Rule = {
      ...broken,
      id: 'whole',
      check: (_, report) => ({ NewExpression: (node) => report({ node, cost: '', message: '' }) }),
    };
    const { hints } = hintsOf('a.ts', 'a(); b(); c(); new D();', (rule) => void told.push(rule), [broken, whole]);
    expect(told).toEqual(['broken']);
    expect(hints.map(({ rule }) => rule)).toEqual(['whole']);
  });

  it('has a fingerprint that stays when lines move, and tells equal lines apart', () => {
    const [first, second] = of(`${spread}\n${spread}`).hints;
    const [moved] = of(`\n\n  ${spread}`).hints;
    expect(moved!.fingerprint).toBe(first!.fingerprint);
    expect(second!.fingerprint).not.toBe(first!.fingerprint);
    expect(first!.fingerprint).toMatch(/^[\da-f]{16}$/u);
  });
});

describe('comments that turn rules off', () => {
  it('take effect', () => {
    expect(short(`// laptime-disable-next-line no-accumulating-spread -- three rows\n${spread}`)).toEqual([]);
    expect(short(`${spread} // laptime-disable-line`)).toEqual([]);
    expect(short(`/* laptime-disable no-await-in-loop */\n${spread}`)).toHaveLength(1);
  });

  it('are told where they turn off nothing', () => {
    expect(unused(`// laptime-disable-next-line no-accumulating-spread\n${spread}`)).toEqual([]);
    expect(unused('// laptime-disable-next-line\na();')).toEqual(['1 This comment turns off nothing: no rule finds anything there']);
    expect(unused(`// laptime-disable-next-line no-accumulating-spread, no-await-in-loop, no-nonsense\n${spread}`)).toEqual([
      '1 `no-await-in-loop` finds nothing there that could be turned off',
      '1 There is no rule `no-nonsense`',
    ]);
  });

  it('are not told of in code that cannot be read in full', () => {
    expect(unused('// laptime-disable-next-line\nconst a = ;')).toEqual([]);
  });
});

describe('ruleFacts', () => {
  it('has every rule, in words', () => {
    for (const { id, title, about } of ruleFacts()) expect([id, title, about].every((text) => text.length > 3)).toBe(true);
  });
});
