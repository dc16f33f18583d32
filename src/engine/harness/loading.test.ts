import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BUILD_LIMIT_MS,
  buildHarness,
  collect,
  createWorkspace,
  failureOf,
  findNode20,
  measure,
  valueOf,
  type Workspace,
} from './process.fixture.ts';

const repository = path.resolve(import.meta.dirname, '../../..');
const workspaces: Workspace[] = [];

function workspaceWith(files: Readonly<Record<string, string>>): Workspace {
  const workspace = createWorkspace(files);
  workspaces.push(workspace);
  return workspace;
}

beforeAll(buildHarness, BUILD_LIMIT_MS);
afterEach(() => workspaces.splice(0).forEach((workspace) => workspace.remove()));

const names = (answer: Awaited<ReturnType<typeof collect>>) => valueOf(answer).entries.map(({ path }) => path.join(' > '));

const nodes = [process.execPath, ...(findNode20() === undefined ? [] : [findNode20()!])];

describe.each(nodes)('natively, in %s', (node) => {
  it('loads TypeScript, JSX, JSON, tsconfig paths and packages, in a package of CommonJS', async () => {
    const { root } = workspaceWith({
      'package.json': '{}',
      'tsconfig.json': JSON.stringify({
        compilerOptions: { paths: { '@lib/*': ['./src/*'] }, experimentalDecorators: true, jsx: 'react', jsxFactory: 'h' },
      }),
      'node_modules/dep/package.json': '{ "name": "dep", "main": "main.js" }',
      'node_modules/dep/main.js': 'exports.five = () => 5;',
      'src/data.json': '{ "x": 42 }',
      'src/lib.ts': `import data from './data.json';
export enum Kind { A = 1 }
function marked(target: any) { target.marked = true; }
@marked export class Counter { constructor(private readonly from: number) {} get() { return this.from + data.x; } }
export const folder = () => __dirname;
`,
      'feature.bench.tsx': `import { bench } from 'vitest';
import { five } from 'dep';
import { Counter, folder, Kind } from '@lib/lib';
function h(tag: string, attributes: object | null, ...children: unknown[]) { return [tag, attributes, ...children]; }
const text = JSON.stringify(<b id="x">{new Counter(Kind.A).get() + five()}</b>);
console.log(text, (Counter as any).marked, folder().endsWith('src'), import.meta.url.endsWith('feature.bench.tsx'), typeof __filename);
bench('x', () => five());
`,
    });
    const answer = await collect(root, 'feature.bench.tsx', { node });
    expect(names(answer)).toEqual(['x']);
    expect(answer.output).toBe('["b",{"id":"x"},48] true true true string\n');
  });

  it('does without a tsconfig that extends one which is not there, as in many a published package, and says so', async () => {
    const { root } = workspaceWith({
      'tsconfig.json': '{ "extends": "../nowhere.json" }',
      'a.bench.ts': `import { bench } from 'laptime';\nbench('x' as string, () => 1);\n`,
    });
    const answer = await collect(root, 'a.bench.ts', { node });
    expect(names(answer)).toEqual(['x']);
    expect(valueOf(answer).warnings).toEqual([expect.stringMatching(/tsconfig\.json could not be read.*nowhere\.json/)]);
  });

  it('loads ES modules with top-level await, and those that must be ES modules against their package', async () => {
    const text = `import { bench } from 'laptime';
import { size } from './lib';
const loaded = await import('./lib');
bench(String(await Promise.resolve(size === loaded.size)), () => size, {});
`;
    const lib = 'export const size: number = 3;\n';
    const { root } = workspaceWith({
      'esm/package.json': '{ "type": "module" }',
      'esm/top.bench.ts': text,
      'esm/lib.ts': lib,
      'cjs/package.json': '{}',
      'cjs/top.bench.ts': text,
      'cjs/lib.ts': lib,
    });
    expect(names(await collect(root, 'esm/top.bench.ts', { node }))).toEqual(['true']);
    expect(names(await collect(root, 'cjs/top.bench.ts', { node, esmFiles: [path.join(root, 'cjs/top.bench.ts')] }))).toEqual(['true']);
    expect(failureOf(await collect(root, 'cjs/top.bench.ts', { node })).message).toMatch(/Top-level await/u);
  });

  it('gives CommonJS and ES modules the same library, and packages their own', async () => {
    const { root } = workspaceWith({
      'package.json': '{}',
      'node_modules/tinybench/package.json': '{ "name": "tinybench", "main": "main.js" }',
      'node_modules/tinybench/main.js': 'exports.own = true;',
      'node_modules/dep/package.json': '{ "name": "dep", "main": "main.js" }',
      'node_modules/dep/main.js': `exports.own = require('tinybench').own;`,
      'a.bench.cjs': `const { bench } = require('vitest'); const { Bench } = require('tinybench'); bench('own ' + require('dep').own, () => {}); new Bench().add('tiny', () => {});`,
      'b.bench.mjs': `import { bench } from 'mitata'; import dep from 'dep'; bench('own ' + dep.own, () => {});`,
      'c.bench.ts': `import { bench } from 'laptime';\nbench('c', () => {});\n`,
    });
    expect(names(await collect(root, 'a.bench.cjs', { node })).toSorted()).toEqual(['own true', 'tiny']);
    expect(names(await collect(root, 'b.bench.mjs', { node }))).toEqual(['own true']);
    expect(names(await collect(root, 'c.bench.ts', { node }))).toEqual(['c']);
  });

  it('loads packages of a monorepo, each as its own manifest says', async () => {
    const { root } = workspaceWith({
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/core/package.json': '{ "name": "@mono/core", "type": "module", "exports": "./src/index.ts" }',
      'packages/core/src/index.ts': 'export const one: number = 1;\n',
      'packages/app/package.json': '{ "name": "@mono/app" }',
      'packages/app/app.bench.ts': `import { bench } from 'vitest';\nimport { one } from '@mono/core';\nbench('n' + one, () => one);\n`,
      'node_modules/.keep': '',
    });
    workspaces.at(-1)!.write({ 'node_modules/@mono/.keep': '' });
    symlinkSync(path.join(root, 'packages/core'), path.join(root, 'node_modules/@mono/core'), 'dir');
    expect(names(await collect(root, 'packages/app/app.bench.ts', { node }))).toEqual(['n1']);
  });

  it('leaves functions as they are written: no helper of a compiler is called in them', async () => {
    const { root } = workspaceWith({
      'package.json': '{ "type": "module" }',
      'names.bench.ts': `import { bench } from 'laptime';
const outer = () => { const inner = (n: number) => n + 1; function named() { return 2; } return inner(named()); };
console.log(String(outer));
bench('x', outer);
`,
    });
    const { output } = await collect(root, 'names.bench.ts', { node });
    expect(output).toContain('named');
    expect(output).not.toContain('__name');
  });
});

