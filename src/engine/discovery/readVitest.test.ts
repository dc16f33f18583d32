import { describe, expect, it } from 'vitest';
import { outline } from './outline.ts';
import { readBenchFile } from './readBenchFile.ts';

describe('vitest 1 to 4', () => {
  it('reads groups and benchmarks', () => {
    const text = `
      import { bench, describe } from 'vitest';
      import { parse } from '../src/parse';

      describe('parse', () => {
        const input = '{"a":1}'.repeat(3);
        bench('ours', () => { parse(input); });
        bench('JSON.parse', () => { JSON.parse(input); }, { time: 500, iterations: 10 });
        describe('deep', () => {
          bench('ours', () => { parse('[[[]]]'); });
        });
      });
    `;
    expect(outline(text)).toEqual(['+ parse', '  - ours', '  - JSON.parse', '  + deep', '    - ours']);
    expect(readBenchFile('a.bench.ts', text)).toMatchObject({ file: 'a.bench.ts', api: 'vitest', problems: [] });
  });

  it.each([
    ['renamed imports', `import { bench as b, suite as s } from 'vitest'; s('g', () => { b('a', () => {}); });`],
    ['a namespace', `import * as v from 'vitest'; v.describe('g', () => { v.bench('a', () => {}); });`],
    ['require', `const { bench, describe } = require('vitest'); describe('g', function () { bench('a', function () {}); });`],
    ['a required namespace', `const vitest = require('vitest'); vitest.suite('g', () => vitest.bench('a', () => {}));`],
    ['renamed destructuring', `const { bench: b, describe: d } = require('vitest'); d('g', () => { b('a', () => {}); });`],
    ['import equals', `import v = require('vitest'); v.describe('g', () => { v.bench('a', () => {}); });`],
    ['dynamic import', `const { bench, describe } = await import('vitest'); describe('g', () => { bench('a', () => {}); });`],
    ['globals', `describe('g', () => { bench('a', () => {}); });`],
    ['globals beside an import of types', `import type { Bench } from 'tinybench'; describe('g', () => { bench('a', () => {}); });`],
    ['an async callback', `import { bench, describe } from 'vitest'; describe('g', async () => { await load(); bench('a', () => {}); });`],
    ['type arguments', `import { bench, describe } from 'vitest'; describe<{}>('g', () => { bench<void>('a', () => {}); });`],
    [
      'an alias',
      `import { bench, describe } from 'vitest'; const b = bench, { d } = { d: 1 }; describe('g', () => { b('a', () => {}); });`,
    ],
    ['a computed member', `import * as v from 'vitest'; v['describe']('g', () => { v['bench']('a', () => {}); });`],
    [
      'a function that is passed by name',
      `import { bench, describe } from 'vitest'; describe('g', all); function all() { bench('a', () => {}); }`,
    ],
    [
      'a function that is called once',
      `import { bench, describe } from 'vitest'; describe('g', () => { all(); }); const all = () => { bench('a', () => {}); };`,
    ],
    [
      'a function that is called at once',
      `import { bench, describe } from 'vitest'; (() => { describe('g', () => { bench('a', () => {}); }); })();`,
    ],
    ['a condition', `import { bench, describe } from 'vitest'; describe('g', () => { if (process.env.CI) bench('a', () => {}); });`],
    ['try and catch', `import { bench, describe } from 'vitest'; describe('g', () => { try { bench('a', () => {}); } catch {} });`],
    ['an export', `import { bench, describe } from 'vitest'; export default describe('g', () => { bench('a', () => {}); });`],
  ])('follows %s', (_, text) => {
    expect(outline(text)).toEqual(['+ g', '  - a']);
    expect(readBenchFile('a.bench.ts', text).api).toBe('vitest');
  });

  it.each([
    [`bench.skip('a', () => {})`, ['- a skip']],
    [`bench.only('a', () => {})`, ['- a only']],
    [`bench.todo('a')`, ['- a todo']],
    [`const b = bench.skip; b('a', () => {})`, ['- a skip']],
    [`const b = process.env.CI ? bench.skip : bench; b('a', () => {})`, ['- a']],
    [`bench.skipIf(true)('a', () => {})`, ['- a skip']],
    [`bench.skipIf(slow)('a', () => {})`, ['- a']],
    [`bench.runIf(false)('a', () => {})`, ['- a skip']],
    [`describe.skip('g', () => { bench.only('a', () => {}); bench('b', () => {}); })`, ['+ g skip', '  - a skip', '  - b skip']],
    [`describe.only('g', () => { bench('a', () => {}); bench.skip('b', () => {}); })`, ['+ g only', '  - a only', '  - b skip']],
    [`describe.todo('g')`, ['+ g todo']],
    [`describe.concurrent.skip('g', () => { bench('a', () => {}); })`, ['+ g skip', '  - a skip']],
    [`describe.skipIf(process.platform === 'win32')('g', () => { bench('a', () => {}); })`, ['+ g', '  - a']],
    [`describe('g', { skip: true }, () => { bench('a', () => {}); })`, ['+ g skip', '  - a skip']],
    [`describe.shuffle('g', () => { bench('a', () => {}); })`, ['+ g', '  - a']],
  ])('reads the mode of %s', (statement, expected) => {
    expect(outline(`import { bench, describe } from 'vitest';\n${statement};`)).toEqual(expected);
  });

  it.each([
    [`describe.each([1, 10])('size %i', (n) => { bench('sort', () => {}); })`, ['+ size %i ~', '  - sort ~']],
    ['describe.each`n\n${1}\n${2}`("size $n", ({ n }) => { bench("sort", () => {}); })', ['+ size $n ~', '  - sort ~']],
    [`for (const n of [1, 10]) bench(\`sort \${n}\`, () => {})`, ['- sort … ~']],
    [`for (let i = 0; i < 3; i++) { describe('g', () => { bench('a', () => {}); }); }`, ['+ g ~', '  - a ~']],
    [`[1, 10].forEach((n) => { bench('sort ' + n + ' items', () => {}); })`, ['- sort … items ~']],
    [`Object.entries(libs).map(([name, fn]) => bench(name, fn))`, ['- … ~']],
    [`function add(name) { bench(name, () => {}); } add('a'); add('b')`, ['- … ~']],
    [`const name = 'x'; for (const name of names) bench(name, () => {})`, ['- … ~']],
    [`while (more()) { bench('a', () => {}); }`, ['- a ~']],
  ])('knows only after a run: %s', (statement, expected) => {
    expect(outline(`import { bench, describe } from 'vitest';\n${statement};`)).toEqual(expected);
  });

  it('keeps a group whose function is elsewhere or shared', () => {
    const text = `
      import { bench, describe } from 'vitest';
      import { imported } from './shared';
      function shared() { bench('a', () => {}); }
      function other() { return 1; }
      describe('imported', imported);
      describe('shared 1', shared);
      describe('shared 2', () => { shared(); });
      describe('no benchmarks', () => { other(); other(); });
    `;
    expect(outline(text)).toEqual(['- a ~', '+ imported', '+ shared 1', '+ shared 2']);
  });

  it('leaves out what is no benchmark', () => {
    const text = `
      import { bench, describe, beforeAll, expect } from 'vitest';
      import { describe as other } from './other';
      beforeAll(() => { prepare(); });
      describe('empty', () => {});
      other('not vitest', () => {});
      table.bench('x', () => {});
      { const bench = console.log; bench('not a benchmark'); }
    `;
    expect(outline(text)).toEqual([]);
    expect(readBenchFile('a.bench.ts', text).api).toBe('vitest');
  });
});

