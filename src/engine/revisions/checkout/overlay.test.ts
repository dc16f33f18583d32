import { chmodSync, existsSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Checkout, Revisions } from '../index.ts';
import { checkOut, commit, git, newFolder, newRepository, plainRequest, revisionsOf, write } from '../repository.fixture.ts';

const read = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');

async function laidOver(revisions: Revisions, name: string, from: Checkout, files: readonly string[]): Promise<Checkout> {
  return checkOut(revisions, name, { ...plainRequest(), overlay: { from, files } });
}

describe('the overlay', () => {
  it('puts new and changed bench files of the work tree over an old commit, and leaves its code and other files', async () => {
    const folder = newRepository();
    commit(
      folder,
      { 'a.js': 'old', 'a.bench.js': 'old bench', 'bench/gone.bench.js': 'gone', 'bench/data.json': '1', 'bench/logs.txt': '' },
      'one',
    );
    rmSync(path.join(folder, 'bench/gone.bench.js'));
    write(folder, { 'a.js': 'new', '.gitignore': 'bench/results/\n' });
    commit(folder, {}, 'two');
    write(folder, {
      'a.bench.js': 'new bench',
      'bench/sub/b.bench.js': 'untracked',
      'bench/data.json': '2',
      'bench/results/last.json': 'ignored',
      'other.js': 'untracked',
    });
    const revisions = revisionsOf(folder);
    const from = await checkOut(revisions, 'work tree');
    const { root, notes } = await laidOver(revisions, 'HEAD~1', from, ['a.bench.js', 'bench/sub/b.bench.js']);
    expect([read(root, 'a.js'), read(root, 'a.bench.js'), read(root, 'bench/sub/b.bench.js'), read(root, 'bench/data.json')]).toEqual([
      'old',
      'new bench',
      'untracked',
      '2',
    ]);
    expect([existsSync(path.join(root, 'bench/gone.bench.js')), existsSync(path.join(root, 'bench/logs.txt'))]).toEqual([true, true]);
    expect([existsSync(path.join(root, 'bench/results')), existsSync(path.join(root, 'other.js'))]).toEqual([false, false]);
    expect(notes).toEqual([
      expect.stringMatching(/^In the checkout of commit [0-9a-f]{12}, a\.bench\.js and 2 more for benchmarks are from the work tree\.$/),
    ]);
  });

  it('takes the checkout of the commit itself when nothing differs, and another for other contents', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1', 'bench/a.bench.js': 'one\n', 'bench/run.sh': '' }, 'one');
    commit(folder, { 'a.js': '2' }, 'two');
    // The same content with the line ends of another system.
    git(folder, 'config', 'core.autocrlf', 'true');
    rmSync(path.join(folder, 'bench/a.bench.js'));
    git(folder, 'checkout', '-q', '--', 'bench/a.bench.js');
    expect(read(folder, 'bench/a.bench.js')).toBe('one\r\n');
    const revisions = revisionsOf(folder);
    const [head, tree] = [await checkOut(revisions, 'HEAD'), await checkOut(revisions, 'work tree')];
    const files = ['bench/a.bench.js'];
    const plain = await checkOut(revisions, 'HEAD~1');
    for (const from of [head, tree]) expect((await laidOver(revisions, 'HEAD~1', from, files)).root).toBe(plain.root);

    const roots = new Set([plain.root]);
    const expectOther = async () => {
      const { root } = await laidOver(revisions, 'HEAD~1', tree, files);
      expect(roots.has(root)).toBe(false);
      roots.add(root);
      expect((await laidOver(revisions, 'HEAD~1', tree, files)).root).toBe(root);
    };
    write(folder, { 'bench/a.bench.js': 'two\n' });
    await expectOther();
    write(folder, { 'bench/more.js': '' });
    await expectOther();
    chmodSync(path.join(folder, 'bench/run.sh'), 0o755);
    await expectOther();
  });

  it('takes those of another commit', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'one');
    commit(folder, { 'a.js': '2', 'perf/a.bench.js': 'bench', 'perf/data/x.txt': 'data' }, 'two');
    commit(folder, { 'perf/a.bench.js': 'later' }, 'three');
    const revisions = revisionsOf(folder);
    const from = await checkOut(revisions, 'HEAD~1');
    const { root } = await laidOver(revisions, 'HEAD~2', from, ['perf/a.bench.js']);
    expect([read(root, 'a.js'), read(root, 'perf/a.bench.js'), read(root, 'perf/data/x.txt')]).toEqual(['1', 'bench', 'data']);
  });

  it('does not replace code that lies in a folder with the name of one for benchmarks', async () => {
    const folder = newRepository();
    commit(folder, { 'src/perf/index.js': 'old', 'a.bench.js': '1' }, 'one');
    write(folder, { 'src/perf/index.js': 'new', 'a.bench.js': '2' });
    const revisions = revisionsOf(folder);
    const { root } = await laidOver(revisions, 'HEAD', await checkOut(revisions, 'work tree'), ['a.bench.js']);
    expect([read(root, 'src/perf/index.js'), read(root, 'a.bench.js')]).toEqual(['old', '2']);
  });

  it('never writes through a link of the old commit', async () => {
    const folder = newRepository();
    const outside = newFolder();
    write(outside, { 'a.bench.js': 'mine', 'b.bench.js': 'mine' });
    symlinkSync(outside, path.join(folder, 'bench'));
    symlinkSync(path.join(outside, 'b.bench.js'), path.join(folder, 'b.bench.js'));
    commit(folder, {}, 'links');
    rmSync(path.join(folder, 'bench'));
    rmSync(path.join(folder, 'b.bench.js'));
    commit(folder, { 'bench/a.bench.js': 'ours', 'b.bench.js': 'ours' }, 'folders');
    symlinkSync('a.bench.js', path.join(folder, 'bench/linked.bench.js'));
    const revisions = revisionsOf(folder);
    const from = await checkOut(revisions, 'work tree');
    const { root } = await laidOver(revisions, 'HEAD~1', from, ['bench/a.bench.js', 'b.bench.js', 'bench/linked.bench.js']);
    expect([read(root, 'bench/a.bench.js'), read(root, 'b.bench.js')]).toEqual(['ours', 'ours']);
    expect(readlinkSync(path.join(root, 'bench/linked.bench.js'))).toBe('a.bench.js');
    expect(lstatSync(path.join(root, 'bench')).isSymbolicLink()).toBe(false);
    expect([read(outside, 'a.bench.js'), read(outside, 'b.bench.js')]).toEqual(['mine', 'mine']);
  });

  it('works in a workspace folder, with odd names, and counts changes of it as changes of the checkout', async () => {
    const folder = newRepository();
    commit(folder, { 'packages/app/a.js': '', 'bench/top.bench.js': 'old' }, 'one');
    write(folder, { 'packages/app/bench/-x "ü"\n*.bench.js': 'new', 'packages/app/bench/[a].js': 'helper', 'bench/top.bench.js': 'new' });
    const revisions = revisionsOf(path.join(folder, 'packages/app'));
    const from = await checkOut(revisions, 'work tree');
    const files = ['bench/-x "ü"\n*.bench.js'];
    const made = await laidOver(revisions, 'HEAD', from, files);
    expect([read(made.root, files[0]!), read(made.root, 'bench/[a].js'), read(made.top, 'bench/top.bench.js')]).toEqual([
      'new',
      'helper',
      'old',
    ]);
    write(made.root, { 'bench/[a].js': 'changed' });
    expect((await laidOver(revisions, 'HEAD', from, files)).root).not.toBe(made.root);
  });
});
