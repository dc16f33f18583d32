import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { slowness } from '../../../../test/support/slowness.ts';
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

function twoCommits(): string {
  const folder = newRepository();
  commit(folder, { 'src/a.js': 'old', 'b.js': 'same' }, 'old');
  commit(folder, { 'src/a.js': 'new', 'src/c.js': 'added' }, 'new');
  return folder;
}

describe('checkOut', () => {
  it('has the files of the commit, with links, executables, and names of every kind', async () => {
    const folder = newRepository();
    const odd = [
      '-option.js',
      'space and "quotes".js',
      'tab\tline\nbreak.js',
      'ü/日本.js',
      'Case.js',
      'case.js',
      '__proto__',
      'constructor',
      ' ',
    ];
    write(folder, Object.fromEntries(odd.map((name) => [name, name])));
    write(folder, { 'run.sh': '#!/bin/sh\n', empty: '' });
    chmodSync(path.join(folder, 'run.sh'), 0o755);
    symlinkSync('Case.js', path.join(folder, 'link.js'));
    symlinkSync('/nowhere', path.join(folder, 'broken'));
    commit(folder, {}, 'one');
    const hash = git(folder, 'rev-parse', 'HEAD^{tree}');
    commit(folder, { 'later.js': '' }, 'two');
    const { root, top } = await checkOut(revisionsOf(folder), 'HEAD~1');
    expect(root).toBe(top);
    expect(root.startsWith(folder)).toBe(false);
    for (const name of odd) expect(read(root, name)).toBe(name);
    expect(lstatSync(path.join(root, 'run.sh')).mode & 0o111).not.toBe(0);
    expect(lstatSync(path.join(root, 'Case.js')).mode & 0o111).toBe(0);
    expect([readlinkSync(path.join(root, 'link.js')), readlinkSync(path.join(root, 'broken'))]).toEqual(['Case.js', '/nowhere']);
    // git makes the same tree of it.
    git(root, 'init', '-q');
    git(root, 'add', '--all');
    expect(git(root, 'write-tree')).toBe(hash);
  });

  it('changes nothing in the repository: not the index, the stash, the worktrees, nor a file in .git', async () => {
    const folder = twoCommits();
    write(folder, { 'src/a.js': 'stashed' });
    git(folder, 'stash', '-q');
    write(folder, { 'src/a.js': 'staged' });
    git(folder, 'add', '.');
    write(folder, { 'src/a.js': 'changed', 'untracked.js': 'x' });
    utimesSync(path.join(folder, 'b.js'), 1, 1);
    git(folder, 'config', 'core.splitIndex', 'true');
    git(folder, 'config', 'core.untrackedCache', 'true');
    git(folder, 'config', 'core.sparseCheckout', 'true');
    write(folder, { '.git/info/sparse-checkout': '/b.js\n' });
    const hook = '#!/bin/sh\ntouch "$(dirname "$0")/../trap"\n';
    for (const name of ['post-checkout', 'post-index-change', 'pre-auto-gc']) {
      write(folder, { [`.git/hooks/${name}`]: hook });
      chmodSync(path.join(folder, '.git/hooks', name), 0o755);
    }
    const before = everythingIn(folder);
    const made = await checkOut(revisionsOf(folder), 'HEAD~1');
    expect(read(made.root, 'src/a.js')).toBe('old');
    await made.release();
    expect(everythingIn(folder)).toEqual(before);
    expect(before['.git/trap']).toBeUndefined();
  });

  it("writes line ends and filters as the user's own checkout does, by the attributes of the commit", async () => {
    const folder = newRepository();
    commit(folder, { '.gitattributes': '*.txt text\n*.secret filter=rot\n', 'a.txt': 'one\ntwo\n', 'b.secret': 'abc\n' }, 'old');
    commit(folder, { '.gitattributes': '*.txt -text\n' }, 'new');
    git(folder, 'config', 'core.eol', 'crlf');
    git(folder, 'config', 'filter.rot.smudge', 'tr a-z b-za');
    const { root } = await checkOut(revisionsOf(folder), 'HEAD~1');
    expect(read(root, 'a.txt')).toBe('one\r\ntwo\r\n');
    expect(read(root, 'b.secret')).toBe('bcd\n');
    expect(read((await checkOut(revisionsOf(folder), 'HEAD')).root, 'a.txt')).toBe('one\ntwo\n');
  });

  it('says which filter failed, and leaves nothing', async () => {
    const folder = newRepository();
    commit(folder, { '.gitattributes': '*.bin filter=vault\n', 'a.bin': 'x' }, 'one');
    git(folder, 'config', 'filter.vault.smudge', 'echo the vault is locked >&2; false');
    git(folder, 'config', 'filter.vault.required', 'true');
    const cache = newFolder();
    const error = await failureOf(checkOut(revisionsOf(folder, cache), 'HEAD'));
    expect(error.code).toBe('checkout-failed');
    expect(error.message).toMatch(/filter .*the vault is locked/s);
    expect(filesIn(cache)).toEqual([]);
  });

  it('tells of files in Git LFS where it is not set up', async () => {
    const folder = newRepository();
    commit(folder, { '.gitattributes': '*.bin filter=lfs\n', 'data/a.bin': 'version https://git-lfs', 'data/b.bin': 'version' }, 'one');
    const global = path.join(newFolder(), 'config');
    writeFileSync(global, '');
    const before = process.env['GIT_CONFIG_GLOBAL'];
    process.env['GIT_CONFIG_GLOBAL'] = global;
    try {
      expect((await checkOut(revisionsOf(folder), 'HEAD')).notes).toEqual([
        expect.stringMatching(/^a\.bin and 1 more are in Git LFS.*git lfs install$/),
      ]);
    } finally {
      if (before === undefined) delete process.env['GIT_CONFIG_GLOBAL'];
      else process.env['GIT_CONFIG_GLOBAL'] = before;
    }
  });

  it('is the same folder the next time, and made anew when a file of it was changed', async () => {
    const folder = twoCommits();
    const cache = newFolder();
    const first = await checkOut(revisionsOf(folder, cache), 'HEAD');
    expect(first.steps).toEqual([{ kind: 'files' }]);
    await first.release();
    const second = await checkOut(revisionsOf(folder, cache), 'main');
    expect([second.root, second.steps]).toEqual([first.root, []]);
    await second.release();
    // What is not git's does not count: a benchmark may write a result.
    write(first.root, { 'result.json': '{}' });
    const third = await checkOut(revisionsOf(folder, cache), 'HEAD');
    expect(third.root).toBe(first.root);

    const changes: ((root: string) => void)[] = [
      (root) => write(root, { 'src/a.js': 'wen' }),
      (root) => rmSync(path.join(root, 'b.js')),
      (root) => chmodSync(path.join(root, 'b.js'), 0o755),
    ];
    let { root } = third;
    await third.release();
    for (const change of changes) {
      change(root);
      const next = await checkOut(revisionsOf(folder, cache), 'HEAD');
      expect(next.root).not.toBe(root);
      expect([read(next.root, 'src/a.js'), read(next.root, 'b.js')]).toEqual(['new', 'same']);
      await next.release();
      expect(existsSync(root)).toBe(false);
      ({ root } = next);
    }
  });

  it('is shared by those who want it at once', async () => {
    const folder = twoCommits();
    const cache = newFolder();
    const made = await Promise.all(Array.from({ length: 4 }, () => checkOut(revisionsOf(folder, cache), 'HEAD~1')));
    expect(new Set(made.map(({ root }) => root)).size).toBe(1);
    for (const each of made) expect(read(each.root, 'src/a.js')).toBe('old');
    for (const each of made) await each.release();
    expect(existsSync(made[0]!.root)).toBe(true);
  });

  it('goes when it is old, or the cache is too large', async () => {
    const folder = twoCommits();
    const cache = newFolder();
    const large = plainRequest({ maxCacheBytes: 1 });
    const [a, b] = [await checkOut(revisionsOf(folder, cache), 'HEAD', large), await checkOut(revisionsOf(folder, cache), 'HEAD~1', large)];
    await a.release();
    expect([existsSync(a.root), existsSync(b.root)]).toEqual([false, true]);
    await b.release();
    expect(filesIn(cache)).toEqual([]);
  });

  it('knows which commits are ready', async () => {
    const folder = twoCommits();
    const revisions = revisionsOf(folder);
    const commits = git(folder, 'log', '--format=%H').split('\n');
    expect(await revisions.ready(commits, signal)).toEqual(new Set());
    await checkOut(revisions, 'HEAD~1');
    expect(await revisions.ready(commits, signal)).toEqual(new Set([commits[1]]));
  });

  it('gives the workspace folder inside, of a linked worktree too, and says when a commit has not got it', async () => {
    const folder = newRepository();
    commit(folder, { 'a.js': '' }, 'one');
    commit(folder, { 'packages/app/b.js': 'b' }, 'two');
    const linked = path.join(newFolder(), 'linked');
    git(folder, 'worktree', 'add', '-q', '--detach', linked);
    const revisions = revisionsOf(path.join(linked, 'packages/app'));
    const { root, top } = await checkOut(revisions, 'HEAD');
    expect(path.relative(top, root)).toBe(path.join('packages', 'app'));
    expect(read(root, 'b.js')).toBe('b');
    expect((await failureOf(checkOut(revisions, 'HEAD~1'))).message).toMatch(/^commit [0-9a-f]{12} has no folder packages\/app/);
  });

  it('gives the work tree as it is', async () => {
    const folder = twoCommits();
    const made = await checkOut(revisionsOf(folder), 'work tree', plainRequest({ build: 'touch built' }));
    expect([made.root, made.top, made.steps]).toEqual([folder, folder, []]);
    expect(made.notes).toEqual(['The work tree is measured as it is: `touch built` was not run there.']);
    await made.release();
    expect(filesIn(folder).filter((file) => !file.startsWith('.git'))).toEqual(['b.js', 'src/a.js', 'src/c.js']);
  });

  it('finds the packages of the folders around the repository', async () => {
    const around = newFolder();
    write(around, { 'node_modules/thing/package.json': '{}' });
    const folder = path.join(around, 'deep/repository');
    mkdirSync(folder, { recursive: true });
    git(folder, 'init', '-q', '-b', 'main');
    commit(folder, { 'a.js': '' }, 'one');
    const { top } = await checkOut(revisionsOf(folder), 'HEAD');
    expect(existsSync(path.join(top, '../node_modules/thing/package.json'))).toBe(true);
  });

  it('says what a partial clone lacks, and how to bring it', async () => {
    const folder = twoCommits();
    git(folder, 'config', 'uploadpack.allowFilter', 'true');
    const partial = path.join(newFolder(), 'partial');
    git(folder, 'clone', '-q', '--filter=blob:none', `file://${folder}`, partial);
    const error = await failureOf(checkOut(revisionsOf(partial), 'HEAD~1'));
    expect(error.code).toBe('objects-missing');
    git(partial, ...error.message.match(/`git (.+)`\.$/)![1]!.split(' '));
    expect(read((await checkOut(revisionsOf(partial), 'HEAD~1')).root, 'src/a.js')).toBe('old');
  });
});

