import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageManagerOf, readManifest, scriptsOf } from './packageScripts.ts';
import { testCommandFor } from './testCommand.ts';

vi.mock('vscode', async () => (await import('../vscode.fixture.ts')).vscodeForUnitTests);

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'laptime-scripts-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}
const at = (file: string) => path.join(root, file);

describe('packageManagerOf', () => {
  it.each([
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
    ['bun.lock', 'bun'],
    ['package-lock.json', 'npm'],
  ])('goes by %s', async (lock, manager) => {
    write({ 'package.json': '{}', [lock]: '', 'packages/a/package.json': '{}' });
    expect(await packageManagerOf(at('packages/a'), root)).toBe(manager);
  });

  it('believes packageManager, and takes npm where nobody says', async () => {
    write({ 'package.json': { packageManager: 'yarn@4.1.0' }, 'packages/a/package.json': '{ broken' });
    expect(await packageManagerOf(at('packages/a'), root)).toBe('yarn');
    write({ 'package.json': { packageManager: 'unheard-of@1' } });
    expect(await packageManagerOf(root, root)).toBe('npm');
    write({ 'packages/a/package-lock.json': '{}', 'yarn.lock': '' });
    expect(await packageManagerOf(at('packages/a'), root)).toBe('npm');
  });
});

describe('scriptsOf', () => {
  it('lists the scripts of packages, and passes over what is no package', async () => {
    write({
      'package.json': { scripts: { start: 'node .', odd: 5 } },
      'a/package.json': '\uFEFF{ "scripts": { "build": "tsc" } }',
      'b/package.json': '[]',
      'c/package.json': { scripts: ['x'] },
    });
    expect(await scriptsOf(['package.json', 'a/package.json', 'b/package.json', 'c/package.json', 'gone/package.json'].map(at))).toEqual([
      { name: 'start', text: 'node .', folder: root },
      { name: 'build', text: 'tsc', folder: at('a') },
    ]);
    expect(await readManifest(at('b/package.json'))).toBe(null);
  });
});

describe('testCommandFor', () => {
  const installed = (runner: string, bin: unknown) => ({ [`node_modules/${runner}/package.json`]: { name: runner, bin } });

  it('runs what imports node:test by Node itself', async () => {
    write({ 'package.json': { devDependencies: { vitest: '1' } }, 'test/a.test.ts': `import { it } from 'node:test';` });
    expect(await testCommandFor(at('test/a.test.ts'), root)).toEqual({
      ...{ runner: 'node:test', cwd: root, isScript: true },
      command: ['node', '--test-reporter=spec', at('test/a.test.ts')],
    });
  });

  it.each([
    ['vitest', './vitest.mjs', `import { it } from "vitest";`, ['run', '--pool=forks', '--no-file-parallelism']],
    ['jest', { jest: './bin/jest.js' }, `import { expect } from '@jest/globals';`, ['--runInBand', '--coverage=false', '--runTestsByPath']],
    ['mocha', { mocha: './bin/mocha.js', _mocha: './bin/_mocha' }, `describe('x', () => {});`, []],
  ])('runs %s as it is installed above the package', async (runner, bin, text, args) => {
    write({ ...installed(runner, bin), 'api/package.json': { scripts: { test: `NODE_ENV=test ${runner}` } }, 'api/src/a.test.js': text });
    const { command, ...rest } = await testCommandFor(at('api/src/a.test.js'), root);
    expect(rest).toEqual({ runner, cwd: at('api'), isScript: false });
    const program = Object.values(typeof bin === 'string' ? { bin } : bin)[0]!;
    expect(command).toEqual(['node', path.join(root, 'node_modules', runner, program), ...args, at('api/src/a.test.js')]);
  });

  it('goes by the test script before it goes by what is depended on', async () => {
    write({
      ...installed('mocha', './m.js'),
      'package.json': { scripts: { 'test:unit': 'mocha' }, devDependencies: { vitest: '1', mocha: '1' } },
      'a.test.js': '',
    });
    expect((await testCommandFor(at('a.test.js'), root)).runner).toBe('mocha');
    write({ 'package.json': { scripts: { test: 'node --test' }, devDependencies: { vitest: '1' } } });
    expect((await testCommandFor(at('a.test.js'), root)).runner).toBe('node:test');
  });

  it('says what is missing', async () => {
    write({ 'package.json': '{}', 'test/a.test.js': `import test from 'ava';` });
    await expect(testCommandFor(at('test/a.test.js'), root)).rejects.toThrow(
      /did not find what runs test[\\/]a\.test\.js: it knows node:test, vitest, jest and mocha/,
    );
    write({ 'package.json': { devDependencies: { jest: '29' } } });
    await expect(testCommandFor(at('test/a.test.js'), root)).rejects.toThrow(/is tested with jest, which is not installed/);
  });
});
