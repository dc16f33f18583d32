import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchmarkId, type BenchNode } from '../model/benchmark.ts';
import { filterNodes, findRoot, noMatch, resolveTargets } from './targets.ts';

const BENCH_FILES = ['bench/parse.bench.ts', 'bench/sort.bench.ts', 'packages/a/deep.bench.ts'];

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-targets-')));
  mkdirSync(path.join(root, 'bench'));
  mkdirSync(path.join(root, 'packages/a'), { recursive: true });
  for (const file of [...BENCH_FILES, 'plain.js', 'laptime.config.json']) writeFileSync(path.join(root, file), '');
  symlinkSync(root, `${root}-link`);
});
afterAll(() => {
  rmSync(`${root}-link`);
  rmSync(root, { recursive: true });
});

const workspace = () => ({ root, findBenchFiles: () => Promise.resolve(BENCH_FILES) });
const resolve = (words: readonly string[], folder = root) => resolveTargets(words, folder, workspace(), new AbortController().signal);

describe('findRoot', () => {
  it('is the nearest folder with a config, from wherever it is started', () => {
    expect(findRoot(path.join(root, 'packages/a'), undefined)).toBe(root);
    expect(findRoot(`${root}-link/packages`, undefined)).toBe(root);
  });

  it('is the folder itself without a config', () => {
    const folder = path.dirname(root);
    expect(findRoot(folder, undefined)).toBe(realpathSync(folder));
  });

  it('is what --root says, relative to where it is started', () => {
    expect(findRoot(root, 'packages')).toBe(path.join(root, 'packages'));
    expect(() => findRoot(root, 'nowhere')).toThrow(`--root: there is no folder ${path.join(root, 'nowhere')}`);
    expect(() => findRoot(root, 'plain.js')).toThrow('there is no folder');
  });
});

describe('resolveTargets', () => {
  it('is every bench file without words', async () => {
    expect(await resolve([])).toEqual({ files: BENCH_FILES, nameFilter: undefined });
  });

  it('takes files, folders and globs, relative to where it is started', async () => {
    expect((await resolve(['bench/sort.bench.ts'])).files).toEqual(['bench/sort.bench.ts']);
    expect((await resolve(['bench'])).files).toEqual(BENCH_FILES.slice(0, 2));
    expect((await resolve(['.'], path.join(root, 'packages'))).files).toEqual(['packages/a/deep.bench.ts']);
    expect((await resolve(['**/*.bench.ts'], path.join(root, 'bench'))).files).toEqual(BENCH_FILES.slice(0, 2));
    expect((await resolve(['../packages/**'], path.join(root, 'bench'))).files).toEqual(['packages/a/deep.bench.ts']);
    expect((await resolve(['bench', 'packages/a/deep.bench.ts'])).files).toEqual(BENCH_FILES);
    expect((await resolve(['sort.bench.ts'], path.join(`${root}-link`, 'bench'))).files).toEqual(['bench/sort.bench.ts']);
  });

  it('takes a file that is named even where the globs leave it out', async () => {
    expect((await resolve(['plain.js'])).files).toEqual(['plain.js']);
    expect((await resolve(['plain.js', 'bench'])).files).toEqual([...BENCH_FILES.slice(0, 2), 'plain.js']);
  });

  it('takes all other words as one filter on names', async () => {
    expect(await resolve(['parse', 'tree'])).toEqual({ files: BENCH_FILES, nameFilter: 'parse tree' });
    expect(await resolve(['bench/sort.bench.ts', 'tree'])).toEqual({ files: ['bench/sort.bench.ts'], nameFilter: 'tree' });
  });

  it('refuses what is outside of the workspace', async () => {
    await expect(resolve(['..'])).rejects.toThrow(`.. is outside of the workspace folder ${root}; --root chooses another`);
  });

  it('says which files a glob may have meant', async () => {
    await expect(resolve(['bench/sort.bench.*js'])).rejects.toThrow(
      "no bench file matches 'bench/sort.bench.*js'; near it: 'bench/sort.bench.ts', 'bench/parse.bench.ts'",
    );
  });
});

function node(kind: BenchNode['kind'], names: readonly string[], children: readonly BenchNode[] = [], dynamic = false): BenchNode {
  const range = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  return { kind, id: benchmarkId('a.bench.ts', names), name: names.at(-1) ?? '', path: names, dynamic, mode: 'run', range, children };
}

const tree = [
  node('group', ['Parse'], [node('benchmark', ['Parse', 'tree']), node('benchmark', ['Parse', 'list'])]),
  node('group', ['Sort'], [node('benchmark', ['Sort', 'numbers'])]),
  node('group', ['Rest'], [node('benchmark', ['Rest', 'size …'], [], true)]),
];

describe('filterNodes', () => {
  const names = (filter: string) => filterNodes(tree, filter).flatMap((group) => group.children.map((child) => child.path.join('/')));

  it('keeps what contains the text in file or names, without regard to case', () => {
    expect(names('TREE')).toEqual(['Parse/tree', 'Rest/size …']);
    expect(names('parse >')).toEqual(['Parse/tree', 'Parse/list', 'Rest/size …']);
    expect(names('a.bench')).toHaveLength(4);
  });

  it('keeps what is named only when it runs', () => {
    expect(names('zzz')).toEqual(['Rest/size …']);
  });
});

describe('noMatch', () => {
  it('offers what is near', () => {
    const error = noMatch('parze', [{ file: 'a.bench.ts', api: 'vitest', nodes: tree, problems: [] }]);
    expect(error.message).toBe("no benchmark has 'parze' in its file or name; near it: 'Parse'; --list shows all");
  });
});
