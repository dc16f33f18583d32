import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlace, readRevision } from './index.ts';

let scratch: string;
let counter = 0;

beforeAll(() => {
  scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-git-')));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const identity = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.com',
    '-c',
    'commit.gpgSign=false',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', [...identity, ...args], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function newFolder(): string {
  const folder = path.join(scratch, `folder ${counter++}`);
  mkdirSync(folder);
  return folder;
}

function newRepository(...args: string[]): string {
  const folder = newFolder();
  git(folder, 'init', '-q', '-b', 'main', ...args);
  return folder;
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function repositoryWithCommit(...args: string[]): string {
  const folder = newRepository(...args);
  write(folder, 'src/a.js', 'a\n');
  write(folder, 'b.js', 'b\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'first');
  return folder;
}

const dirtyHashOf = async (folder: string) => (await readRevision(folder)).revision.dirtyHash;

describe('readRevision', () => {
  it('is all null outside git, and has nothing to say about it', async () => {
    expect(await readRevision(newFolder())).toEqual({ revision: { commit: null, branch: null, dirtyHash: null }, note: null });
  });

  it('tells commit and branch of a clean work tree, from a folder inside too', async () => {
    const folder = repositoryWithCommit();
    const expected = { revision: { commit: git(folder, 'rev-parse', 'HEAD'), branch: 'main', dirtyHash: null }, note: null };
    expect(await readRevision(folder)).toEqual(expected);
    expect(await readRevision(path.join(folder, 'src'))).toEqual(expected);
  });

  it('has a branch but no commit before the first one', async () => {
    const folder = newRepository();
    expect((await readRevision(folder)).revision).toEqual({ commit: null, branch: 'main', dirtyHash: null });
    write(folder, 'a.js', 'a');
    expect((await readRevision(folder)).revision).toEqual({
      commit: null,
      branch: 'main',
      dirtyHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('has no branch when HEAD is detached', async () => {
    const folder = repositoryWithCommit();
    git(folder, 'checkout', '-q', '--detach');
    expect((await readRevision(folder)).revision.branch).toBeNull();
  });

  it('has the commit of a bare repository, and of the inside of `.git`', async () => {
    const folder = repositoryWithCommit();
    const bare = path.join(newFolder(), 'bare.git');
    git(folder, 'clone', '-q', '--bare', folder, bare);
    const expected = { revision: { commit: git(folder, 'rev-parse', 'HEAD'), branch: 'main', dirtyHash: null }, note: null };
    expect(await readRevision(bare)).toEqual(expected);
    expect(await readRevision(path.join(folder, '.git'))).toEqual(expected);
  });

  it('reads shallow clones and repositories with SHA-256', async () => {
    const folder = repositoryWithCommit();
    const shallow = path.join(newFolder(), 'shallow');
    git(folder, 'clone', '-q', '--depth=1', `file://${folder}`, shallow);
    expect((await readRevision(shallow)).revision).toEqual({ commit: git(folder, 'rev-parse', 'HEAD'), branch: 'main', dirtyHash: null });

    const modern = repositoryWithCommit('--object-format=sha256');
    write(modern, 'b.js', 'staged');
    git(modern, 'add', '.');
    expect(await dirtyHashOf(modern)).not.toBeNull();
    write(modern, 'b.js', 'b\n');
    expect((await readRevision(modern)).revision).toMatchObject({ commit: expect.stringMatching(/^[0-9a-f]{64}$/), dirtyHash: null });
  });

  it('hashes what the files hold: not when they were written, nor what is staged', async () => {
    const folder = repositoryWithCommit();
    utimesSync(path.join(folder, 'b.js'), 1, 1);
    expect(await dirtyHashOf(folder)).toBeNull();

    write(folder, 'b.js', 'changed');
    const changed = await dirtyHashOf(folder);
    expect(changed).not.toBeNull();
    git(folder, 'add', 'b.js');
    utimesSync(path.join(folder, 'b.js'), 5, 5);
    expect(await dirtyHashOf(folder)).toBe(changed);
    write(folder, 'b.js', 'changed again');
    expect(await dirtyHashOf(folder)).not.toBe(changed);
    // Staged, and put back.
    write(folder, 'b.js', 'b\n');
    expect(await dirtyHashOf(folder)).toBeNull();
    git(folder, 'reset', '-q');

    write(folder, 'new file.js', 'new');
    const untracked = await dirtyHashOf(folder);
    expect(untracked).not.toBeNull();
    git(folder, 'add', '.');
    expect(await dirtyHashOf(folder)).toBe(untracked);
    rmSync(path.join(folder, 'new file.js'));
    git(folder, 'add', '.');
    expect(await dirtyHashOf(folder)).toBeNull();

    git(folder, 'rm', '-q', '--cached', 'b.js');
    expect(await dirtyHashOf(folder)).toBeNull();
    rmSync(path.join(folder, 'b.js'));
    expect(await dirtyHashOf(folder)).not.toBeNull();
  });

  it('tells apart deletions, renames, links and names with odd characters', async () => {
    const folder = repositoryWithCommit();
    const seen = new Set<string | null>([await dirtyHashOf(folder)]);
    const expectNew = async () => {
      const hash = await dirtyHashOf(folder);
      expect(seen.has(hash)).toBe(false);
      seen.add(hash);
    };
    rmSync(path.join(folder, 'b.js'));
    await expectNew();
    symlinkSync('src/a.js', path.join(folder, 'b.js'));
    await expectNew();
    write(folder, 'tab\tnew\nline ü "quote".js', 'x');
    await expectNew();
    git(folder, 'mv', 'src/a.js', 'src/renamed.js');
    await expectNew();
  });

  it('tells a file too large to read by its size and time', async () => {
    const folder = repositoryWithCommit();
    writeFileSync(path.join(folder, 'data.bin'), Buffer.alloc(17 * 2 ** 20));
    utimesSync(path.join(folder, 'data.bin'), 1, 1);
    const first = await dirtyHashOf(folder);
    expect(await dirtyHashOf(folder)).toBe(first);
    utimesSync(path.join(folder, 'data.bin'), 2, 2);
    expect(await dirtyHashOf(folder)).not.toBe(first);
  });

  it('ignores what .gitignore names', async () => {
    const folder = repositoryWithCommit();
    write(folder, '.gitignore', 'out/\n');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'ignore');
    write(folder, 'out/result.json', '{}');
    expect(await dirtyHashOf(folder)).toBeNull();
  });

  it('sees changes and commits inside submodules', async () => {
    const library = repositoryWithCommit();
    const folder = repositoryWithCommit();
    git(folder, 'submodule', '--quiet', 'add', library, 'libs/library');
    git(folder, 'commit', '-qm', 'library');
    expect(await dirtyHashOf(folder)).toBeNull();
    const inside = path.join(folder, 'libs/library');
    write(inside, 'b.js', 'changed');
    const changed = await dirtyHashOf(folder);
    expect(changed).not.toBeNull();
    git(inside, 'commit', '-qam', 'changed');
    const committed = await dirtyHashOf(folder);
    expect(committed).not.toBeNull();
    expect(committed).not.toBe(changed);
    expect((await readRevision(inside)).revision.branch).toBe('main');
  });

  it('starts no program that the repository names', async () => {
    const folder = repositoryWithCommit();
    const trap = path.join(scratch, `trap-${counter++}`);
    const script = path.join(scratch, `script-${counter++}.sh`);
    writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> '${trap}'\ncat\n`);
    chmodSync(script, 0o755);
    write(folder, '.gitattributes', '*.js filter=trap diff=trap\n');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'attributes');
    const settings = {
      'core.fsmonitor': script,
      'core.pager': script,
      'core.sshCommand': script,
      'core.hooksPath': path.dirname(script),
      'diff.external': script,
      'diff.trap.textconv': script,
      'credential.helper': script,
      'filter.trap.clean': script,
      'filter.trap.smudge': script,
      'filter.trap.required': 'true',
    };
    for (const [name, value] of Object.entries(settings)) git(folder, 'config', name, value);
    write(folder, 'b.js', 'B\n');
    // The trap works: git itself falls into it.
    execFileSync('git', ['status', '--porcelain'], { cwd: folder, stdio: 'ignore' });
    expect(readFileSync(trap, 'utf8')).toContain('script');
    rmSync(trap);
    write(folder, 'b.js', 'C\n');
    expect((await readRevision(folder)).revision.dirtyHash).not.toBeNull();
    expect(existsSync(trap)).toBe(false);
  });

  it('changes nothing in the repository, not even the index', async () => {
    const folder = repositoryWithCommit();
    utimesSync(path.join(folder, 'b.js'), 1, 1);
    const index = readFileSync(path.join(folder, '.git/index'));
    await readRevision(folder);
    expect(readFileSync(path.join(folder, '.git/index')).equals(index)).toBe(true);
  });

  it('is not led astray by the variables of a git hook', async () => {
    const folder = repositoryWithCommit();
    const other = repositoryWithCommit();
    git(other, 'checkout', '-qb', 'elsewhere');
    process.env['GIT_DIR'] = path.join(other, '.git');
    try {
      expect((await readRevision(folder)).revision.branch).toBe('main');
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('says what to do where git refuses or is missing', async () => {
    const folder = repositoryWithCommit();
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      const { revision, note } = await readRevision(folder);
      expect(revision.commit).toBeNull();
      expect(note).toMatch(/belongs to another user.*git config --global --add safe\.directory .*folder/);
    } finally {
      delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    }
    const searchPath = process.env['PATH'];
    process.env['PATH'] = scratch;
    try {
      expect((await readRevision(folder)).note).toMatch(/git was not found on the PATH/);
    } finally {
      process.env['PATH'] = searchPath;
    }
  });

  it('still has the commit, and says so, when the status cannot be read', async () => {
    const folder = repositoryWithCommit();
    writeFileSync(path.join(folder, '.git/index'), 'broken');
    const { revision, note } = await readRevision(folder);
    expect(revision).toEqual({ commit: git(folder, 'rev-parse', 'HEAD'), branch: 'main', dirtyHash: null });
    expect(note).toMatch(/^git could not tell the revision.*\.$/);
  });

  it('ends with the signal', async () => {
    await expect(readRevision(repositoryWithCommit(), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('gitPlace', () => {
  const asGitTells = (folder: string) => path.resolve(folder, git(folder, 'rev-parse', '--git-common-dir'));

  it('is what git says: in repositories, folders inside, worktrees, submodules and bare ones', () => {
    const folder = repositoryWithCommit();
    const worktree = path.join(newFolder(), 'tree');
    git(folder, 'worktree', 'add', '-q', '-b', 'other', worktree);
    const bare = path.join(newFolder(), 'bare.git');
    git(folder, 'clone', '-q', '--bare', folder, bare);
    git(folder, 'submodule', '--quiet', 'add', repositoryWithCommit(), 'library');
    const places = [folder, path.join(folder, 'src'), worktree, path.join(worktree, 'src'), bare, path.join(folder, 'library')];
    for (const place of places) expect(gitPlace(place)?.commonFolder).toBe(asGitTells(place));
    expect(gitPlace(worktree)).toEqual({ commonFolder: path.join(folder, '.git'), inWorkTree: '' });
    expect(gitPlace(path.join(worktree, 'packages', 'one'))?.inWorkTree).toBe('packages/one');
    expect(gitPlace(path.join(folder, 'library'))).toEqual({ commonFolder: path.join(folder, '.git/modules/library'), inWorkTree: '' });
  });

  it('is null outside git and where `.git` is not a repository', () => {
    const folder = newFolder();
    expect(gitPlace(folder)).toBeNull();
    expect(gitPlace(path.join(folder, 'does', 'not', 'exist'))).toBeNull();
    write(folder, '.git', `gitdir: ${tmpdir()}\n`);
    expect(gitPlace(folder)).toBeNull();
    const target = newFolder();
    write(target, 'HEAD', 'ref: refs/heads/main\n');
    write(folder, '.git', `gitdir: ${target}\n`);
    expect(gitPlace(folder)).toBeNull();
  });
});
