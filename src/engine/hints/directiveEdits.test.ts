import { globSync } from 'node:fs';
import path from 'node:path';
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { parseSource, syntaxProblems } from '../syntax/index.ts';
import type { RuleCases } from './cases.fixture.ts';
import { disableForFile, disableForLine, removeDirective, type DisableEdit } from './directiveEdits.ts';
import { hintsOf } from './hintsOf.ts';
import { rules } from './rules/index.ts';

const fail = (_rule: string | null, error: unknown): never => {
  throw error;
};

const SPREAD = 'no-accumulating-spread';
const SLOW = 'rows.reduce((all, row) => ({ ...all, [row.id]: row }), {})';

function applied(text: string, edit: DisableEdit | null, reason = 'why'): string {
  if (!edit) throw new Error('there is no edit');
  const lines = text.split('\n');
  const offset = (line: number, column: number) => lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
  const { startLine, startColumn, endLine, endColumn } = edit.range;
  const put = edit.reasonAt === null ? edit.text : edit.text.slice(0, edit.reasonAt) + reason + edit.text.slice(edit.reasonAt);
  return text.slice(0, offset(startLine, startColumn)) + put + text.slice(offset(endLine, endColumn));
}

const OFF = `/* laptime-disable-line ${SPREAD} -- why */ ...all`;

const hintsIn = (file: string, text: string) => hintsOf(file, text, fail, rules, analyse);
const rulesIn = (file: string, text: string) => hintsIn(file, text).hints.map(({ rule }) => rule);

function first(file: string, text: string) {
  const [hint] = hintsIn(file, text).hints;
  if (!hint) throw new Error(`${text} has no hint`);
  return { rule: hint.rule, line: hint.range.startLine, column: hint.range.startColumn };
}

const offForLine = (file: string, text: string) => applied(text, disableForLine(file, text, first(file, text)));

/** What is off for the line or for the file is off, and every comment is used. */
function expectOff(file: string, before: string, after: string): void {
  const { hints, unusedDirectives } = hintsIn(file, after);
  expect(hints.map(({ rule }) => rule)).toEqual(rulesIn(file, before).slice(1));
  expect(unusedDirectives).toEqual([]);
}

describe('a rule that is turned off for a line', () => {
  it.each([
    [
      'in code',
      'a.ts',
      `function f(rows) {\n  return ${SLOW};\n}\n`,
      `function f(rows) {\n  // laptime-disable-next-line ${SPREAD} -- why\n  return ${SLOW};\n}\n`,
    ],
    [
      'between elements',
      'a.tsx',
      `const A = ({ rows }) => (\n  <ul>\n    {Object.keys(${SLOW})}\n  </ul>\n);\n`,
      `const A = ({ rows }) => (\n  <ul>\n    {/* laptime-disable-next-line ${SPREAD} -- why */}\n    {Object.keys(${SLOW})}\n  </ul>\n);\n`,
    ],
    [
      'in an attribute',
      'a.tsx',
      `const A = ({ rows }) => (\n  <Table\n    rows={${SLOW}}\n  />\n);\n`,
      `const A = ({ rows }) => (\n  <Table\n    // laptime-disable-next-line ${SPREAD} -- why\n    rows={${SLOW}}\n  />\n);\n`,
    ],
    [
      'inside of a text',
      'a.js',
      `const t = \`first\n  second \${${SLOW}}\`;\n`,
      `const t = \`first\n  second \${${SLOW.replace('...all', OFF)}}\`;\n`,
    ],
    [
      'in a script of a page',
      'a.vue',
      `<template><p>{{ a }}</p></template>\n<script setup>\nconst all = ${SLOW};\n</script>\n`,
      `<template><p>{{ a }}</p></template>\n<script setup>\n// laptime-disable-next-line ${SPREAD} -- why\nconst all = ${SLOW};\n</script>\n`,
    ],
    [
      'on the line of the tag',
      'a.svelte',
      `<script>const all = ${SLOW};</script>\n`,
      `<script>const all = ${SLOW.replace('...all', OFF)};</script>\n`,
    ],
  ])('%s', (_where, file, before, after) => {
    expect(offForLine(file, before)).toBe(after);
    expectOff(file, before, after);
  });

  it('joins a comment that is there', () => {
    const before = `// laptime-disable-next-line no-await-in-loop -- in this order\nconst all = ${SLOW};\n`;
    const after = offForLine('a.ts', before);
    expect(after).toBe(`// laptime-disable-next-line no-await-in-loop, ${SPREAD} -- in this order\nconst all = ${SLOW};\n`);
    expect(rulesIn('a.ts', after)).toEqual([]);
  });

  it('keeps the ends of lines', () => {
    const before = `const f = (rows) => {\r\n\tconst all = ${SLOW};\r\n}\r\n`;
    expect(rulesIn('a.ts', offForLine('a.ts', before))).toEqual([]);
  });
});

