import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ResolvedCommit } from './index.ts';
import { commit, git, newFolder, newRepository, revisionsOf, signal } from './repository.fixture.ts';

/** main: one, two, merge of (side one, side two), last. */
function mergedRepository(): { folder: string; at: (subject: string) => string } {
  const folder = newRepository();
  commit(folder, { 'packages/a/x.js': '1' }, 'one');
  git(folder, 'checkout', '-qb', 'side');
  commit(folder, { 'side.js': '1' }, 'side one');
  commit(folder, { 'side.js': '2' }, 'side two');
  git(folder, 'checkout', '-q', 'main');
  commit(folder, { 'packages/b/ü "x".js': '1' }, 'two');
  git(folder, 'merge', '-q', '--no-ff', '-m', 'merge', 'side');
  commit(folder, { 'packages/a/x.js': '2' }, 'last');
  return { folder, at: (subject) => git(folder, 'log', '--format=%H', `--grep=^${subject}$`) };
}

const commitAt = async (folder: string, name: string) => (await revisionsOf(folder).resolve(name, signal)) as ResolvedCommit;
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error as Error & { code: string },
  );

describe('range', () => {
  it('is oldest first, with all facts, and can leave out what was merged', async () => {
    const { folder, at } = mergedRepository();
    git(folder, 'tag', '-a', 'v2', '-m', 'x', at('merge'));
    git(folder, 'tag', 'also', at('merge'));
    const { from, to, commits } = await revisionsOf(folder).range(`${at('one')}..`, { firstParent: false }, signal);
    expect([from.commit, to.commit]).toEqual([at('one'), at('last')]);
    const subjects = commits.map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(['last', 'merge', 'side one', 'side two', 'two']);
    expect(subjects.indexOf('side one')).toBeLessThan(subjects.indexOf('side two'));
    expect(commits.find(({ subject }) => subject === 'merge')).toEqual({
      hash: at('merge'),
      parents: [at('two'), at('side two')],
      authorName: 'Ann',
      authoredAtMs: Number(git(folder, 'log', '-1', '--format=%at', at('merge'))) * 1000,
      subject: 'merge',
      tags: expect.arrayContaining(['v2', 'also']),
    });
    const chain = await revisionsOf(folder).range(`${at('one')}..main`, { firstParent: true }, signal);
    expect(chain.commits.map(({ subject }) => subject)).toEqual(['two', 'merge', 'last']);
  });

  it('takes subjects as they are', async () => {
    const folder = newRepository();
    commit(folder, {}, 'one');
    const subjects = ['', 'tab\tand "quotes" <b>ü</b>', '%H %x00'];
    for (const subject of subjects) git(folder, 'commit', '-q', '--allow-empty', '--allow-empty-message', '-m', subject);
    const { commits } = await revisionsOf(folder).range('HEAD~3..HEAD', { firstParent: true }, signal);
    expect(commits.map(({ subject }) => subject)).toEqual(subjects);
  });

  it.each(['main', 'main...side', '..main', '', '..', '...'])('refuses what is no range: %j', async (text) => {
    const { folder } = mergedRepository();
    const error = await rejection(revisionsOf(folder).range(text, { firstParent: true }, signal));
    expect(error).toMatchObject({ code: 'bad-range', message: expect.stringContaining('write `A..B`') });
  });

  it('says why a range is empty', async () => {
    const { folder } = mergedRepository();
    const { range } = revisionsOf(folder);
    expect((await rejection(range('main..HEAD', { firstParent: false }, signal))).message).toBe(
      'There are no commits in `main..HEAD`: both ends are the same commit.',
    );
    expect(await rejection(range('main..side', { firstParent: false }, signal))).toMatchObject({
      code: 'empty-range',
      message: expect.stringContaining('write them the other way round'),
    });
  });

  it('tells of a range that a shallow clone has only in part', async () => {
    const { folder } = mergedRepository();
    git(folder, 'branch', 'old', 'main~3');
    const shallow = path.join(newFolder(), 'shallow');
    git(folder, 'clone', '-q', '--depth=2', '--no-single-branch', `file://${folder}`, shallow);
    const error = await rejection(revisionsOf(shallow).range('origin/old..main', { firstParent: false }, signal));
    expect(error).toMatchObject({ code: 'shallow-clone', message: expect.stringContaining('git fetch --unshallow') });
    git(shallow, 'fetch', '-q', '--unshallow');
    expect((await revisionsOf(shallow).range('origin/old..main', { firstParent: false }, signal)).commits).toHaveLength(5);
  });
});

