import { describe, expect, it } from 'vitest';
import { ownerOf } from './owner.ts';

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