describe('a rule that is turned off for a file', () => {
  const off = (file: string, text: string) => applied(text, disableForFile(file, text, SPREAD));

  it.each([
    ['at its beginning', 'a.ts', `const all = ${SLOW};\n`, `/* laptime-disable ${SPREAD} -- why */\nconst all = ${SLOW};\n`],
    [
      'behind what starts it',
      'a.mjs',
      `#!/usr/bin/env node\nconst all = ${SLOW};\n`,
      `#!/usr/bin/env node\n/* laptime-disable ${SPREAD} -- why */\nconst all = ${SLOW};\n`,
    ],
    [
      'behind a comment about the file',
      'a.ts',
      `/* By me. */\n\nconst all = ${SLOW};\n`,
      `/* By me. */\n\n/* laptime-disable ${SPREAD} -- why */\nconst all = ${SLOW};\n`,
    ],
    [
      'in the first script of a page',
      'a.vue',
      `<template />\n<script>\n  const all = ${SLOW};\n</script>\n`,
      `<template />\n<script>\n  /* laptime-disable ${SPREAD} -- why */\n  const all = ${SLOW};\n</script>\n`,
    ],
  ])('%s', (_where, file, before, after) => {
    expect(off(file, before)).toBe(after);
    expectOff(file, before, after);
  });

  it('joins a comment that is there', () => {
    const before = `/* laptime-disable no-await-in-loop -- a script */\nconst all = ${SLOW};\n`;
    expect(off('a.ts', before)).toBe(`/* laptime-disable no-await-in-loop, ${SPREAD} -- a script */\nconst all = ${SLOW};\n`);
  });
});

describe('a comment that turns off nothing', () => {
  const removed = (file: string, text: string) => {
    const { unusedDirectives } = hintsIn(file, text);
    const names = unusedDirectives.flatMap(({ rule }) => rule ?? []);
    return applied(text, removeDirective(file, text, unusedDirectives[0]!.range, names));
  };

  it.each([
    ['goes with its line', 'a.ts', 'let a = 1;\n  // laptime-disable-next-line no-x -- why\nlet b = 2;\n', 'let a = 1;\nlet b = 2;\n'],
    ['goes from the end of a line', 'a.ts', 'let a = 1; // laptime-disable-line no-x\nlet b = 2;\n', 'let a = 1;\nlet b = 2;\n'],
    ['goes from the beginning of a line', 'a.ts', '  /* laptime-disable-line no-x -- why */ let a = 1;\n', '  let a = 1;\n'],
    [
      'goes from between elements',
      'a.tsx',
      'const a = (\n  <p>\n    {/* laptime-disable-next-line no-x */}\n    {b}\n  </p>\n);\n',
      'const a = (\n  <p>\n    {b}\n  </p>\n);\n',
    ],
    [
      'keeps the rules that it turns off',
      'a.ts',
      `// laptime-disable-next-line no-x, ${SPREAD}, no-y -- why\nconst all = ${SLOW};\n`,
      `// laptime-disable-next-line ${SPREAD} -- why\nconst all = ${SLOW};\n`,
    ],
    ['leaves the brace before it', 'a.ts', 'if (a) { // laptime-disable-line no-x\n  b();\n}\n', 'if (a) {\n  b();\n}\n'],
    ['leaves the braces around it', 'a.ts', 'function f() { /* laptime-disable-line no-x */ }\n', 'function f() { }\n'],
    ['goes without a name', 'a.ts', '/* laptime-disable */\nlet a = 1;\n', 'let a = 1;\n'],
  ])('%s', (_how, file, before, after) => {
    expect(removed(file, before)).toBe(after);
  });

  it('is known by its place', () => {
    const text = 'let a = 1;\n';
    const range = { startLine: 1, startColumn: 4, endLine: 1, endColumn: 8 };
    expect(removeDirective('a.ts', text, range, [])).toBeNull();
  });
});

describe('all that rules find in their cases', async () => {
  const files = globSync('rules/*/*.cases.ts', { cwd: import.meta.dirname });
  const modules = await Promise.all(files.map((file) => import(path.join(import.meta.dirname, file)) as Promise<{ cases: RuleCases }>));
  const texts = modules.flatMap(({ cases }) => cases.hits);
  const fileOf = (text: string): string => /^\/\/ (\S+\.\w+)\n/u.exec(text)?.[1] ?? 'src/code.tsx';

  it('is turned off where it stands, one after the other, and all comments are used', () => {
    expect(texts.length).toBeGreaterThan(400);
    for (const before of texts) {
      const file = fileOf(before);
      let text = before;
      // Each turns off one at least.
      for (let left = rulesIn(file, text).length; left > 0; left -= 1) {
        if (rulesIn(file, text).length === 0) break;
        text = offForLine(file, text);
      }
      expect(hintsIn(file, text), text).toEqual({ hints: [], unusedDirectives: [] });
      expect(syntaxProblems(parseSource(file, text)), text).toEqual([]);
    }
  });

  it('is turned off for the file', () => {
    for (const before of texts) {
      const file = fileOf(before);
      let text = before;
      for (const rule of new Set(rulesIn(file, before))) text = applied(text, disableForFile(file, text, rule));
      expect(hintsIn(file, text), text).toEqual({ hints: [], unusedDirectives: [] });
    }
  });
});