describe('vitest 5', () => {
  it('reads a test as a group of the benchmarks in it', () => {
    const text = `
      import { describe, expect, test } from 'vitest';
      describe('queue', () => {
        test('push', async ({ bench, expect }) => {
          const result = await bench.compare(
            bench('array', () => {}),
            bench('linked list', { beforeAll() {} }, () => {}),
            bench.from('main', './main.json'),
            { iterations: 10 },
          );
          expect(result.get('array')).toBeFasterThan(result.get('linked list'));
        });
        test('is a queue', () => { expect(1).toBe(1); });
      });
    `;
    expect(outline(text)).toEqual(['+ queue', '  + push', '    - array', '    - linked list']);
  });

  it.each([
    ['a renamed fixture', `test('t', async ({ bench: b }) => { await b('a', () => {}).run(); })`],
    ['the context', `test('t', async (context) => { await context.bench('a', () => {}).run(); })`],
    ['the context taken apart', `test('t', async (context) => { const { bench } = context; await bench('a', () => {}).run(); })`],
    ['an alias of the fixture', `test('t', async ({ bench }) => { const b = bench; const a = b('a', () => {}); await a.run(); })`],
    ['it', `it('t', async ({ bench }) => { await bench('a', () => {}).run(); })`],
    ['options', `test('t', { timeout: 1e5 }, async ({ bench }) => { await bench('a', () => {}).run(); })`],
    ['an extended test', `const my = test.extend({ db: 1 }); my('t', async ({ bench, db }) => { await bench('a', () => {}).run(); })`],
    [
      'a function of the file',
      `test('t', async ({ bench }) => { await all(bench); }); async function all(b) { await b('a', () => {}).run(); }`,
    ],
    ['test.describe', `test('t', async ({ bench }) => { await bench('a', () => {}).run(); }); test.describe('empty', () => {})`],
    ['Promise.all', `test('t', async ({ bench }) => { await Promise.all([bench('a', () => {}).run()]); })`],
  ])('follows %s', (_, text) => {
    expect(outline(`import { it, test } from 'vitest';\n${text};`)).toEqual(['+ t', '  - a']);
  });

  it.each([
    [`test.skip('t', async ({ bench }) => { await bench('a', () => {}).run(); })`, ['+ t skip', '  - a skip']],
    [`test.only('t', async ({ bench }) => { await bench('a', () => {}).run(); })`, ['+ t only', '  - a only']],
    [`test.todo('t')`, []],
    [`test.for([1, 2])('n %i', async (n, { bench }) => { await bench('a', () => n).run(); })`, ['+ n %i ~', '  - a ~']],
    [`test('t', async ({ bench }) => { for (const lib of libs) await bench(lib.name, lib.fn).run(); })`, ['+ t', '  - … ~']],
    [
      `test('t', async ({ bench }) => { await bench(sortQuickly, () => {}).run(); }); function sortQuickly() {}`,
      ['+ t', '  - sortQuickly'],
    ],
    [`test('t', async ({ bench }) => { await elsewhere(bench); })`, ['+ t']],
  ])('reads %s', (statement, expected) => {
    expect(outline(`import { test } from 'vitest';\n${statement};`)).toEqual(expected);
  });

  it('does not take the outer bench for the fixture', () => {
    const text = `import { bench, test } from 'vitest'; bench('old', () => {}); test('t', async ({ bench }) => { await bench('new', () => {}).run(); });`;
    expect(outline(text)).toEqual(['- old', '+ t', '  - new']);
  });

  it('ends a benchmark where its chain ends', () => {
    const text = `test('t', async ({ bench }) => {\n  await bench('a', () => {})\n    .run();\n});`;
    expect(readBenchFile('a.bench.ts', text).nodes[0]?.children[0]?.range).toEqual({
      startLine: 2,
      startColumn: 9,
      endLine: 3,
      endColumn: 11,
    });
  });
});