describe('failures', () => {
  it.each([
    [
      'syntax.bench.ts',
      `import { bench } from 'laptime';\nbench('x', () => { let a = ; });\n`,
      'SyntaxError: Unexpected ";"',
      'syntax.bench.ts:2:28',
    ],
    ['syntax.bench.cjs', `const { bench } = require('laptime');\nlet a = ;\n`, `SyntaxError: Unexpected token ';'`, 'syntax.bench.cjs:2:9'],
    ['throws.bench.ts', `import { bench } from 'laptime';\nthrow new TypeError('no luck');\n`, 'TypeError: no luck', 'throws.bench.ts:2:7'],
    ['missing.bench.ts', `import { bench } from 'laptime';\nimport './gone';\n`, /Cannot find module .*gone/u, 'missing.bench.ts'],
  ])('of loading %s name the place', async (file, text, message, place) => {
    const { root } = workspaceWith({ 'package.json': '{ "type": "module" }', [file]: text });
    const failure = failureOf(await collect(root, file));
    expect(failure.kind).toBe('load');
    expect(failure.message).toMatch(message);
    expect(failure.stack + failure.message).toContain(place);
  });

  const failing = `import { bench } from 'laptime';
const deep = () => { throw new RangeError('too deep', { cause: new Error('the bottom') }); };
bench('throws', () => {
  deep();
});
bench('rejects', async () => { await Promise.reject(new Error('refused')); });
bench('thrown text', () => { throw 'just text'; });
bench('unhandled', async () => { void Promise.reject(new Error('nobody listens')); await new Promise((resolve) => setTimeout(resolve, 1)); });
bench('later', async () => { setTimeout(() => { throw new Error('from a timer'); }, 0); await new Promise((resolve) => setTimeout(resolve, 20)); });
bench('exits', () => process.exit(3));
bench('waits', () => new Promise(() => {}));
bench('set-up', { setup: () => { throw new Error('not set up'); } }, () => {});
bench('tear-down', { teardown: () => { throw new Error('not torn down'); } }, () => {});
bench('prints', () => { console.log('said', typeof process.send); throw new Error('enough'); });
`;

  it.each([
    ['throws', 'threw', 'RangeError: too deep', ':2:28'],
    ['rejects', 'threw', 'refused', ':6:53'],
    ['thrown text', 'threw', 'just text', ''],
    ['unhandled', 'threw', 'nobody listens', ':8:'],
    ['later', 'threw', 'from a timer', ':9:'],
    ['exits', 'exited', 'process.exit(3) was called.', ':10:30'],
    ['waits', 'timeout', 'Waits for a promise that nothing is left to settle: no timer, no input, no work is under way.', ''],
    ['set-up', 'threw', 'not set up', ':12:'],
    ['tear-down', 'threw', 'not torn down', ':13:'],
    ['prints', 'threw', 'enough', ':14:'],
  ])('of a benchmark that %s are told with a mapped stack', async (name, kind, message, place) => {
    const { root } = workspaceWith({ 'package.json': '{ "type": "module" }', 'failing.bench.ts': failing });
    const answer = await measure(root, 'failing.bench.ts', [name]);
    const { stack, ...failure } = failureOf(answer);
    expect(failure).toEqual({ kind, message });
    expect(stack).toContain(place);
  });

  it('of a benchmark come with causes and with what it printed, and without our channel', async () => {
    const { root } = workspaceWith({ 'package.json': '{ "type": "module" }', 'failing.bench.ts': failing });
    expect(failureOf(await measure(root, 'failing.bench.ts', ['throws'])).stack).toMatch(
      /failing\.bench\.ts:4:3[\s\S]*Caused by: Error: the bottom/u,
    );
    expect((await measure(root, 'failing.bench.ts', ['prints'])).output).toBe('said undefined\n');
  });

  it('of a benchmark that is not declared any more are told as such', async () => {
    const { root } = workspaceWith({ 'package.json': '{}', 'a.bench.ts': `import { bench } from 'vitest';\nbench('a', () => {});\n` });
    expect(failureOf(await measure(root, 'a.bench.ts', ['b']))).toMatchObject({ kind: 'vanished' });
    expect(failureOf(await measure(root, 'a.bench.ts', ['a'], { ordinal: 2 }))).toMatchObject({ kind: 'vanished' });
  });
});

