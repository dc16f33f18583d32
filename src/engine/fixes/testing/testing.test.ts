import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findRunner, loadingFlags } from './findRunner.ts';
import { readResults } from './readResults.ts';

function folderWith(manifests: Readonly<Record<string, object>>): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-runner-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [place, manifest] of Object.entries(manifests)) {
    mkdirSync(path.join(folder, place), { recursive: true });
    writeFileSync(path.join(folder, place, 'package.json'), JSON.stringify(manifest));
  }
  return folder;
}

describe('findRunner', () => {
  it.each([
    [{ scripts: { test: 'vitest run' } }, 'vitest'],
    [{ scripts: { test: 'tsc && NODE_ENV=test node_modules/.bin/jest --ci' } }, 'jest'],
    [{ scripts: { test: 'c8 mocha -r tsx' } }, 'mocha'],
    [{ scripts: { test: 'node --import tsx --test "test/**/*.ts"' } }, 'node'],
    [{ scripts: { test: 'npm run test:unit', 'test:unit': 'tsx --test' } }, 'node'],
    [{ scripts: { test: 'react-scripts test' }, devDependencies: { jest: '^30' } }, 'jest'],
  ] as const)('reads it from %j', async (manifest, runner) => {
    const folder = folderWith({ '.': manifest });
    expect(await findRunner(folder, path.join(folder, 'src/a.ts'))).toMatchObject({ runner, folder });
  });

  it('looks in the nearest package that has one, and no further than the top', async () => {
    const folder = folderWith({
      '.': { scripts: { test: 'vitest' } },
      'packages/a': { name: 'a' },
      'packages/b': { scripts: { test: 'mocha' } },
    });
    expect(await findRunner(folder, path.join(folder, 'packages/a/src/x.ts'))).toMatchObject({ runner: 'vitest', folder });
    expect(await findRunner(folder, path.join(folder, 'packages/b/x.ts'))).toMatchObject({ runner: 'mocha' });
    expect(await findRunner(path.join(folder, 'packages/a'), path.join(folder, 'packages/a/x.ts'))).toBeNull();
    expect(await findRunner(folder, path.join(folderWith({ '.': { scripts: { test: 'echo vitests' } } }), 'a.ts'))).toBeNull();
  });
});

describe('loadingFlags', () => {
  it.each([
    ['node --import tsx --test "test/**/*.ts"', ['--import', 'tsx']],
    ["node --test --import='./setup.mjs' --conditions=dev --watch", ['--import=./setup.mjs', '--conditions=dev']],
    ['mocha -r ts-node/register --timeout 5', ['-r', 'ts-node/register']],
    ['tsx --test test/*.ts', ['--import', 'tsx']],
    ['node --experimental-strip-types --test', ['--experimental-strip-types']],
    ['node --test', []],
  ])('of %s', (script, flags) => expect(loadingFlags(script)).toEqual(flags));
});

describe('readResults', () => {
  it('of vitest and jest, without what was skipped', () => {
    const one = (title: string, status: string) => ({ ancestorTitles: ['group'], title, status });
    const results = [
      { name: '/a.test.ts', status: 'failed', assertionResults: [one('x', 'passed'), one('y', 'failed'), one('z', 'pending')] },
      { name: '/b.test.ts', status: 'failed', assertionResults: [], message: 'SyntaxError' },
    ];
    for (const runner of ['vitest', 'jest'] as const) {
      expect(readResults(runner, JSON.stringify({ testResults: results, success: false }))).toEqual([
        { file: '/a.test.ts', name: 'group > x', passed: true },
        { file: '/a.test.ts', name: 'group > y', passed: false },
        { file: '/b.test.ts', name: '(the file itself)', passed: false },
      ]);
    }
  });

  it('of mocha and node', () => {
    const mocha = { stats: {}, passes: [{ fullTitle: 'a b', file: '/a.js' }], failures: [{ fullTitle: 'a c', file: null }], pending: [] };
    expect(readResults('mocha', JSON.stringify(mocha))).toEqual([
      { file: '/a.js', name: 'a b', passed: true },
      { file: '', name: 'a c', passed: false },
    ]);
    expect(readResults('node', '{"file":"/a.js","name":"a > b","passed":true}\n')).toEqual([
      { file: '/a.js', name: 'a > b', passed: true },
    ]);
  });

  it('is nothing where a runner wrote something else', () => {
    for (const runner of ['vitest', 'jest', 'mocha', 'node'] as const) expect(readResults(runner, 'Error: no')).toBeNull();
  });
});