describe('checkOut where something goes wrong', () => {
  /** A `git` that does as told for one subcommand, and is the real one else. */
  async function withGit<T>(subcommand: string, script: string, run: () => Promise<T>): Promise<T> {
    const folder = newFolder();
    const searchPath = process.env['PATH'] ?? '';
    const real = searchPath.split(path.delimiter).find((each) => existsSync(path.join(each, 'git')))!;
    const lines = ['#!/bin/sh', `case " $* " in *" ${subcommand} "*)`, script, ';; esac', `exec '${real}/git' "$@"`, ''];
    writeFileSync(path.join(folder, 'git'), lines.join('\n'));
    chmodSync(path.join(folder, 'git'), 0o755);
    process.env['PATH'] = `${folder}${path.delimiter}${searchPath}`;
    try {
      return await run();
    } finally {
      process.env['PATH'] = searchPath;
    }
  }

  it('leaves no half checkout on a full disk, and says so', async () => {
    const folder = twoCommits();
    const cache = newFolder();
    const script = `echo half > half.js; echo 'error: unable to write file src/a.js: No space left on device' >&2; exit 128`;
    const error = await withGit('read-tree', script, () => failureOf(checkOut(revisionsOf(folder, cache), 'HEAD')));
    expect(error.code).toBe('disk-full');
    expect(error.message).toMatch(/The disk of .* is full.*Free some space/);
    expect(filesIn(cache)).toEqual([]);
  });

  it('says where it may not write', async () => {
    const folder = twoCommits();
    const cache = path.join(newFolder(), 'file');
    writeFileSync(cache, '');
    const error = await failureOf(checkOut(revisionsOf(folder, cache), 'HEAD'));
    expect(error.code).toBe('cache-not-writable');
    expect(error.message).toContain('XDG_CACHE_HOME');
  });

  it('ends git within a second of a cancel, and leaves nothing', async () => {
    const folder = twoCommits();
    const cache = newFolder();
    const before = everythingIn(folder);
    const cancelled = new AbortController();
    const revisions = revisionsOf(folder, cache);
    const revision = await revisions.resolve('HEAD', signal);
    const mark = path.join(newFolder(), 'pid');
    let cancelledAt = 0;
    const error = await withGit('read-tree', `echo $$ > '${mark}.new'; mv '${mark}.new' '${mark}'; sleep 60`, () => {
      const waiting = setInterval(() => {
        if (!existsSync(mark)) return;
        clearInterval(waiting);
        cancelledAt = performance.now();
        cancelled.abort();
      }, 5);
      return failureOf(revisions.checkOut(revision, plainRequest(), () => {}, cancelled.signal));
    });
    expect(error.name).toBe('AbortError');
    expect(performance.now() - cancelledAt).toBeLessThan(1000 * slowness());
    expect(() => process.kill(Number(readFileSync(mark, 'utf8')), 0)).toThrow('ESRCH');
    expect(filesIn(cache)).toEqual([]);
    expect(everythingIn(folder)).toEqual(before);
  });
});

