import { describe, expect, it } from 'vitest';
import { outline } from './outline.ts';
import { readBenchFile } from './readBenchFile.ts';

describe('tinybench', () => {
  it('reads a file that runs itself', () => {
    const text = `
      import { Bench } from 'tinybench';

      const bench = new Bench({ name: 'simple benchmark', time: 100 });

      bench
        .add('faster task', () => { console.log('I am faster'); })
        .add('slower task', async () => { await new Promise((r) => setTimeout(r, 1)); }, { beforeAll() {} });

      await bench.run();
      console.log(bench.name);
      console.table(bench.table());
    `;
    expect(outline(text)).toEqual(['+ simple benchmark', '  - faster task', '  - slower task']);
    expect(readBenchFile('a.mjs', text)).toMatchObject({ api: 'tinybench', problems: [] });
  });

  it('has no group for a Bench without a name', () => {
    expect(
      outline(`import { Bench } from 'tinybench'; const bench = new Bench(); bench.add('a', () => {}); bench.add('b', () => {});`),
    ).toEqual(['- a', '- b']);
  });

  it.each([
    ['a chain on the constructor', `await new Bench({ name: 'g' }).add('a', () => {}).run()`],
    ['a namespace', `const b = new tinybench.Bench({ name: 'g' }); b.add('a', () => {})`],
    ['a later assignment', `let b; b = new Bench({ name: 'g' }); b.add('a', () => {})`],
    ['withCodSpeed', `const b = withCodSpeed(new Bench({ name: 'g' })); b.add('a', () => {})`],
    ['withCodSpeed on a variable', `const plain = new Bench({ name: 'g' }); const b = withCodSpeed(plain); b.add('a', () => {})`],
    [
      'main',
      `async function main() { const b = new Bench({ name: 'g' }); b.add('a', () => {}); await b.run(); } main().catch(console.error)`,
    ],
    ['an async function that is called at once', `(async () => { const b = new Bench({ name: 'g' }); b.add('a', () => {}); })()`],
    [
      'a function that makes it',
      `const b = make('g'); b.add('a', () => {}); function make(name) { const made = new Bench({ name }); return made; }`,
    ],
    ['options in a constant', `const options = { name: 'g', time: 10 }; const b = new Bench(options); b.add('a', () => {})`],
    ['options that are spread', `const base = { name: 'g' }; const b = new Bench({ ...base, time: 10 }); b.add('a', () => {})`],
    ['a name in a constant', `const name = 'g'; const b = new Bench({ name }); b.add('a', () => {})`],
    ['a function that adds', `const b = new Bench({ name: 'g' }); fill(b); function fill(bench) { bench.add('a', () => {}); }`],
    ['an export', `export const b = new Bench({ name: 'g' }); b.add('a', () => {})`],
    [
      'another method between',
      `const b = new Bench({ name: 'g' }); b.addEventListener('cycle', () => {}); b.remove('z').add('a', () => {})`,
    ],
  ])('follows %s', (_, statement) => {
    expect(outline(`import * as tinybench from 'tinybench'; import { Bench } from 'tinybench';\n${statement};`)).toEqual(['+ g', '  - a']);
  });

  it.each([
    [`const { Bench } = require('tinybench'); new Bench().add('a', () => {})`],
    [`const tinybench = require('tinybench'); new tinybench.Bench().add('a', () => {})`],
    [`const Bench = require('tinybench').Bench; new Bench().add('a', () => {})`],
    [`import('tinybench').then(); (async () => { const { Bench } = await import('tinybench'); new Bench().add('a', () => {}); })()`],
  ])('follows %s', (text) => {
    expect(outline(text, 'a.bench.cjs')).toEqual(['- a']);
    expect(readBenchFile('a.bench.cjs', text).api).toBe('tinybench');
  });

  it('tells several apart, wherever they are filled', () => {
    const text = `
      import { Bench } from 'tinybench';
      const make = (name: string) => new Bench({ name, time: 50 });
      const maps = make('maps');
      const sets = make('sets');
      maps.add('get', () => {});
      sets.add('has', () => {});
      maps.add('set', () => {});
    `;
    expect(outline(text)).toEqual(['+ maps', '  - get', '  - set', '+ sets', '  - has']);
  });

  it.each([
    [
      `for (const n of sizes) { const b = new Bench({ name: \`n = \${n}\` }); b.add('a', () => {}).add('b', () => {}); }`,
      ['+ n = … ~', '  - a ~', '  - b ~'],
    ],
    [`const b = new Bench(); for (const n of sizes) b.add('n ' + n, () => {})`, ['- n … ~']],
    [`const b = new Bench(); b.add(unknown(), () => {}).add('b', () => {})`, ['- … ~', '- b']],
    [`function fill(bench: Bench) { bench.add('a', () => {}); } fill(one); fill(two)`, ['- a ~']],
    [`export async function run() { const b = new Bench(); b.add('a', () => {}); }`, ['- a ~']],
    [`const b = new Bench(elsewhere()); b.add('a', () => {})`, ['- a ~']],
    [`const b = new Bench({ ...elsewhere }); b.add('a', () => {})`, ['- a ~']],
    [`const b = new Bench({ ...elsewhere, name: 'g' }); b.add('a', () => {})`, ['+ g', '  - a']],
    [`const b = new Bench(); if (fast) b.add('a', () => {})`, ['- a']],
    [`const b = new Bench(); b.todo('later')`, ['- later todo']],
  ])('reads %s', (statement, expected) => {
    expect(outline(`import { Bench } from 'tinybench';\n${statement};`)).toEqual(expected);
  });

  it('has no groups of other libraries in its path', () => {
    const text = `import { describe } from 'vitest'; import { Bench } from 'tinybench';
      describe('g', () => { new Bench().add('a', () => {}); new Bench({ name: 'h' }).add('b', () => {}); });`;
    expect(outline(text)).toEqual(['- a', '+ h', '  - b']);
  });

  it('reads functions that call each other all round', () => {
    const names = Array.from({ length: 14 }, (_, i) => `f${i}`);
    const functions = names.map((name) => `function ${name}(x) { return ${names.map((other) => `${other}(x)`).join(' + ')}; }`);
    expect(
      outline(`import { Bench } from 'tinybench'; ${functions.join('\n')} const b = new Bench(); b.add('a', () => {}); f0(1); f1(1);`),
    ).toEqual(['- a']);
  });

  it('does not take other classes or collections for it', () => {
    const text = `import { Bench } from 'tinybench'; const set = new Set(); set.add('a', () => {}); class Other {} new Other().add('b', () => {});`;
    expect(outline(text)).toEqual([]);
  });

  it('gives each task of a chain its own place', () => {
    const text = `import { Bench } from 'tinybench';\nnew Bench()\n  .add('a', () => {})\n  .add('b', () => {\n  });`;
    expect(readBenchFile('a.bench.ts', text).nodes.map(({ range }) => range)).toEqual([
      { startLine: 3, startColumn: 4, endLine: 3, endColumn: 22 },
      { startLine: 4, startColumn: 4, endLine: 5, endColumn: 5 },
    ]);
  });

  it('stretches a group over its tasks', () => {
    const text = `import { Bench } from 'tinybench';\nconst b = new Bench({ name: 'g' });\nb.add('a', () => {});`;
    expect(readBenchFile('a.bench.ts', text).nodes[0]?.range).toMatchObject({ startLine: 2, startColumn: 11, endLine: 3 });
  });
});
