import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseLoader } from './chooseLoader.ts';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-loader-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

const choose = (file: string, setting: 'auto' | 'native' | 'vite' = 'auto') => chooseLoader({ root, file: path.join(root, file), setting });

describe('chooseLoader', () => {
  it('is native where there is no Vite configuration, without looking at the imports', async () => {
    write({ 'package.json': '{ "type": "module" }', 'a.bench.ts': `import 'virtual:x';\n` });
    expect(await choose('a.bench.ts')).toEqual({ choice: { loader: 'native', reason: 'there is no Vite configuration' }, esmFiles: [] });
  });

  it('is native where nothing that is imported needs the configuration', async () => {
    write({
      'package.json': '{ "type": "module" }',
      'vitest.config.mts': 'throw new Error("must not run");',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'node_modules/dep/package.json': '{ "name": "dep", "main": "./main.js" }',
      'node_modules/dep/main.js': `require('./style.css');`,
      'src/lib.ts': `import data from './data.json'; import 'node:fs'; import 'fs/promises'; export default data;`,
      'src/data.json': '{}',
      'src/a.bench.ts': `import { bench } from 'vitest'; import 'tinybench'; import 'dep'; import lib from '@/lib'; import './lib.js'; try { require('optional'); } catch {}`,
    });
    expect(await choose('src/a.bench.ts')).toEqual({
      choice: { loader: 'native', reason: 'nothing that the file imports needs vitest.config.mts' },
      esmFiles: [],
    });
  });

  it.each([
    [`import '@app/lib';`, `a.bench.ts imports '@app/lib', which Node cannot resolve`],
    [`import 'virtual:routes';`, `a.bench.ts imports 'virtual:routes', which Node cannot resolve`],
    [`const load = () => import('~icons/x');`, `a.bench.ts imports '~icons/x', which Node cannot resolve`],
    [`import './text.txt?raw';`, `a.bench.ts imports './text.txt?raw', which asks for a transform of Vite`],
    [`import './style.css';`, `a.bench.ts imports './style.css', which is no code that Node can run`],
    [`import './App.vue';`, `a.bench.ts imports './App.vue', which is no code that Node can run`],
    [`import './deep.ts';`, `src/deeper.ts uses import.meta.glob`],
    [`const mode = import.meta.env.MODE;`, `a.bench.ts uses import.meta.env`],
  ])('is Vite for %s', async (text, reason) => {
    write({
      'package.json': '{ "type": "module" }',
      'packages/p/vite.config.js': '',
      'packages/p/a.bench.ts': `import { bench } from 'vitest';\n${text}\n`,
      'packages/p/deep.ts': `export * from './src/deeper';`,
      'packages/p/src/deeper.ts': `export const all = import.meta.glob('./*.ts');`,
      'packages/p/style.css': '',
      'packages/p/App.vue': '<template/>',
      'packages/p/text.txt': '',
    });
    expect((await choose('packages/p/a.bench.ts')).choice).toEqual({ loader: 'vite', reason });
  });

  it('looks no further up than the workspace folder for a configuration', async () => {
    write({ 'vite.config.ts': '', 'inner/a.bench.ts': `import '@app/lib';` });
    const choice = await chooseLoader({ root: path.join(root, 'inner'), file: path.join(root, 'inner/a.bench.ts'), setting: 'auto' });
    expect(choice.choice.loader).toBe('native');
    expect((await choose('inner/a.bench.ts')).choice.loader).toBe('vite');
  });

  it('does what the setting says', async () => {
    write({ 'vite.config.ts': '', 'a.bench.ts': `import '@app/lib';`, 'b.bench.ts': '' });
    expect((await choose('a.bench.ts', 'native')).choice).toEqual({
      loader: 'native',
      reason: '`loader` is "native" in laptime.config.json',
    });
    expect((await choose('b.bench.ts', 'vite')).choice).toEqual({ loader: 'vite', reason: '`loader` is "vite" in laptime.config.json' });
  });

  it('finds top-level await in packages of CommonJS, and what imports it', async () => {
    const files = {
      'a.bench.ts': `import './middle'; import './plain'; await 1;`,
      'middle.ts': `import { late } from './late'; export const middle = late;`,
      'late.ts': `export const late = await Promise.resolve(1);`,
      'plain.ts': `export const f = async () => { await 1; };`,
    };
    write({ 'package.json': '{}', ...files });
    const { choice, esmFiles } = await choose('a.bench.ts');
    expect(choice.loader).toBe('native');
    expect(esmFiles.toSorted()).toEqual(['a.bench.ts', 'late.ts', 'middle.ts'].map((file) => path.join(root, file)));
    write({ 'package.json': '{ "type": "module" }' });
    expect((await choose('a.bench.ts')).esmFiles).toEqual([]);
  });

  it('leaves a file that does not parse to the loader', async () => {
    write({ 'vite.config.ts': '', 'a.bench.ts': 'let a = ;' });
    expect((await choose('a.bench.ts')).choice.loader).toBe('native');
  });
});
