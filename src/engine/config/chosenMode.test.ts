import { mkdtempSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readChosenMode, writeChosenMode } from './chosenMode.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'laptime-mode-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('keeps the mode until it is taken back', () => {
  expect(readChosenMode(root)).toBeNull();
  writeChosenMode(root, 'production');
  expect(readChosenMode(root)).toBe('production');
  writeChosenMode(root, null);
  writeChosenMode(root, null);
  expect(readChosenMode(root)).toBeNull();
});

it('says where it cannot be kept, and what to do', () => {
  writeFileSync(path.join(root, '.laptime'), 'a file where the folder should be');
  expect(() => writeChosenMode(root, 'production')).toThrow(
    /^The mode could not be kept in .*mode: .*Make room or give access, or set `mode`/,
  );
  expect(() => writeChosenMode(root, null)).toThrow('could not be kept');
  expect(readChosenMode(root)).toBeNull();
});

it('leaves nothing half done', () => {
  mkdirSync(path.join(root, '.laptime', 'mode'), { recursive: true });
  expect(() => writeChosenMode(root, 'production')).toThrow('could not be kept');
  expect(readdirSync(path.join(root, '.laptime')).toSorted()).toEqual(['.gitignore', 'mode']);
});