describe('with Vite', () => {
  let workspace: Workspace;

  beforeAll(() => {
    workspace = createWorkspace({
      'package.json': '{ "type": "module" }',
      'vite.config.ts': `import { defineConfig } from 'vite';
export default defineConfig({
  resolve: { alias: { '@app': import.meta.dirname + '/src' } },
  define: { __FLAG__: '7' },
  plugins: [{ name: 'virtual', resolveId: (id) => (id === 'virtual:n' ? '\\0n' : null), load: (id) => (id === '\\0n' ? 'export const n = 11;' : null) }],
  test: { alias: { '@tests': import.meta.dirname + '/tests' }, setupFiles: ['./setup.ts'] },
} as object);
`,
      'src/lib.ts': `export const size = (text: string) => text.length;\n\nexport function fail(): never {\n  throw new Error('deep');\n}\n`,
      'tests/data.ts': 'export const data = 1;\n',
      'src/text.txt': 'hello',
      'app.bench.ts': `import { bench, describe } from 'vitest';
import { fail, size } from '@app/lib';
import { data } from '@tests/data';
import { n } from 'virtual:n';
import text from './src/text.txt?raw';
declare const __FLAG__: number;

describe(import.meta.env.MODE, () => {
  bench([n, __FLAG__, text, data].join(), () => size(text));
  bench('fails', () => {
    fail();
  });
});
`,
      'five.bench.ts': `import { test } from 'vitest';
test('t', async ({ bench }) => { await bench('x', () => 1).run(); });
`,
    });
    symlinkSync(path.join(repository, 'node_modules'), path.join(workspace.root, 'node_modules'), 'dir');
  });
  afterAll(() => workspace.remove());

  it("loads what only the workspace's configuration makes loadable", async () => {
    const answer = await collect(workspace.root, 'app.bench.ts', { loader: 'vite' });
    expect(names(answer)).toEqual(['benchmark > 11,7,hello,1', 'benchmark > fails']);
    expect(valueOf(answer).entries.map(({ line }) => line)).toEqual([9, 10]);
    expect(valueOf(answer).warnings).toEqual([expect.stringContaining('setup files of vitest are not run')]);
    expect(names(await collect(workspace.root, 'five.bench.ts', { loader: 'vite' }))).toEqual(['t > x']);
  });

  it('times, and maps stacks', async () => {
    const block = valueOf(await measure(workspace.root, 'app.bench.ts', ['benchmark', '11,7,hello,1'], { loader: 'vite' }));
    expect(block.samplesNs.length).toBeGreaterThan(0);
    const { stack } = failureOf(await measure(workspace.root, 'app.bench.ts', ['benchmark', 'fails'], { loader: 'vite' }));
    expect(stack).toMatch(/src\/lib\.ts:4:9[\s\S]*app\.bench\.ts:11:5/u);
  });

  it('says what to do where there is no Vite', async () => {
    const { root } = workspaceWith({ 'package.json': '{}', 'a.bench.ts': `import { bench } from 'vitest';\nbench('a', () => {});\n` });
    expect(failureOf(await collect(root, 'a.bench.ts', { loader: 'vite' })).message).toMatch(
      /install it there, or set `loader` to "native"/u,
    );
  });
});
