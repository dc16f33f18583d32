import { describe, expect, it } from 'vitest';
import type { BenchNode } from '../../model/benchmark.ts';
import { outline } from './outline.ts';
import { readBenchFile } from './readBenchFile.ts';

const flat = (nodes: readonly BenchNode[]): BenchNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
const idsOf = (text: string) => flat(readBenchFile('a.bench.ts', text).nodes).map(({ id }) => id);

describe('names', () => {
  it.each([
    [`'single'`, 'single'],
    [`"it's"`, "it's"],
    ['`plain`', 'plain'],
    [`'a' + "b" + \`c\``, 'abc'],
    ['`${N} items`', '1000 items'],
    ['`${LABEL}/${N}`', 'sort/1000'],
    [`LABEL + ' ' + 2 * N`, 'sort 2000'],
    ['`${N / 8} ${2 ** 10} ${-1}`', '125 1024 -1'],
    ['`${(LABEL as string)!}`', 'sort'],
    [`NESTED`, 'sort of 1000'],
    [`quick.name`, 'quick'],
    [`Sorter`, 'Sorter'],
    [`arrow`, 'arrow'],
    [`'emoji 🚀 > "quoted"'`, 'emoji 🚀 > "quoted"'],
    [`'line\\nbreak'`, 'line\nbreak'],
    [`''`, ''],
    [`1e3`, '1000'],
  ])('%s is known', (expression, name) => {
    const text = `import { bench } from 'vitest';
      const N = 1_000; const LABEL = 'sort' as const; const NESTED = \`\${LABEL} of \${N}\`;
      function quick() {} class Sorter {} const arrow = () => {};
      bench(${expression}, () => {});`;
    expect(readBenchFile('a.bench.ts', text).nodes).toMatchObject([{ name, path: [name], dynamic: false, id: `a.bench.ts > ${name}` }]);
  });

  it.each([
    ['`${count} items`', '… items'],
    ['`${a}${b} of ${c}`', '… of …'],
    [`imported`, '…'],
    [`ImportedClass`, 'ImportedClass'],
    [`mutable`, '…'],
    [`circleA`, '…'],
    [`label()`, '…'],
    ['`${10n}`', '…'],
    [`cond ? 'a' : 'b'`, '…'],
    [`'a' + count + 'b'`, 'a…b'],
    [`taken`, '…'],
  ])('%s is known only in part', (expression, name) => {
    const text = `import { bench } from 'vitest'; import { imported, ImportedClass, count } from './x';
      let mutable = 'x'; const circleA = circleB; const circleB = circleA; const { taken } = { taken: 'x' };
      bench(${expression}, () => {});`;
    expect(readBenchFile('a.bench.ts', text).nodes).toMatchObject([{ name, dynamic: true }]);
  });

  it('takes the constant of the nearest scope', () => {
    const text = `import { bench, describe } from 'vitest'; const n = 1;
      describe('g', () => { const n = 2; bench(\`n \${n}\`, () => {}); }); bench(\`n \${n}\`, () => {});`;
    expect(outline(text)).toEqual(['+ g', '  - n 2', '- n 1']);
  });
});

describe('ids', () => {
  it('tells equal paths apart in order of registration', () => {
    const text = `import { bench, describe } from 'vitest';
      describe('g', () => { bench('a', () => {}); bench('a', () => {}); });
      describe('g', () => { bench('a', () => {}); });`;
    expect(idsOf(text)).toEqual([
      'a.bench.ts > g',
      'a.bench.ts > g > a',
      'a.bench.ts > g > a #2',
      'a.bench.ts > g #2',
      'a.bench.ts > g > a #3',
    ]);
  });

  it('gives the plain id to what is known, then to what is not, then to groups', () => {
    const text = `import { bench, describe } from 'vitest';
      describe('a', () => { bench('x', () => {}); });
      for (const _ of list) bench('a', () => {});
      bench('a', () => {});`;
    expect(flat(readBenchFile('a.bench.ts', text).nodes).map(({ kind, dynamic, id }) => [kind, dynamic, id])).toEqual([
      ['group', false, 'a.bench.ts > a #3'],
      ['benchmark', false, 'a.bench.ts > a > x'],
      ['benchmark', true, 'a.bench.ts > a #2'],
      ['benchmark', false, 'a.bench.ts > a'],
    ]);
  });

  it('are unique even where names look like ids', () => {
    const text = `import { bench, describe } from 'vitest';
      bench('a #2', () => {}); bench('a', () => {}); bench('a', () => {}); bench('g > x', () => {}); describe('g', () => { bench('x', () => {}); });`;
    const ids = idsOf(text);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stay when lines and comments are put in anywhere between statements', () => {
    const statements = [
      `import { bench, describe, test } from 'vitest';`,
      `import { Bench } from 'tinybench';`,
      `const N = 10;`,
      `describe('g', () => {`,
      `bench('a', () => {});`,
      `bench('a', () => {});`,
      `for (const n of sizes) {`,
      `bench(\`n \${n}\`, () => {});`,
      `}`,
      `describe.skip('h', () => {`,
      `bench(\`\${N} items\`, () => {});`,
      `});`,
      `});`,
      `test('t', async ({ bench }) => {`,
      `await bench.compare(bench('A', () => {}),`,
      `bench('B', () => {}));`,
      `});`,
      `const suite = new Bench({ name: 's' });`,
      `suite.add('x', () => {})`,
      `.add('y', () => {});`,
      `function shared() {`,
      `bench('in shared', () => {});`,
      `}`,
      `shared(); shared();`,
    ];
    const noise = [
      '',
      '\n\n',
      '// a comment',
      `/* bench('no', () => {}) */`,
      '\t',
      `// describe('no', () => {`,
      ' /** docs\n * more\n */',
      '\r\n',
    ];
    const random = seeded(7);
    const expected = idsOf(statements.join('\n'));
    expect(expected).toHaveLength(13);
    for (let round = 0; round < 200; round++) {
      const moved = statements.map((statement) => {
        const before = Array.from({ length: Math.floor(random() * 3) }, () => noise[Math.floor(random() * noise.length)]);
        return [...before, statement].join('\n');
      });
      expect(idsOf(moved.join('\n'))).toEqual(expected);
    }
  });
});

