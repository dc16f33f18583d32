import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  commit,
  everythingIn,
  failureOf,
  filesIn,
  git,
  newFolder,
  newRepository,
  plainRequest,
  revisionsOf,
  signal,
  write,
} from '../repository.fixture.ts';
import type { CheckoutStep } from './checkOut.ts';

const read = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');
const nothing = () => {};

/** Times are left out of what git freshens when it reads it. */
const stateOf = (folder: string) => [
  Object.entries(everythingIn(folder)).map(([name, text]) => [name, name.startsWith('.git/objects') ? text.split(' ').at(-1) : text]),
  git(folder, 'for-each-ref'),
  git(folder, 'count-objects', '-v'),
];

/** Edited, new, ignored, and with dependencies. */
function editedRepository(): string {
  const folder = newRepository();
  commit(folder, { '.gitignore': 'node_modules\nignored\n', 'app/a.js': 'old', 'app/b.js': 'b', 'package.json': '{}' }, 'first');
  write(folder, { 'app/a.js': 'edited', 'app/new.js': 'new', ignored: 'secret' });
  mkdirSync(path.join(folder, 'node_modules/dep'), { recursive: true });
  writeFileSync(path.join(folder, 'node_modules/dep/index.js'), 'installed');
  return folder;
}

describe('copyWorkTree', () => {
  it('copies what is on disk, with other texts, touches nothing of it, and leaves nothing', async () => {
    const folder = editedRepository();
    const cache = newFolder();
    const before = stateOf(folder);
    const { node, config } = plainRequest();
    const texts = [new Map([['a.js', 'unsaved']]), new Map([['a.js', 'fixed']])];
    const copies = await revisionsOf(path.join(folder, 'app'), cache).copyWorkTree({ node, config, texts }, nothing, signal);
    const [first, second] = copies.roots as [string, string];
    expect([read(first, 'a.js'), read(second, 'a.js')]).toEqual(['unsaved', 'fixed']);
    for (const root of copies.roots) {
      expect([read(root, 'b.js'), read(root, 'new.js')]).toEqual(['b', 'new']);
      expect(existsSync(path.join(root, '../ignored'))).toBe(false);
    }
    expect(copies.files).toContain('app/new.js');
    expect(stateOf(folder)).toEqual(before);
    await copies.release();
    expect(filesIn(cache)).toEqual([]);
  });

  it('gives nobody else the same folder', async () => {
    const folder = editedRepository();
    const cache = newFolder();
    const { node, config } = plainRequest();
    const request = { node, config, texts: [new Map([['app/a.js', 'same']])] };
    const [one, two] = await Promise.all([1, 2].map(() => revisionsOf(folder, cache).copyWorkTree(request, nothing, signal)));
    expect(one!.roots[0]).not.toBe(two!.roots[0]);
    await one!.release();
    expect(read(two!.roots[0]!, 'app/a.js')).toBe('same');
    await two!.release();
    expect(filesIn(cache)).toEqual([]);
  });

  it.each([1, 2])('leaves nothing when it is cancelled as copy %d begins', async (copy) => {
    const folder = editedRepository();
    const cache = newFolder();
    const { node, config } = plainRequest();
    const controller = new AbortController();
    const request = { node, config, texts: ['x', 'y'].map((text) => new Map([['app/a.js', text]])) };
    let begun = 0;
    const abortThere = ({ kind }: CheckoutStep) => {
      if (kind === 'files') begun += 1;
      if (begun === copy) controller.abort();
    };
    const made = revisionsOf(folder, cache).copyWorkTree(request, abortThere, controller.signal);
    expect((await failureOf(made)).name).toBe('AbortError');
    expect(filesIn(cache)).toEqual([]);
  });
});
