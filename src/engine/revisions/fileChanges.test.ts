import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommitChanges, readFileChanges } from './fileChanges.ts';
import { commit, git, newFolder, newRepository, signal } from './repository.fixture.ts';

describe('readFileChanges', () => {
  it('tells what was added, removed and changed, seen from the workspace folder', async () => {
    const folder = newRepository();
    const first = commit(folder, { 'packages/a/x.js': '1', 'packages/a/gone é.js': '1', 'shared/y.js': '1', 'same.js': '1' }, 'first');
    rmSync(path.join(folder, 'packages/a/gone é.js'));
    commit(folder, { 'packages/a/x.js': '2', 'packages/a/new\n.js': '', 'shared/y.js': '2' }, 'second');
    const changes = await readFileChanges(path.join(folder, 'packages/a'), first, 'HEAD', signal);
    expect(changes.toSorted((a, b) => a.file.localeCompare(b.file))).toEqual([
      { file: '../../shared/y.js', kind: 'changed' },
      { file: 'gone é.js', kind: 'removed' },
      { file: 'new\n.js', kind: 'added' },
      { file: 'x.js', kind: 'changed' },
    ]);
    expect(await readFileChanges(folder, 'HEAD', 'HEAD', signal)).toEqual([]);
  });

  it('tells of submodules what they are', async () => {
    const [library, folder] = [newRepository(), newRepository()];
    commit(library, { 'x.js': '1' }, 'one');
    const first = commit(folder, { 'a.js': '1' }, 'first');
    git(folder, 'submodule', '--quiet', 'add', library, 'library');
    const second = commit(folder, {}, 'second');
    commit(path.join(folder, 'library'), { 'x.js': '2' }, 'two');
    commit(folder, {}, 'third');
    expect(await readFileChanges(folder, first, second, signal)).toEqual([
      { file: '.gitmodules', kind: 'added' },
      { file: 'library', kind: 'submodule' },
    ]);
    git(folder, 'config', 'diff.ignoreSubmodules', 'all');
    expect(await readCommitChanges(folder, 'HEAD', signal)).toMatchObject({ changes: [{ file: 'library', kind: 'submodule' }] });
  });

  it('takes what came from elsewhere for a name, never for an option', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    await expect(readFileChanges(folder, '--output=stolen', 'HEAD', signal)).rejects.toMatchObject({ code: 'unknown-revision' });
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });
});

describe('readCommitChanges', () => {
  it('compares with the first parent, also of a merge, and with nothing where there is none', async () => {
    const folder = newRepository();
    const first = commit(folder, { 'a.js': '1', 'b/c.js': '1' }, 'first');
    git(folder, 'switch', '-q', '-c', 'side');
    commit(folder, { 'side.js': '1' }, 'side');
    git(folder, 'switch', '-q', 'main');
    const second = commit(folder, { 'a.js': '2' }, 'second');
    git(folder, 'merge', '-q', '--no-edit', 'side');
    const merge = git(folder, 'rev-parse', 'HEAD');
    const changes = (name: string) => readCommitChanges(folder, name, signal);
    expect(await changes(first.slice(0, 8))).toEqual({
      commit: first,
      subject: 'first',
      parent: null,
      changes: [
        { file: 'a.js', kind: 'added' },
        { file: 'b/c.js', kind: 'added' },
      ],
    });
    expect(await changes(second)).toEqual({
      commit: second,
      subject: 'second',
      parent: first,
      changes: [{ file: 'a.js', kind: 'changed' }],
    });
    expect(await changes(merge)).toMatchObject({ parent: second, changes: [{ file: 'side.js', kind: 'added' }] });
  });

  it('says that a commit is gone, or that the clone is cut off at it', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    commit(folder, { 'a.js': '2' }, 'second');
    await expect(readCommitChanges(folder, 'f'.repeat(40), signal)).rejects.toMatchObject({ code: 'unknown-revision' });
    const shallow = newFolder();
    git(shallow, 'clone', '-q', '--depth=1', `file://${folder}`, '.');
    await expect(readCommitChanges(shallow, 'HEAD', signal)).rejects.toMatchObject({
      code: 'shallow-clone',
      message: expect.stringContaining('cut off there') as string,
    });
  });
});
