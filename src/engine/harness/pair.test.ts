import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BUILD_LIMIT_MS,
  buildHarness,
  createWorkspace,
  failureOf,
  findNode20,
  measurePair,
  valueOf,
  type ChildOptions,
  type Workspace,
} from './process.fixture.ts';
import { median } from './timing/phase.ts';

const workspaces: Workspace[] = [];

function workspaceWith(files: Readonly<Record<string, string>>): string {
  const workspace = createWorkspace(files);
  workspaces.push(workspace);
  return workspace.root;
}

beforeAll(buildHarness, BUILD_LIMIT_MS);
afterEach(() => workspaces.splice(0).forEach((workspace) => workspace.remove()));

const FILE = 'x.bench.ts';
const NAMES = ['group', 'work'];

const styles: Readonly<Record<string, string>> = {
  laptime: `import { bench, group } from 'laptime'; group('group', () => bench('work', () => work()));`,
  'vitest 1 to 4': `import { bench, describe } from 'vitest'; describe('group', () => { bench('work', () => { work(); }); });`,
  "vitest's globals": `describe('group', () => { bench('work', () => { work(); }); });`,
  'vitest 5': `import { test } from 'vitest'; test('group', async ({ bench }) => { await bench('work', () => { work(); }).run(); });`,
  tinybench: `import { Bench } from 'tinybench'; const b = new Bench({ name: 'group' }); b.add('work', () => { work(); }); await b.run();`,
  'mitata, a function': `import { bench, group } from 'mitata'; group('group', () => { bench('work', () => work()); });`,
  'mitata, a loop': `import { bench, group } from 'mitata'; group('group', () => { bench('work', function* (state) { yield () => work(); }); });`,
};

/** Sums a list of so many numbers, from a module that only the tsconfig of its own folder finds. */
const files = (style: string, count: number, more: Readonly<Record<string, string>> = {}) => ({
  'package.json': '{ "type": "module" }',
  'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@lib/*': ['./src/*'] } } }),
  'src/work.ts': `const list = Array.from({ length: ${count} }, (_, index) => (index * 7) % 13);
    export function work() { let total = 0; for (const value of list) total += Math.sqrt(value); return total; }`,
  [FILE]: `import { work } from '@lib/work'; ${styles[style]!}`,
  ...more,
});

/** Of two blocks that agree, or the median of three: one alone may be out of luck, where a busy machine lets the optimizer wait. */
async function ratio(baseline: string, candidate: string, options: Parameters<typeof measurePair>[3] = {}): Promise<number> {
  const ratios: number[] = [];
  for (const first of ['baseline', 'candidate', 'baseline'] as const) {
    const report = valueOf(await measurePair({ baseline, candidate }, FILE, NAMES, { first, ...options }));
    const before = report.baseline.report.samplesNs;
    const after = report.candidate.report.samplesNs;
    expect(after).toHaveLength(before.length);
    ratios.push(median(after.map((sampleNs, index) => sampleNs / before[index]!)));
    if (ratios.length === 2 && Math.abs(Math.log(ratios[0]! / ratios[1]!)) < 0.1) break;
  }
  return median(ratios);
}

const nodes = [process.execPath, ...(findNode20() === undefined ? [] : [findNode20()!])];

