import { describe, expect, it } from 'vitest';
import { moduleImports } from './moduleImports.ts';

const read = (text: string, file = 'a.ts') => moduleImports(file, text);

describe('moduleImports', () => {
  it('reads every way to load a module', () => {
    const text = `
      import './effect.js';
      import one, { two } from './one.ts';
      export * from './all.ts';
      export { three } from '../three.ts';
      import four = require('./four.cts');
      const five = require('./five.cjs');
      const six = await import('./six.mjs');
      const seven = () => import(\`./seven.ts\`);
      if (five) require("@scope/eight/deep");
    `;
    expect(read(text)).toEqual({
      specifiers: [
        './effect.js',
        './one.ts',
        './all.ts',
        '../three.ts',
        './four.cts',
        './five.cjs',
        './six.mjs',
        './seven.ts',
        '@scope/eight/deep',
      ],
      open: false,
    });
  });

  it('leaves out what is not there when it runs, and what no commit changes', () => {
    const text = `
      import type { A } from './types.ts';
      export type { B } from './types.ts';
      import type C = require('./types.ts');
      import { createHash } from 'node:crypto';
      import { sep } from 'path';
      import { bench } from 'vitest';
      import { Bench } from 'tinybench';
    `;
    expect(read(text)).toEqual({ specifiers: [], open: false });
  });

  it.each([
    ["import { readFileSync } from 'node:fs';"],
    ["const { readFile } = require('fs/promises');"],
    ["import { fork } from 'child_process';"],
    ["import { createRequire } from 'node:module';"],
    ['const load = (name: string) => import(name);'],
    ['require(`./${name}.js`);'],
    ['const load = require;'],
    ["require.resolve('./x');"],
    ["const all = import.meta.glob('./*.ts');"],
    ["import.meta.resolve('./x.js');"],
    ["process.getBuiltinModule('fs');"],
    ["eval('1');"],
    ["new Function('return 1')();"],
    ["new Worker('./w.js');"],
  ])('is open with %s', (text) => {
    expect(read(text).open).toBe(true);
  });

  it.each([['const url = import.meta.url;'], ['const { env } = process;'], ['class A { resolve() {} } new A().resolve();']])(
    'is not open with %s',
    (text) => {
      expect(read(text).open).toBe(false);
    },
  );

  it('reads JSX and what does not parse', () => {
    expect(read("import './x.css';\nexport const a = <div>{b}</div>;", 'a.tsx').specifiers).toEqual(['./x.css']);
    expect(read("import './x.ts';\nexport const a = {{{").specifiers).toEqual(['./x.ts']);
  });
});
