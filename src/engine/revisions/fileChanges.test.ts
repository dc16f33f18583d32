import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFileChanges } from './fileChanges.ts';
import { commit, git, newRepository, signal } from './repository.fixture.ts';

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

  it('takes what came from elsewhere for a name, never for an option', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    await expect(readFileChanges(folder, '--output=stolen', 'HEAD', signal)).rejects.toMatchObject({ code: 'unknown-revision' });
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });
});
