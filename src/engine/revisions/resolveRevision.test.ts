import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, newFolder, newRepository, revisionsOf, signal, write } from './repository.fixture.ts';

const failure = (root: string, name: string) =>
  revisionsOf(root)
    .resolve(name, signal)
    .then(
      () => expect.unreachable(`${name} was resolved`),
      (error: unknown) => error as Error & { code: string },
    );

function threeCommits(): { folder: string; commits: string[] } {
  const folder = newRepository();
  const commits = ['one', 'two', 'three'].map((subject) => commit(folder, { 'a.js': subject }, subject));
  return { folder, commits };
}

describe('resolve', () => {
  it('takes what git takes for a commit, and tells subject, time and branch', async () => {
    const { folder, commits } = threeCommits();
    git(folder, 'tag', '-a', 'v1.0', '-m', 'the first', commits[0]!);
    const { resolve } = revisionsOf(folder);
    const authoredAtMs = Number(git(folder, 'log', '-1', '--format=%at')) * 1000;
    expect(await resolve('HEAD', signal)).toEqual({
      kind: 'commit',
      commit: commits[2],
      name: 'HEAD',
      branch: 'main',
      dirtyHash: null,
      subject: 'three',
      authoredAtMs,
    });
    expect(await resolve(' main ', signal)).toMatchObject({ commit: commits[2], branch: 'main', name: 'main' });
    expect(await resolve('HEAD~1', signal)).toMatchObject({ commit: commits[1], branch: null, subject: 'two' });
    expect(await resolve('v1.0', signal)).toMatchObject({ commit: commits[0], branch: null, subject: 'one' });
    expect(await resolve(commits[1]!.slice(0, 9), signal)).toMatchObject({ commit: commits[1] });
    expect(await resolve('HEAD^{/two}', signal)).toMatchObject({ commit: commits[1] });
    expect(await resolve('refs/heads/main', signal)).toMatchObject({ commit: commits[2], branch: 'main' });
  });

  it('knows the work tree with its uncommitted changes', async () => {
    const { folder, commits } = threeCommits();
    write(folder, { 'a.js': 'changed' });
    expect(await revisionsOf(folder).resolve('work tree', signal)).toEqual({
      kind: 'work-tree',
      name: 'work tree',
      commit: commits[2],
      branch: 'main',
      dirtyHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      subject: null,
      authoredAtMs: null,
    });
  });

  it('knows branches of other clones, also from a folder inside and a linked worktree', async () => {
    const { folder, commits } = threeCommits();
    const clone = path.join(newFolder(), 'clone');
    git(folder, 'clone', '-q', folder, clone);
    const tree = path.join(newFolder(), 'tree');
    git(clone, 'worktree', 'add', '-q', '--detach', tree);
    write(tree, { 'packages/a/b.js': '' });
    for (const root of [clone, tree, path.join(tree, 'packages/a')]) {
      expect(await revisionsOf(root).resolve('origin/main', signal)).toMatchObject({ commit: commits[2], branch: 'origin/main' });
    }
    expect((await revisionsOf(tree).resolve('HEAD', signal)).branch).toBeNull();
  });

  it('names what was probably meant', async () => {
    const { folder } = threeCommits();
    git(folder, 'branch', 'feature/sorting');
    expect((await failure(folder, 'feature/sortin')).message).toBe(
      `\`feature/sortin\` is no revision of ${folder}. Did you mean \`feature/sorting\`?`,
    );
    expect(await failure(folder, 'mian~1')).toMatchObject({ code: 'unknown-revision', message: expect.stringContaining('`main`?') });
    expect((await failure(folder, 'zzzzzzzzzzzz')).message).toMatch(/is no revision of .*git fetch`\.$/);
  });

  it.each(['', '  ', '--all', '-1', '--output=x', 'a\nHEAD', 'HEAD\nHEAD', 'a b', '~', '@{', '\u001b[2J', 'HEAD:', '..', 'a'.repeat(5000)])(
    'never takes %j for an option or anything else but a name',
    async (name) => {
      const { folder } = threeCommits();
      const error = await failure(folder, name);
      expect(error.name).toBe('UserError');
      expect(error.code).toMatch(/^(unknown-revision|not-a-commit)$/);
      expect(error.message).not.toMatch(/fatal|usage|\n/);
      expect(error.message).not.toContain('\u001b');
    },
  );

  it('takes a tag whose name looks like an option for the tag', async () => {
    const { folder, commits } = threeCommits();
    git(folder, 'update-ref', 'refs/tags/--all', commits[0]!);
    expect(await revisionsOf(folder).resolve('--all', signal)).toMatchObject({ commit: commits[0] });
  });

  it('refuses folders, files and tags of them', async () => {
    const { folder } = threeCommits();
    git(folder, 'tag', '-a', 'of-a-file', '-m', 'x', 'HEAD:a.js');
    expect((await failure(folder, 'HEAD^{tree}')).message).toBe(
      '`HEAD^{tree}` is a folder, not a commit. Name a branch, a tag or a commit.',
    );
    expect((await failure(folder, 'HEAD:a.js')).message).toContain('is a file, not a commit');
    expect((await failure(folder, 'of-a-file')).message).toContain('is a tag of something else');
  });

  it('asks which of two is meant', async () => {
    const { folder, commits } = threeCommits();
    git(folder, 'branch', 'same', commits[0]!);
    git(folder, 'tag', 'same', commits[0]!);
    expect(await revisionsOf(folder).resolve('same', signal)).toMatchObject({ commit: commits[0] });
    git(folder, 'branch', '-f', 'same', commits[1]!);
    const error = await failure(folder, 'same');
    expect(error.code).toBe('ambiguous-revision');
    expect(error.message).toMatch(/`refs\/(tags|heads)\/same` or `refs\/(tags|heads)\/same`/);
    expect(await revisionsOf(folder).resolve('refs/heads/same', signal)).toMatchObject({ commit: commits[1], branch: 'same' });
  });

  it('lists the commits that begin with too short a hash', async () => {
    const folder = newRepository();
    // The first two of these commits whose hashes begin alike: times and names are given, so the hashes are always the same.
    const byStart = new Map<string, string>();
    let start = '';
    const tree = git(folder, 'write-tree');
    for (let index = 0; start === ''; index++) {
      process.env['GIT_AUTHOR_DATE'] = process.env['GIT_COMMITTER_DATE'] = '2020-01-01T00:00:00Z';
      const hash = git(folder, 'commit-tree', tree, '-m', `try ${index}`);
      if (byStart.has(hash.slice(0, 4))) start = hash.slice(0, 4);
      byStart.set(hash.slice(0, 4), hash);
    }
    delete process.env['GIT_AUTHOR_DATE'];
    delete process.env['GIT_COMMITTER_DATE'];
    const error = await failure(folder, start);
    expect(error.code).toBe('ambiguous-revision');
    expect(error.message).toContain(`\`${byStart.get(start)!.slice(0, 12)}\``);
  });

  it('tells of folders without git, without commits, and of a bare repository', async () => {
    expect(await failure(newFolder(), 'HEAD')).toMatchObject({ code: 'not-a-repository', message: expect.stringContaining('git init') });
    const empty = newRepository();
    expect(await failure(empty, 'HEAD')).toMatchObject({ code: 'no-commits', message: expect.stringContaining('git commit') });
    expect(await failure(empty, 'HEAD~1')).toMatchObject({ code: 'no-commits' });
    expect((await failure(newRepository('--bare'), 'HEAD')).code).toBe('no-work-tree');
  });

  it('says how far a name reaches beyond the history, and what a shallow clone needs', async () => {
    const { folder, commits } = threeCommits();
    expect((await failure(folder, 'HEAD~5')).message).toBe('`HEAD~5` lies 5 commits before `HEAD`, and there are only 2.');
    const shallow = path.join(newFolder(), 'shallow');
    git(folder, 'clone', '-q', '--depth=2', `file://${folder}`, shallow);
    expect(await revisionsOf(shallow).resolve('HEAD~1', signal)).toMatchObject({ commit: commits[1] });
    const deeper = await failure(shallow, 'HEAD^~');
    expect(deeper.code).toBe('shallow-clone');
    expect(deeper.message).toContain('lies 2 commits before `HEAD`, and this shallow clone has only 1 of them');
    // The command that it names is the one that helps.
    git(shallow, ...deeper.message.match(/`git (fetch --deepen=\d+)`/)![1]!.split(' '));
    expect(await revisionsOf(shallow).resolve('HEAD~2', signal)).toMatchObject({ commit: commits[0] });

    const other = path.join(newFolder(), 'shallow');
    git(folder, 'clone', '-q', '--depth=1', `file://${folder}`, other);
    const missing = await failure(other, commits[0]!);
    expect(missing.code).toBe('shallow-clone');
    git(other, ...missing.message.match(/`git (fetch --unshallow)`/)![1]!.split(' '));
    expect(await revisionsOf(other).resolve(commits[0]!, signal)).toMatchObject({ subject: 'one' });
  });

  it('says what to do where git is missing, or refuses', async () => {
    const { folder } = threeCommits();
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      expect(await failure(folder, 'HEAD')).toMatchObject({
        code: 'repository-untrusted',
        message: expect.stringContaining('git config --global --add safe.directory'),
      });
    } finally {
      delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    }
    const searchPath = process.env['PATH'];
    process.env['PATH'] = newFolder();
    try {
      expect(await failure(folder, 'HEAD')).toMatchObject({ code: 'git-missing', message: expect.stringContaining('Install git') });
    } finally {
      process.env['PATH'] = searchPath;
    }
  });

  it('tells of a damaged repository in one line', async () => {
    const { folder } = threeCommits();
    rmSync(path.join(folder, '.git/objects'), { recursive: true });
    const error = await failure(folder, 'HEAD');
    expect(error.name).toBe('UserError');
    expect(error.message).not.toMatch(/\n|fatal:/);
  });

  it('ends with the signal', async () => {
    const { folder } = threeCommits();
    await expect(revisionsOf(folder).resolve('HEAD', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