describe('history', () => {
  it('finds the merge base and ancestors', async () => {
    const { folder, at } = mergedRepository();
    git(folder, 'checkout', '-qb', 'new', at('side one'));
    commit(folder, {}, 'new');
    const { mergeBase, isAncestor } = revisionsOf(folder);
    const [fresh, main] = [await commitAt(folder, 'new'), await commitAt(folder, 'main')];
    expect(await mergeBase(fresh, main, signal)).toMatchObject({ commit: at('side one'), subject: 'side one' });
    expect(await isAncestor(await commitAt(folder, at('one')), main, signal)).toBe(true);
    expect(await isAncestor(main, fresh, signal)).toBe(false);
  });

  it('says so where there is no merge base, or a shallow clone has it not', async () => {
    const { folder } = mergedRepository();
    git(folder, 'checkout', '-q', '--orphan', 'apart');
    commit(folder, {}, 'apart');
    const [apart, main] = [await commitAt(folder, 'apart'), await commitAt(folder, 'main')];
    expect((await rejection(revisionsOf(folder).mergeBase(apart, main, signal))).code).toBe('no-merge-base');
    const shallow = path.join(newFolder(), 'shallow');
    git(folder, 'clone', '-q', '--depth=1', '--no-single-branch', `file://${folder}`, shallow);
    const ends = [await commitAt(shallow, 'origin/side'), await commitAt(shallow, 'origin/main')] as const;
    expect((await rejection(revisionsOf(shallow).mergeBase(...ends, signal))).code).toBe('shallow-clone');
  });

  it('knows the main branch', async () => {
    const { folder } = mergedRepository();
    expect(await revisionsOf(folder).mainBranch(signal)).toBe('main');
    const clone = path.join(newFolder(), 'clone');
    git(folder, 'clone', '-q', folder, clone);
    git(clone, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/side');
    expect(await revisionsOf(clone).mainBranch(signal)).toBe('origin/side');
    git(clone, 'remote', 'set-head', 'origin', '--delete');
    expect(await revisionsOf(clone).mainBranch(signal)).toBe('origin/main');
    const other = newRepository();
    commit(other, {}, 'one');
    git(other, 'branch', '-m', 'trunk');
    expect(await revisionsOf(other).mainBranch(signal)).toBeNull();
  });

  it('lists commits, branches and tags to pick from', async () => {
    const { folder, at } = mergedRepository();
    git(folder, 'tag', '-a', 'v1', '-m', 'x', at('one'));
    git(folder, 'tag', 'of-a-file', 'HEAD:side.js');
    const clone = path.join(newFolder(), 'clone');
    git(folder, 'clone', '-q', folder, clone);
    expect((await revisionsOf(clone).recent(2, signal)).map(({ subject }) => subject)).toEqual(['last', 'merge']);
    const named = await revisionsOf(clone).named(signal);
    expect(named.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
      'branch main',
      'remote-branch origin/main',
      'remote-branch origin/side',
      'tag v1',
    ]);
    expect(named.find(({ name }) => name === 'v1')?.hash).toBe(at('one'));
  });

  it('tells changed files from the workspace folder', async () => {
    const { folder, at } = mergedRepository();
    const root = path.join(folder, 'packages/a');
    expect(await revisionsOf(root).changedFiles(at('one'), at('last'), signal)).toEqual(['x.js', '../b/ü "x".js', '../../side.js']);
    expect(await revisionsOf(folder).changedFiles(at('one'), at('one'), signal)).toEqual([]);
  });

  it('starts no program that the repository names', async () => {
    const { folder } = mergedRepository();
    const trap = path.join(newFolder(), 'trap');
    const signer = path.join(newFolder(), 'signer.sh');
    const signature = '-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----';
    writeFileSync(signer, `#!/bin/sh\ncat > /dev/null\necho x >> '${trap}'\necho '[GNUPG:] SIG_CREATED ' >&2\necho '${signature}'\n`);
    chmodSync(signer, 0o755);
    git(folder, 'config', 'gpg.program', signer);
    git(folder, 'config', 'log.showSignature', 'true');
    git(folder, 'commit', '-q', '--allow-empty', '--gpg-sign=me', '-m', 'signed');
    rmSync(trap);
    // The trap works: git itself falls into it.
    git(folder, 'log', '-1');
    rmSync(trap);
    const revisions = revisionsOf(folder);
    expect((await revisions.recent(5, signal))[0]?.subject).toBe('signed');
    await revisions.resolve('HEAD', signal);
    expect(existsSync(trap)).toBe(false);
  });
});
