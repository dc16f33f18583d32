import { describe, expect, it } from 'vitest';
import { commit, git, newFolder, newRepository, revisionsOf, signal, write } from './repository.fixture.ts';
import { readRevisionChoices } from './revisionChoices.ts';

describe('readRevisionChoices', () => {
  it('has the commits of HEAD, branches and tags, newest first, and where HEAD left the main branch', async () => {
    const folder = newRepository();
    const first = commit(folder, { 'a.js': '1' }, 'first');
    git(folder, 'tag', 'v1.0');
    git(folder, 'switch', '--quiet', '--create', 'feature');
    const second = commit(folder, { 'a.js': '2' }, 'second');
    const choices = await readRevisionChoices(revisionsOf(folder), signal);
    expect(choices.recent.map(({ hash, subject }) => [hash, subject])).toEqual([
      [second, 'second'],
      [first, 'first'],
    ]);
    expect(choices.mergeBase).toMatchObject({ branch: 'main', commit: { commit: first, subject: 'first' } });
    expect(choices.named.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual(['branch feature', 'branch main', 'tag v1.0']);
    expect(choices.isEdited).toBe(false);
    write(folder, { 'b.js': 'untracked' });
    expect((await readRevisionChoices(revisionsOf(folder), signal)).isEdited).toBe(true);
  });

  it('has no merge base on the main branch, nor where branches have nothing in common', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    expect((await readRevisionChoices(revisionsOf(folder), signal)).mergeBase).toBeNull();
    git(folder, 'checkout', '--quiet', '--orphan', 'apart');
    commit(folder, { 'a.js': '2' }, 'apart');
    const choices = await readRevisionChoices(revisionsOf(folder), signal);
    expect(choices.mergeBase).toBeNull();
    expect(choices.recent.map(({ subject }) => subject)).toEqual(['apart']);
  });

  it('says what is missing where there is no repository, or no commit', async () => {
    await expect(readRevisionChoices(revisionsOf(newFolder()), signal)).rejects.toMatchObject({ code: 'not-a-repository' });
    await expect(readRevisionChoices(revisionsOf(newRepository()), signal)).rejects.toMatchObject({ code: 'no-commits' });
  });
});
