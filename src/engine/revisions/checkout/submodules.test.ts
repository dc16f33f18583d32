import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOut, commit, everythingIn, git, newFolder, newRepository, revisionsOf, write } from '../repository.fixture.ts';

const read = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');

/** A library inside a library inside a repository, each with an old and a new state; the old ones are those of HEAD~1. */
function nested(): { folder: string; outer: string } {
  const [inner, outer, folder] = [newRepository(), newRepository(), newRepository()];
  commit(inner, { 'x.js': 'inner old' }, 'one');
  git(outer, 'submodule', '--quiet', 'add', inner, 'libs/inner');
  commit(outer, { 'x.js': 'outer old' }, 'one');
  git(folder, 'submodule', '--quiet', 'add', '--name', 'the library', outer, 'libs/outer');
  git(folder, 'submodule', '--quiet', 'update', '--init', '--recursive');
  commit(folder, { 'x.js': 'old' }, 'one');

  commit(inner, { 'x.js': 'inner new' }, 'two');
  git(path.join(outer, 'libs/inner'), 'pull', '-q');
  commit(outer, { 'x.js': 'outer new' }, 'two');
  git(path.join(folder, 'libs/outer'), 'pull', '-q');
  git(folder, 'submodule', '--quiet', 'update', '--recursive', '--init', '--remote');
  git(path.join(folder, 'libs/outer'), 'submodule', '--quiet', 'update', '--init');
  commit(folder, { 'x.js': 'new' }, 'two');
  return { folder, outer };
}

const files = ['x.js', 'libs/outer/x.js', 'libs/outer/libs/inner/x.js'];

describe('submodules', () => {
  it('are at the commits that the commit names, nested ones too, without a change of the repository', async () => {
    const { folder } = nested();
    const before = everythingIn(folder);
    const revisions = revisionsOf(folder);
    const [old, fresh] = [await checkOut(revisions, 'HEAD~1'), await checkOut(revisions, 'HEAD')];
    expect(files.map((file) => read(old.root, file))).toEqual(['old', 'outer old', 'inner old']);
    expect(files.map((file) => read(fresh.root, file))).toEqual(['new', 'outer new', 'inner new']);
    expect([old.notes, fresh.notes]).toEqual([[], []]);
    expect(everythingIn(folder)).toEqual(before);
    write(old.root, { 'libs/outer/libs/inner/x.js': 'changed' });
    expect((await checkOut(revisions, 'HEAD~1')).root).not.toBe(old.root);
  });

  it('come from the git folder of the clone where they are no longer checked out', async () => {
    const { folder } = nested();
    git(folder, 'rm', '-q', 'libs/outer');
    commit(folder, {}, 'without');
    expect(existsSync(path.join(folder, 'libs/outer'))).toBe(false);
    const { root } = await checkOut(revisionsOf(folder), 'HEAD~2');
    expect(files.map((file) => read(root, file))).toEqual(['old', 'outer old', 'inner old']);
  });

  it('are told when the clone has not got their commit, and left alone where the user has none', async () => {
    const { folder, outer } = nested();
    const clone = path.join(newFolder(), 'clone');
    git(folder, 'clone', '-q', folder, clone);
    expect((await checkOut(revisionsOf(clone), 'HEAD')).notes).toEqual([]);
    const hash = commit(outer, {}, 'three');
    git(folder, 'update-index', '--cacheinfo', `160000,${hash},libs/outer`);
    git(folder, 'commit', '-qm', 'ahead');
    const { notes, root } = await checkOut(revisionsOf(folder), 'HEAD');
    expect(notes).toEqual([
      `The submodule libs/outer is empty in this checkout: your clone has no commit ${hash.slice(0, 12)} of it. Bring it with: git -C libs/outer fetch --all`,
    ]);
    expect(existsSync(path.join(root, 'libs/outer/x.js'))).toBe(false);
  });

  it('do not lead out of the repository by their names', async () => {
    const { folder } = nested();
    const elsewhere = newRepository();
    const hash = commit(elsewhere, { 'x.js': 'elsewhere' }, 'one');
    const name = path.relative(path.join(folder, '.git/modules'), path.join(elsewhere, '.git'));
    rmSync(path.join(folder, 'libs'), { recursive: true });
    write(folder, { '.gitmodules': `[submodule "${name}"]\n\tpath = stolen\n\turl = x\n` });
    git(folder, 'add', '.gitmodules');
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${hash},stolen`);
    git(folder, 'commit', '-qm', 'hostile');
    const { root } = await checkOut(revisionsOf(folder), 'HEAD');
    expect(existsSync(path.join(root, 'stolen/x.js'))).toBe(false);
  });

  it('can be the workspace themselves', async () => {
    const { folder } = nested();
    const { root } = await checkOut(revisionsOf(path.join(folder, 'libs/outer')), 'HEAD~1');
    expect([read(root, 'x.js'), read(root, 'libs/inner/x.js')]).toEqual(['outer old', 'inner old']);
  });
});