describe('code that is being typed', () => {
  const BROKEN = [
    [
      'an unclosed function',
      `describe('g', () => {\n  bench('a', () => {\n    work(\n  bench('b', () => {});\n});`,
      ['+ g', '  - a', '  - b'],
    ],
    ['an unclosed group', `describe('g', () => {\n  bench('a', () => {});\n`, ['+ g', '  - a']],
    ['an unclosed string', `bench('a', () => {});\nbench('b\nbench('c', () => {});`, ['- a', '- b', '- c']],
    ['a bare call', `bench(`, []],
    ['a name alone', `bench('a'`, ['- a']],
    ['a half arrow', `bench('a', () =>\nbench('b', () => {});`, ['- a', '- b']],
    ['a stray brace', `bench('a', () => {}); }\nbench('b', () => {});`, ['- a', '- b']],
  ] as const;

  it.each(BROKEN)('keeps the rest beside %s', (_, text, expected) => {
    expect(outline(`import { bench, describe } from 'vitest';\n${text}`)).toEqual(expected);
  });

  it('says where it stops making sense', () => {
    const { problems, nodes } = readBenchFile('a.bench.ts', `import { bench } from 'vitest';\nbench('a', () => {});\nconst = 1;\n`);
    expect(nodes).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 3, column: 7 });
    expect(problems[0]?.message).not.toBe('');
  });

  it('gives an answer for every prefix of a file', () => {
    const text = `import { bench, describe } from 'vitest';
      import { Bench } from 'tinybench';
      const suite = new Bench({ name: \`s \${1}\` }).add('x', () => {}, { beforeAll() {} });
      describe.each([[1, 'a']])('g %i', (n: number) => { bench.skipIf(n > 1)(\`b \${n}\`, async () => { await f<T>(n); }); });`;
    for (let length = 0; length <= text.length; length++) {
      const { nodes, problems } = readBenchFile('a.bench.ts', text.slice(0, length));
      expect(flat(nodes).every(({ id, range }) => id !== '' && range.startLine >= 1 && range.endColumn >= 1)).toBe(true);
      expect(problems.length).toBeLessThanOrEqual(20);
    }
  });

  it('stops at nesting that no stack can hold', () => {
    const deep = '['.repeat(200_000);
    expect(readBenchFile('a.bench.js', `bench('a', () => ${deep}`)).toMatchObject({ nodes: [], problems: [{ line: 1, column: 1 }] });
  });
});

describe('files', () => {
  it('has no library and no nodes where none is used', () => {
    expect(readBenchFile('a.bench.ts', `import { readFileSync } from 'node:fs'; readFileSync('x');`)).toEqual({
      file: 'a.bench.ts',
      api: undefined,
      nodes: [],
      problems: [],
    });
  });

  it.each([
    ['a.bench.tsx', `import { bench } from 'vitest'; bench('a', () => <List<string> items={[]} />);`],
    ['a.bench.jsx', `import { bench } from 'vitest'; bench('a', () => <><List items={[]} /></>);`],
    ['a.bench.js', `import { bench } from 'vitest'; bench('a', () => <List items={[]} />);`],
    ['a.bench.mts', `import { bench } from 'vitest'; bench('a', () => <T>(x: T): T => x); enum E { A }`],
    ['a.bench.cts', `import { bench } from 'vitest'; bench('a', () => <number>JSON.parse('1'));`],
    ['a.bench.mjs', `#!/usr/bin/env node\nimport { bench } from 'vitest'; bench('a', async () => { for await (const x of y()); });`],
    ['a.bench.ts', `\uFEFFimport { bench } from 'vitest'; @decorated class A { accessor x = 1; } bench('a', () => {});`],
  ])('parses %s by its extension', (file, text) => {
    expect(readBenchFile(file, text)).toMatchObject({ api: 'vitest', nodes: [{ name: 'a' }], problems: [] });
  });

  it('counts lines and columns from 1 and gives the end exclusively', () => {
    const { nodes } = readBenchFile('a.bench.ts', `import { bench } from 'vitest';\r\n  // first\r\n  bench('a', () => {\r\n  });\r\n`);
    expect(nodes[0]?.range).toEqual({ startLine: 3, startColumn: 3, endLine: 4, endColumn: 5 });
  });

  it('names the library of the first benchmark where several are imported', () => {
    const text = `import { test } from 'vitest'; import { Bench } from 'tinybench'; new Bench().add('a', () => {});`;
    expect(readBenchFile('a.bench.ts', text).api).toBe('tinybench');
  });
});

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
