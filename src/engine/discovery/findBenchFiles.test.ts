import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBenchFiles } from './findBenchFiles.ts';

const FILES = [
  'a.bench.ts',
  'bench/b.bench.mjs',
  'bench/data.json',
  'src/deep/er/c.bench.tsx',
  'src/c.bench.cts',
  'src/not-a-bench.ts',
  'src/types.bench.d.ts',
  'src/UPPER.bench.ts',
  'src/with space (1).bench.ts',
  'packages/x/bench/d.bench.js',
  'packages/x/node_modules/lib/e.bench.js',
  'packages/x/dist/f.bench.js',
  'node_modules/lib/g.bench.js',
  '.git/h.bench.js',
  '.hidden/i.bench.js',
  'distant/j.bench.cjs',
];
const ALL = ['**/*.bench.{ts,mts,cts,tsx,js,mjs,cjs,jsx}'];

let outside: string;
let root: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'laptime-find-'));
  root = join(outside, 'root');
  for (const file of [...FILES.map((name) => join(root, name)), join(outside, 'other/k.bench.ts')]) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
  }
  await symlink(join(outside, 'other'), join(root, 'linked'), 'junction');
  await symlink(join(root, 'src'), join(root, 'src/circle'), 'junction');
  await symlink(join(outside, 'other/k.bench.ts'), join(root, 'linked.bench.ts'));
});

afterAll(() => rm(outside, { recursive: true, force: true }));

describe('findBenchFiles', () => {
  it('finds what the globs name, sorted, without other people’s code, copies, types and links', async () => {
    expect(await findBenchFiles(root, { benchmarks: ALL, exclude: [] })).toEqual([
      'a.bench.ts',
      'bench/b.bench.mjs',
      'distant/j.bench.cjs',
      'packages/x/bench/d.bench.js',
      'src/UPPER.bench.ts',
      'src/c.bench.cts',
      'src/deep/er/c.bench.tsx',
      'src/with space (1).bench.ts',
    ]);
  });

  it.each([
    ['a folder that is skipped otherwise', ['packages/*/dist/*.js'], [], ['packages/x/dist/f.bench.js']],
    ['a folder of several', ['packages/*/{bench,dist}/**'], [], ['packages/x/bench/d.bench.js', 'packages/x/dist/f.bench.js']],
    ['files of any kind, of which only source counts', ['bench/**'], [], ['bench/b.bench.mjs']],
    ['a leading ./', ['./bench/*'], [], ['bench/b.bench.mjs']],
    ['an excluded glob', ALL, ['src/**', 'packages/**', '*.ts'], ['bench/b.bench.mjs', 'distant/j.bench.cjs']],
    ['an excluded folder', ALL, ['src', './packages/', '**/bench', 'distant'], ['a.bench.ts']],
    [
      'an excluded glob with !',
      ['src/**/*.bench.*', '!src/deep/**'],
      [],
      ['src/UPPER.bench.ts', 'src/c.bench.cts', 'src/with space (1).bench.ts'],
    ],
    ['a hidden folder that is named', ['.hidden/*'], [], ['.hidden/i.bench.js']],
    ['only exclusions', ['!src/**'], [], []],
    ['nothing', [], [], []],
  ])('takes %s', async (_, benchmarks, exclude, expected) => {
    expect(await findBenchFiles(root, { benchmarks, exclude })).toEqual(expected);
  });

  it.each(['../other/*.ts', '/etc/*.js', 'src/../../other/*.ts', 'C:\\x\\*.ts', '{src,..}/**', './../*'])('refuses %s', async (glob) => {
    await expect(findBenchFiles(root, { benchmarks: [glob], exclude: [] })).rejects.toMatchObject({
      name: 'UserError',
      code: 'glob-outside',
    });
    await expect(findBenchFiles(root, { benchmarks: ALL, exclude: [glob] })).rejects.toThrow(/`exclude`.*relative/);
  });

  it('takes names that only look like ways out', async () => {
    expect(await findBenchFiles(root, { benchmarks: ['a..b/*.ts', '...ts'], exclude: [] })).toEqual([]);
  });

  it('ends when aborted', async () => {
    await expect(findBenchFiles(root, { benchmarks: ALL, exclude: [] }, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('finds nothing in a folder that is not there', async () => {
    expect(await findBenchFiles(join(root, 'gone'), { benchmarks: ALL, exclude: [] })).toEqual([]);
  });
});