describe('the build', () => {
  it('runs once for each checkout, in it, with the commands of its packages', async () => {
    const folder = newRepository();
    commit(folder, { 'app/a.js': 'old', '.gitignore': 'node_modules\n', 'app/package.json': '{"dependencies":{"tool":"1"}}' }, 'one');
    commit(folder, { 'app/a.js': 'new' }, 'two');
    write(folder, {
      'app/node_modules/tool/package.json': '{}',
      'app/node_modules/.bin/tool': '#!/bin/sh\ncat "$1" > dist.js\npwd >> dist.js\n',
    });
    chmodSync(path.join(folder, 'app/node_modules/.bin/tool'), 0o755);
    const cache = newFolder();
    const request = plainRequest({ build: 'tool a.js && echo built' });
    const revisions = revisionsOf(path.join(folder, 'app'), cache);
    const first = await checkOut(revisions, 'HEAD~1', request);
    expect(first.steps).toEqual([{ kind: 'files' }, { kind: 'build', command: 'tool a.js && echo built' }]);
    expect(read(first.root, 'dist.js')).toBe(`old${first.root}\n`);
    expect(existsSync(path.join(folder, 'app/dist.js'))).toBe(false);
    expect((await checkOut(revisions, 'HEAD~1', request)).steps).toEqual([]);
    const other = await checkOut(revisions, 'HEAD~1');
    expect(other.root).not.toBe(first.root);
    expect(existsSync(path.join(other.root, 'dist.js'))).toBe(false);
  });

  it('tells the last words of one that fails, and leaves no checkout', async () => {
    const folder = twoCommits();
    const cache = newFolder();
    const command = `for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done; printf '\\033[31merror: no such thing\\033[0m\\n' >&2; exit 3`;
    const error = await failureOf(checkOut(revisionsOf(folder, cache), 'HEAD', plainRequest({ build: command })));
    expect(error.code).toBe('build-failed');
    expect(error.message).toContain('(exit code 3)');
    expect(error.message).toContain('\n  line 9\n  error: no such thing');
    for (const text of ['line 1\n', '\u001b']) expect(error.message).not.toContain(text);
    expect(filesIn(cache)).toEqual([]);
  });
});
