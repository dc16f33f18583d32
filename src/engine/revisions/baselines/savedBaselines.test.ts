import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkOut,
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

const read = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');
const place = (folder: string) => path.join(folder, '.git/laptime/baselines');
const save = (folder: string, name: string, replace = false) => revisionsOf(folder).saveBaseline({ name, replace }, signal);
const namesIn = async (folder: string) => (await revisionsOf(folder).baselines(signal)).map(({ name }) => name);

/** All of a repository but what Laptime keeps; times are left out of what git freshens when it reads it. */
function stateOf(folder: string) {
  const files = Object.entries(everythingIn(folder)).filter(([name]) => !name.startsWith('.git/laptime') && name !== '.git');
  const withoutTimes = files.map(([name, text]) => [name, /^\.git\/(?:objects|sharedindex)/.test(name) ? text.split(' ').at(-1) : text]);
  return { files: Object.fromEntries(withoutTimes), objects: git(folder, 'count-objects', '-v'), refs: git(folder, 'for-each-ref') };
}

/** Every kind of change: staged, edited, staged and edited, new, deleted, renamed, made executable, a link, ignored. */
function editedRepository(): { readonly folder: string; readonly head: string } {
  const folder = newRepository();
  const head = commit(
    folder,
    { '.gitignore': 'ignored\n', 'a.js': 'old', 'b.js': 'old', 'gone.js': 'x', 'from.js': 'y', 'run.sh': 'z', 'deep/er/c.js': 'old' },
    'first',
  );
  write(folder, { 'b.js': 'staged' });
  git(folder, 'add', 'b.js');
  write(folder, { 'a.js': 'edited', 'b.js': 'staged, then edited', 'new file.js': 'new', 'deep/er/new.js': 'new', ignored: 'secret' });
  rmSync(path.join(folder, 'gone.js'));
  git(folder, 'mv', 'from.js', 'to.js');
  chmodSync(path.join(folder, 'run.sh'), 0o755);
  symlinkSync('a.js', path.join(folder, 'link.js'));
  return { folder, head };
}

