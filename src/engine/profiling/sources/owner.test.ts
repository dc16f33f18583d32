import { describe, expect, it } from 'vitest';
import { ownerOf, ownerWithoutScript } from './owner.ts';

describe('ownerOf', () => {
  it.each([
    ['(idle)', '', 'idle', ''],
    ['(garbage collector)', '', 'gc', ''],
    ['(program)', '', 'program', ''],
    ['(idle)', 'file:///app/odd.js', 'workspace', ''],
    ['toString', '', 'native', ''],
    ['readFileSync', 'node:fs', 'node', ''],
    ['load', 'file:///app/node_modules/lib/index.js', 'package', 'lib'],
    ['load', '/app/node_modules/.pnpm/@a+b@1/node_modules/@a/b/dist/x.js', 'package', '@a/b'],
    ['load', 'C:\\app\\node_modules\\@a\\b\\x.js', 'package', '@a/b'],
    ['node_modules', 'file:///app/src/node_modules.ts', 'workspace', ''],
    ['wasm-function[3]', 'wasm://wasm/0a1b', 'native', ''],
    ['(laptime)', '', 'harness', ''],
    ['(laptime)', 'file:///app/odd.js', 'workspace', ''],
    ['evaluated', 'evalmachine.<anonymous>', 'workspace', ''],
  ])('%s of %s is of %s', (name, url, owner, packageName) => {
    expect(ownerOf(name, url)).toEqual({ owner, packageName });
  });
});

describe('ownerWithoutScript', () => {
  it('is the engine where others have scripts, and the workspace where nothing has one', () => {
    expect(ownerWithoutScript({ urls: Int32Array.of(0, 1), strings: ['', 'a.js'] })).toBe('native');
    expect(ownerWithoutScript({ urls: Int32Array.of(0, 0), strings: ['', 'main'] })).toBe('workspace');
    expect(ownerOf('main', '', 'workspace').owner).toBe('workspace');
    expect(ownerOf('(idle)', '', 'workspace').owner).toBe('idle');
  });
});