describe.each(nodes)('both revisions in one process, in %s', (node) => {
  // What a style needs is the same in each Node: in the oldest some of them will do.
  it.each(Object.keys(styles).filter((_style, place) => node === process.execPath || place % 3 === 0))(
    'are told apart: %s',
    async (style) => {
      const baseline = workspaceWith(files(style, 1000));
      const candidate = workspaceWith(files(style, 2000));
      const measured = await ratio(baseline, candidate, { node });
      expect(measured).toBeGreaterThan(1.6);
      expect(measured).toBeLessThan(2.4);
    },
  );

  it('load CommonJS with require, each its own', async () => {
    const common = (count: number) => ({
      'package.json': '{}',
      'tsconfig.json': '{}',
      'work.js': `const list = Array.from({ length: ${count} }, (_, index) => index);
        exports.work = () => { let total = 0; for (const value of list) total += Math.sqrt(value); return total; };`,
      [FILE]: `const { work } = require('./work.js'); const { bench, describe } = require('vitest');
        describe('group', () => { bench('work', () => { work(); }); });`,
    });
    const measured = await ratio(workspaceWith(common(1000)), workspaceWith(common(2000)), { node });
    expect(measured).toBeGreaterThan(1.6);
    expect(measured).toBeLessThan(2.4);
  });

  it('are told apart through Vite', async () => {
    const vite = (count: number) => {
      const root = workspaceWith(
        files('laptime', count, {
          'vite.config.js': `export default { resolve: { alias: { '@lib': new URL('./src', import.meta.url).pathname } } };`,
        }),
      );
      symlinkSync(path.resolve(import.meta.dirname, '../../../node_modules'), path.join(root, 'node_modules'));
      return root;
    };
    // Vite 8 asks for Node 20.19.
    const measured = await ratio(vite(1000), vite(2000), { node, loader: 'vite' });
    expect(measured).toBeGreaterThan(1.6);
    expect(measured).toBeLessThan(2.4);
  });

  it.each(['laptime', 'tinybench'])('may be one and the same, loaded twice: %s', async (style) => {
    const root = workspaceWith({
      ...files(style, 1000),
      // What a file keeps must not be shared.
      'src/counter.js': `let count = 0; export const next = () => count++;`,
      'src/common.cjs': `let count = 0; exports.next = () => count++;`,
      [FILE]: `import { createRequire } from 'node:module'; import { next } from './src/counter.js'; import { work } from '@lib/work';
        const common = createRequire(import.meta.url)('./src/common.cjs');
        if (next() !== 0 || common.next() !== 0) throw new Error('shared'); ${styles[style]!}`,
    });
    // As a workspace may be opened.
    const link = path.join(workspaceWith({}), 'link');
    symlinkSync(root, link);
    for (const folder of [root, link]) {
      const measured = await ratio(folder, folder, { node });
      expect(measured).toBeGreaterThan(0.8);
      expect(measured).toBeLessThan(1.25);
    }
  });

  it('are refused when one loads a file of the other', async () => {
    const baseline = workspaceWith(files('laptime', 1000));
    const link = path.join(workspaceWith({}), 'link');
    symlinkSync(baseline, link);
    for (const specifier of [path.join(baseline, 'src/work.ts'), '@lib/work']) {
      const paths = { compilerOptions: { paths: { '@lib/*': [`${baseline}/src/*`] } } };
      const candidate = workspaceWith({
        ...files('laptime', 1000),
        'tsconfig.json': JSON.stringify(paths),
        [FILE]: `import { work } from '${specifier}'; ${styles['laptime']!}`,
      });
      const failure = failureOf(await measurePair({ baseline: link, candidate }, FILE, NAMES, { node }));
      expect(failure).toMatchObject({ kind: 'load', side: 'candidate' });
      // Hooks that run in a thread of their own take a refusal for a file that is not there.
      expect(failure.message).toMatch(/belongs to the other revision|Cannot find package/);
    }
  });
});

describe('a failure', () => {
  const failing = (body: string) => ({
    'package.json': '{ "type": "module" }',
    [FILE]: `import { bench, group } from 'laptime'; group('group', () => bench('work', () => { ${body} }));`,
  });
  const options: ChildOptions = {};

  it('is told of the side whose turn it was', async () => {
    const fine = workspaceWith(failing('return 1'));
    const broken = workspaceWith(failing(`throw new Error('no')`));
    expect(failureOf(await measurePair({ baseline: fine, candidate: broken }, FILE, NAMES, options))).toMatchObject({
      kind: 'threw',
      side: 'candidate',
      message: 'no',
    });
    expect(failureOf(await measurePair({ baseline: broken, candidate: fine }, FILE, NAMES, options))).toMatchObject({
      kind: 'threw',
      side: 'baseline',
    });
    const gone = workspaceWith({ ...failing(''), [FILE]: `import { bench } from 'laptime'; bench('other', () => {});` });
    expect(failureOf(await measurePair({ baseline: fine, candidate: gone }, FILE, NAMES, options))).toMatchObject({
      kind: 'vanished',
      side: 'candidate',
    });
    const exiting = workspaceWith(failing('process.exit(3)'));
    expect(failureOf(await measurePair({ baseline: exiting, candidate: fine }, FILE, NAMES, options))).toMatchObject({
      kind: 'exited',
      side: 'baseline',
    });
  });
});