describe('a saved baseline', () => {
  it('has the files as they were on disk, and leaves the repository as it was', async () => {
    const { folder, head } = editedRepository();
    write(folder, { 'stashed.js': '1' });
    git(folder, 'stash', 'push', '-q', '-u', '--', 'stashed.js');
    const before = stateOf(folder);
    const { baseline, notes } = await save(folder, 'before');
    expect(stateOf(folder)).toEqual(before);
    expect(notes).toEqual([]);
    expect(baseline).toMatchObject({ name: 'before', commit: head, branch: 'main', isEdited: true });
    expect(filesIn(place(folder)).filter((name) => !name.includes('objects'))).toEqual([expect.stringMatching(/^[^/]+\/baseline\.json$/)]);

    write(folder, { 'a.js': 'later', 'b.js': 'later', 'new file.js': 'later' });
    const cache = newFolder();
    const made = await checkOut(revisionsOf(folder, cache), 'baseline:before');
    expect(filesIn(made.root)).toEqual(
      ['.gitignore', 'a.js', 'b.js', 'deep/er/c.js', 'deep/er/new.js', 'link.js', 'new file.js', 'run.sh', 'to.js'].toSorted(),
    );
    expect(['a.js', 'b.js', 'new file.js', 'link.js'].map((file) => read(made.root, file))).toEqual([
      'edited',
      'staged, then edited',
      'new',
      'edited',
    ]);
    expect(statSync(path.join(made.root, 'run.sh')).mode & 0o100).toBe(0o100);
    expect(made.revision).toMatchObject({ kind: 'baseline', name: 'baseline:before', commit: head, branch: 'main', subject: null });
    expect(made.revision.dirtyHash).toMatch(/^[0-9a-f]{16}$/);
    // Once more, it comes from the cache.
    expect((await checkOut(revisionsOf(folder, cache), 'baseline:before')).steps).toEqual([]);
  });

  it('has an edit that neither size nor time tell', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '0' }, 'first');
    for (const text of ['1', '2', '3']) {
      // In the second in which git wrote its index, which then cannot know.
      commit(folder, { 'a.js': '0' }, 'again');
      write(folder, { 'a.js': text });
      expect((await save(folder, 'x', true)).baseline.isEdited).toBe(true);
      expect(read((await checkOut(revisionsOf(folder), 'baseline:x')).root, 'a.js')).toBe(text);
    }
  });

  it('is the commit where nothing was edited, and shares its checkout', async () => {
    const folder = newRepository();
    const head = commit(folder, { 'a.js': '1' }, 'first');
    expect((await save(folder, 'clean')).baseline).toMatchObject({ isEdited: false, bytes: 0 });
    const revisions = revisionsOf(folder);
    expect(await revisions.resolve(' baseline:clean ', signal)).toMatchObject({ commit: head, dirtyHash: null, subject: 'first' });
    const ofCommit = await checkOut(revisions, 'HEAD');
    expect((await checkOut(revisions, 'baseline:clean')).root).toBe(ofCommit.root);
  });

  it('replaces another of its name only where that is asked for', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    write(folder, { 'a.js': '2' });
    await save(folder, 'x');
    await save(folder, 'y');
    const failure = await failureOf(save(folder, 'x'));
    expect(failure).toMatchObject({ code: 'baseline-exists', message: expect.stringContaining('--force') as string });
    write(folder, { 'a.js': '3' });
    await save(folder, 'x', true);
    expect(readdirSync(place(folder))).toHaveLength(2);
    expect(await namesIn(folder)).toEqual(['x', 'y']);
    const revisions = revisionsOf(folder);
    expect(read((await checkOut(revisions, 'baseline:x')).root, 'a.js')).toBe('3');
    expect(read((await checkOut(revisions, 'baseline:y')).root, 'a.js')).toBe('2');
  });

  it('is gone when it is removed, with all that it took', async () => {
    const { folder } = editedRepository();
    await save(folder, 'feature/äöü-1.0_x');
    const revisions = revisionsOf(folder);
    expect((await failureOf(revisions.removeBaseline('feature', signal))).code).toBe('unknown-baseline');
    await revisions.removeBaseline('baseline:feature/äöü-1.0_x', signal);
    expect(readdirSync(place(folder))).toEqual([]);
    expect(await failureOf(revisions.resolve('baseline:feature/x', signal))).toMatchObject({
      code: 'unknown-baseline',
      message: expect.stringContaining('`laptime baseline save NAME`') as string,
    });
  });

  it('is offered where a name is nearly its', async () => {
    const folder = newRepository();
    commit(folder, {}, 'first');
    await save(folder, 'before');
    expect((await failureOf(revisionsOf(folder).resolve('baseline:befor', signal))).message).toContain('Did you mean `before`?');
  });

  it.each([
    '',
    ' ',
    '..',
    'a/../b',
    '../a',
    '/a',
    'a/',
    '-rf',
    '--force',
    'a b',
    'a//b',
    'a\nb',
    '$(x)',
    'a:b',
    'a\\b',
    '.a',
    'x'.repeat(101),
  ])('cannot be called %j', async (name) => {
    const folder = newRepository();
    commit(folder, {}, 'first');
    const failure = await failureOf(save(folder, name));
    expect(failure.code).toBe('bad-baseline-name');
    expect(failure.message).not.toMatch(/\n/);
    expect(existsSync(place(folder))).toBe(false);
  });

  it('needs a repository with a commit', async () => {
    expect((await failureOf(save(newFolder(), 'x'))).code).toBe('not-a-repository');
    expect((await failureOf(save(newRepository(), 'x'))).code).toBe('no-commits');
    expect(await namesIn(newRepository())).toEqual([]);
  });

  it('belongs to all worktrees of a repository, each with its own files', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    const other = path.join(newFolder(), 'other');
    git(folder, 'worktree', 'add', '-q', '-b', 'other', other);
    write(other, { 'a.js': 'of the other' });
    expect((await save(other, 'x')).baseline.branch).toBe('other');
    expect(read((await checkOut(revisionsOf(folder), 'baseline:x')).root, 'a.js')).toBe('of the other');
  });

  it('moves with its repository', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    write(folder, { 'a.js': '2' });
    await save(folder, 'x');
    const moved = path.join(newFolder(), 'a "moved":one');
    renameSync(folder, moved);
    expect(read((await checkOut(revisionsOf(moved), 'baseline:x')).root, 'a.js')).toBe('2');
  });

  it('takes conflicts, sparse checkouts and split indexes as they are on disk', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1', 'in/x.js': 'in', 'out/x.js': 'out' }, 'first');
    git(folder, 'switch', '-qc', 'side');
    commit(folder, { 'a.js': 'side' }, 'side');
    git(folder, 'switch', '-q', 'main');
    commit(folder, { 'a.js': 'main' }, 'main');
    expect(() => git(folder, 'merge', '-q', 'side')).toThrow('merge -q side');
    git(folder, 'update-index', '--split-index');
    const before = stateOf(folder);
    await save(folder, 'conflict');
    expect(stateOf(folder)).toEqual(before);
    const revisions = revisionsOf(folder);
    expect(read((await checkOut(revisions, 'baseline:conflict')).root, 'a.js')).toContain('<<<<<<<');

    git(folder, 'merge', '--abort');
    git(folder, 'sparse-checkout', 'set', '--sparse-index', 'in');
    write(folder, { 'in/x.js': 'edited', 'elsewhere/new.js': 'new' });
    expect(existsSync(path.join(folder, 'out'))).toBe(false);
    await save(folder, 'sparse');
    const { root } = await checkOut(revisions, 'baseline:sparse');
    expect(['in/x.js', 'out/x.js', 'elsewhere/new.js'].map((file) => read(root, file))).toEqual(['edited', 'out', 'new']);
  });

  it('has submodules at the commit that is checked out, and tells what was edited in them', async () => {
    const [library, folder] = [newRepository(), newRepository()];
    commit(library, { 'x.js': 'one' }, 'one');
    git(folder, 'submodule', '--quiet', 'add', library, 'library');
    git(folder, 'submodule', '--quiet', 'add', library, 'absent');
    commit(folder, { 'a.js': '1' }, 'first');
    git(folder, 'submodule', '--quiet', 'deinit', '-f', 'absent');
    write(folder, { 'a.js': '2' });
    expect((await save(folder, 'x')).notes).toEqual([]);
    commit(path.join(folder, 'library'), { 'x.js': 'two' }, 'two');
    write(folder, { 'library/x.js': 'three' });
    expect((await save(folder, 'y')).notes).toEqual([expect.stringContaining('in the submodule library are not part of it') as string]);
    const { root } = await checkOut(revisionsOf(folder), 'baseline:y');
    expect(read(root, 'library/x.js')).toBe('two');
  });

  it('lays its own bench files over the other revision, where it is the candidate', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': 'old', 'a.bench.js': 'old bench' }, 'first');
    write(folder, { 'a.js': 'edited', 'a.bench.js': 'edited bench' });
    await save(folder, 'x');
    git(folder, 'checkout', '-q', '--', '.');
    const revisions = revisionsOf(folder);
    const candidate = await checkOut(revisions, 'baseline:x');
    const request = { ...plainRequest(), overlay: { from: candidate, files: ['a.bench.js'] } };
    const { root, notes } = await checkOut(revisions, 'HEAD', request);
    expect([read(root, 'a.js'), read(root, 'a.bench.js')]).toEqual(['old', 'edited bench']);
    expect(notes.join(' ')).toContain('a.bench.js is from baseline:x.');
  });

  it('says so when git has removed what it is a change of', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    commit(folder, { 'a.js': '2' }, 'second');
    write(folder, { 'a.js': '3' });
    await save(folder, 'x');
    git(folder, 'reset', '-q', '--hard', 'HEAD~1');
    git(folder, 'reflog', 'expire', '--expire=now', '--all');
    git(folder, 'gc', '-q', '--prune=now');
    expect(await failureOf(revisionsOf(folder).resolve('baseline:x', signal))).toMatchObject({
      code: 'baseline-lost',
      message: expect.stringContaining('Save it again.') as string,
    });
  });

  it('is not half there where saving fails, is cancelled, or is killed', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    write(folder, { 'a.js': '2' });
    mkdirSync(path.join(folder, 'empty repository'));
    git(path.join(folder, 'empty repository'), 'init', '-q');
    const failure = await failureOf(save(folder, 'x'));
    expect(failure.code).toBe('snapshot-failed');
    expect(failure.message).toMatch(/does not have a commit checked out\. Correct that/);
    rmSync(path.join(folder, 'empty repository'), { recursive: true });
    const stop = new AbortController();
    const saving = revisionsOf(folder).saveBaseline({ name: 'x', replace: false }, stop.signal);
    // Sooner than git can have done all of it.
    setTimeout(() => stop.abort(), 3);
    expect((await failureOf(saving)).name).toBe('AbortError');
    expect(readdirSync(place(folder))).toEqual([]);

    // As of processes that were killed: one long ago, one that may be alive.
    for (const name of ['.draft-old', '.draft-new']) mkdirSync(path.join(place(folder), name, 'objects'), { recursive: true });
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(path.join(place(folder), '.draft-old'), longAgo, longAgo);
    mkdirSync(path.join(place(folder), 'damaged'));
    writeFileSync(path.join(place(folder), 'damaged/baseline.json'), '{');
    expect(await namesIn(folder)).toEqual([]);
    await save(folder, 'x');
    expect(await namesIn(folder)).toEqual(['x']);
    expect(readdirSync(place(folder)).filter((name) => name.startsWith('.draft'))).toEqual(['.draft-new']);
  });

  it('is not written where a link of the repository leads', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    const elsewhere = newFolder();
    symlinkSync(elsewhere, path.join(folder, '.git/laptime'));
    expect((await failureOf(save(folder, 'x'))).code).toBe('store-link');
    expect(readdirSync(elsewhere)).toEqual([]);
    expect((await failureOf(revisionsOf(folder).removeBaseline('x', signal))).code).toBe('store-link');
    // What is only looked at is none the worse for it.
    expect(await namesIn(folder)).toEqual([]);
  });

  it('says where it cannot be written', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    mkdirSync(path.join(folder, '.git/laptime'));
    writeFileSync(place(folder), 'a file');
    expect(await failureOf(save(folder, 'x'))).toMatchObject({
      code: 'baseline-not-writable',
      message: expect.stringContaining(place(folder)) as string,
    });
  });

  it('may be saved twice at once: one of the two is it, whole', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '1' }, 'first');
    write(folder, { 'a.js': '2' });
    await Promise.all([save(folder, 'x', true), save(folder, 'x', true)]);
    expect(await namesIn(folder)).toEqual(['x']);
    expect(read((await checkOut(revisionsOf(folder), 'baseline:x')).root, 'a.js')).toBe('2');
    await revisionsOf(folder).removeBaseline('x', signal);
    expect(await namesIn(folder)).toEqual([]);
  });
});
