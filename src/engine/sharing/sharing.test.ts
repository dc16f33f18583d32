import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { devNull } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Config } from '../../model/config.ts';
import { writeRunLine } from '../store/index.ts';
import { pullRuns, pushRuns } from './index.ts';
import { git, machineIn, makeRemote, runAt, temporaryFolder, type Machine } from './repositories.fixture.ts';
import { thinRun } from './thinRun.ts';

const KEEP_ALL = { maxRuns: null, maxComparisons: null, maxAgeDays: null };
const push = (machine: Machine, keep = {}) => pushRuns({ remote: 'origin', keep }, machine);
const pull = (machine: Machine, retention: Config['retention'] = KEEP_ALL) => pullRuns({ remote: 'origin', retention }, machine);
const sharedPaths = (folder: string) => git(folder, 'ls-tree', '-r', '--name-only', 'refs/laptime/results').split('\n');

afterEach(() => vi.unstubAllEnvs());

describe('pushRuns and pullRuns', () => {
  it('carry the runs of clean commits to other clones, once', async () => {
    const remote = makeRemote();
    const [a, b] = [machineIn(remote.clone()), machineIn(remote.clone())];
    expect(await pull(b)).toEqual({ exists: false, pulled: 0, known: 0, tooOld: 0, problems: [] });
    const run = runAt(remote.commit, 1);
    for (const each of [run, runAt(remote.commit, 2, { revision: { ...run.revision, dirtyHash: 'd' } }), runAt(null, 3)])
      a.store.importRun(each);
    expect(await push(a)).toEqual({
      pushed: 1,
      known: 0,
      removed: 0,
      problems: ['1 run of uncommitted changes not shared', '1 run of no commit not shared'],
    });
    expect(sharedPaths(remote.folder)).toEqual([`${remote.commit.slice(0, 2)}/${remote.commit}/env-1/${run.id}.json`]);
    expect(await push(a)).toMatchObject({ pushed: 0, known: 1 });
    expect(await pull(b)).toEqual({ exists: true, pulled: 1, known: 0, tooOld: 0, problems: [] });
    expect(await pull(b)).toMatchObject({ pulled: 0, known: 1 });
    expect(b.store.run(run.id)).toEqual({ ...thinRun(run), source: 'import' });
    expect(await push(b)).toMatchObject({ pushed: 0, known: 1 });
  });

  it('keep what is printed, and stacks, on the machine; and what a comparison needs', async () => {
    const remote = makeRemote();
    const [a, b] = [machineIn(remote.clone()), machineIn(remote.clone())];
    const failure = {
      kind: 'load',
      message: "cannot open '/home/ada/x'\nat /home/ada/x",
      stack: 'Error: the secret',
      location: { file: '/home/ada/x.ts', line: 1, column: 1 },
    } as const;
    const run = runAt(remote.commit, 1, {
      fileFailures: [{ file: 'x.bench.ts', failure, output: 'the secret' }],
      environment: { ...runAt(null, 0).environment, nodeFlags: ['--require', '/home/ada/hook.cjs'] },
    });
    a.store.importRun(run);
    await push(a);
    const [name] = sharedPaths(remote.folder);
    const text = git(remote.folder, 'cat-file', '-p', `refs/laptime/results:${name}`);
    expect(text).not.toMatch(/the secret|\/home\/ada/);
    expect(text).toContain("cannot open '…/x'");
    await pull(b);
    const [before, after] = [run, b.store.run(run.id)!].map(({ measurements: [measurement] }) =>
      measurement?.state === 'measured' ? measurement : undefined,
    );
    expect(after?.summary).toEqual(before?.summary);
    expect(after?.blocks.map(({ samplesNs }) => samplesNs)).toEqual([[1000.123], [1010], [990], [1003], [1001], [999]]);
    expect(thinRun(thinRun(run))).toEqual(thinRun(run));
  });

  it('lose nothing when machines push at once', async () => {
    const remote = makeRemote();
    const machines = Array.from({ length: 4 }, () => machineIn(remote.clone()));
    for (const [index, machine] of machines.entries()) {
      for (const day of [1, 2, 3])
        machine.store.importRun(
          runAt(remote.commit, day + index / 10, { environment: { ...runAt(null, 0).environment, id: `env-${index}` } }),
        );
    }
    const outcomes = await Promise.all(machines.map((machine) => push(machine)));
    expect(outcomes.map(({ pushed }) => pushed)).toEqual([3, 3, 3, 3]);
    expect(sharedPaths(remote.folder)).toHaveLength(12);
    for (const machine of machines) await pull(machine);
    expect(new Set(machines.map((machine) => machine.ids().join())).size).toBe(1);
  });

  it('leave the clone of others, and all of the user’s own, as they were', async () => {
    const remote = makeRemote();
    const folder = remote.clone();
    const machine = machineIn(folder);
    const sizeOf = (clone: string) =>
      /size: (\d+)[^]*size-pack: (\d+)/
        .exec(git(clone, 'count-objects', '-v'))!
        .slice(1)
        .join();
    const before = sizeOf(remote.clone());
    const state = () =>
      [
        ['status', '--porcelain'],
        ['stash', 'list'],
        ['worktree', 'list'],
        ['branch', '--all'],
        ['ls-files', '--stage'],
        ['config', '--list', '--local'],
      ].map((args) => git(folder, ...args));
    const untouched = { state: state(), files: readdirSync(path.join(folder, '.git')) };
    for (let day = 1; day < 20; day++) machine.store.importRun(runAt(remote.commit, day));
    await push(machine);
    await pull(machine);
    expect(state()).toEqual(untouched.state);
    expect(readdirSync(path.join(folder, '.git')).filter((name) => !untouched.files.includes(name))).toEqual(['laptime']);
    const clone = remote.clone();
    expect(sizeOf(clone)).toBe(before);
    expect(git(clone, 'for-each-ref', 'refs/laptime')).toBe('');
  });

  it.each([['--depth=1'], ['--filter=blob:none']])('work in a clone with %s, which stays what it is', async (option) => {
    const remote = makeRemote();
    git(remote.folder, 'config', 'uploadpack.allowFilter', 'true');
    const [a, b] = [machineIn(remote.clone()), machineIn(remote.clone(option))];
    a.store.importRun(runAt(remote.commit, 1));
    await push(a);
    const isShallow = git(b.root, 'rev-parse', '--is-shallow-repository');
    b.store.importRun(runAt(remote.commit, 2));
    expect(await push(b)).toMatchObject({ pushed: 1 });
    expect(await pull(b)).toMatchObject({ pulled: 1, known: 1, problems: [] });
    expect(git(b.root, 'rev-parse', '--is-shallow-repository')).toBe(isShallow);
    expect(await pull(a)).toMatchObject({ pulled: 1, known: 1 });
  });

  it('share one history over worktrees, and have one for each workspace folder', async () => {
    const remote = makeRemote();
    const folder = remote.clone();
    const worktree = path.join(temporaryFolder(), 'tree');
    git(folder, 'worktree', 'add', '--quiet', '--detach', worktree);
    const top = machineIn(worktree);
    top.store.importRun(runAt(remote.commit, 1));
    const inner = machineIn(path.join(folder, 'packages', 'a'));
    inner.store.importRun(runAt(remote.commit, 2));
    expect(await push(top)).toMatchObject({ pushed: 1 });
    expect(await push(inner)).toMatchObject({ pushed: 1 });
    expect(sharedPaths(remote.folder).filter((name) => name.startsWith('folders/packages%2fa/'))).toHaveLength(1);
    const other = remote.clone();
    const [otherTop, otherInner] = [machineIn(other), machineIn(path.join(other, 'packages', 'a'))];
    expect(await pull(otherTop)).toMatchObject({ pulled: 1 });
    expect(await pull(otherInner)).toMatchObject({ pulled: 1 });
    expect(otherTop.ids()).toEqual(top.ids());
    expect(otherInner.ids()).toEqual(inner.ids());
  });

  it('need no name of the user, and run none of their hooks', async () => {
    const remote = makeRemote();
    const machine = machineIn(remote.clone());
    const hooks = path.join(machine.root, '.git', 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['pre-push', 'reference-transaction', 'pre-commit'])
      writeFileSync(path.join(hooks, hook), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    vi.stubEnv('GIT_CONFIG_GLOBAL', devNull);
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
    for (const name of ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL', 'EMAIL'])
      vi.stubEnv(name, undefined);
    const author = () => git(remote.folder, 'log', '-1', '--format=%an <%ae>', 'refs/laptime/results');
    machine.store.importRun(runAt(remote.commit, 1));
    expect(await push(machine)).toMatchObject({ pushed: 1 });
    expect(author()).toBe('Laptime <laptime@localhost>');
    git(machine.root, 'config', 'user.name', 'Ada');
    git(machine.root, 'config', 'user.email', 'ada@example.org');
    machine.store.importRun(runAt(remote.commit, 2));
    expect(await push(machine)).toMatchObject({ pushed: 1 });
    expect(author()).toBe('Ada <ada@example.org>');
  });
});

describe('what is kept', () => {
  it('is the newest so many, also against machines that still have the others', async () => {
    const remote = makeRemote();
    const [a, b] = [machineIn(remote.clone()), machineIn(remote.clone())];
    for (const day of [1, 2, 3, 4, 5]) a.store.importRun(runAt(remote.commit, day));
    await push(a);
    await pull(b);
    expect(await push(a, { runs: 2 })).toMatchObject({ pushed: 0, known: 5, removed: 3 });
    expect(sharedPaths(remote.folder)).toHaveLength(3);
    // Gone from the remote, not only from its newest commit.
    expect(git(remote.folder, 'rev-list', '--count', 'refs/laptime/results')).toBe('1');
    b.store.importRun(runAt(remote.commit, 0.5));
    expect(await push(b)).toMatchObject({
      pushed: 1,
      known: 2,
      removed: 0,
      problems: ['3 runs older than what is kept on origin not shared'],
    });
    expect(sharedPaths(remote.folder)).toHaveLength(4);
    expect(git(remote.folder, 'rev-list', '--count', 'refs/laptime/results')).toBe('2');
    expect(await pull(a)).toMatchObject({ pulled: 1 });
  });

  it('is what is not older than so many days, also of imported results, whose ids have no time', async () => {
    const remote = makeRemote();
    const machine = machineIn(remote.clone());
    const id = '11111111-1111-8111-8111-111111111111';
    for (const run of [runAt(remote.commit, 1), runAt(remote.commit, 40), runAt(remote.commit, 50, { id })]) machine.store.importRun(run);
    await push(machine);
    expect(await push(machine, { days: 30 })).toMatchObject({ removed: 2 });
    expect(await push(machine, { days: 30 })).toMatchObject({ pushed: 0, removed: 0 });
  });

  it('is here what the configuration keeps here', async () => {
    const remote = makeRemote();
    const [a, b] = [machineIn(remote.clone()), machineIn(remote.clone())];
    for (const day of [1, 2, 3, 4]) a.store.importRun(runAt(remote.commit, day));
    await push(a);
    expect(await pull(b, { maxRuns: 2, maxComparisons: 2, maxAgeDays: null })).toMatchObject({ pulled: 2, tooOld: 2 });
    expect(await pull(b, { maxRuns: null, maxComparisons: null, maxAgeDays: 3.5 })).toMatchObject({ pulled: 1, known: 2, tooOld: 1 });
  });
});

describe('a ref that others filled with anything', () => {
  it('is read as far as it is sound, and never breaks a push', async () => {
    const remote = makeRemote();
    const [a, b] = [machineIn(remote.clone()), machineIn(remote.clone())];
    const [good, other] = [runAt(remote.commit, 1), runAt(remote.commit, 2)];
    const place = (id: string, commit = remote.commit) => `${commit.slice(0, 2)}/${commit}/env-1/${id}.json`;
    const newer = writeRunLine(other).replace('"version":1', '"version":2');
    fill(remote.folder, [
      [place(good.id), writeRunLine(thinRun(good))],
      [place('aaaaaaaa-0000-7000-8000-000000000001'), '{"broken'],
      [place('aaaaaaaa-0000-7000-8000-000000000002'), writeRunLine(good)],
      [place('aaaaaaaa-0000-7000-8000-000000000003'), newer],
      [place('aaaaaaaa-0000-7000-8000-000000000004'), ' '.repeat(5 * 2 ** 20)],
      // The last in the order of names, whatever the commit is called.
      [place(other.id, 'f'.repeat(40)), writeRunLine(other)],
      ['README.md', 'of a later version'],
      ['removed-before.json', '{"format":"laptime-removed","version":1,"beforeMs":1e300}'],
    ]);
    const { pulled, problems } = await pull(a);
    expect(pulled).toBe(1);
    expect(problems).toEqual([
      'a shared file is larger than 4 MB',
      expect.stringMatching(/^a shared file is not JSON: /),
      'a shared file is of another run or commit than its name says (2 times)',
      expect.stringMatching(/^a shared file was exported by a newer Laptime/),
    ]);
    expect(a.ids()).toEqual([good.id]);
    b.store.importRun(runAt(remote.commit, 3));
    expect(await push(b)).toMatchObject({ pushed: 1 });
    expect(sharedPaths(remote.folder)).toContain('README.md');
  });

  it('may have names that lead elsewhere, links and folders of others', async () => {
    const remote = makeRemote();
    const machine = machineIn(remote.clone());
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: remote.folder, input: 'x', encoding: 'utf8' }).trim();
    const tree = (lines: string) =>
      execFileSync('git', ['mktree', '--missing'], { cwd: remote.folder, input: lines, encoding: 'utf8' }).trim();
    const inner = tree(`100644 blob ${blob}\tconfig\n`);
    const up = tree(`100644 blob ${blob}\tescaped\n`);
    const root = tree(
      `040000 tree ${up}\t..\n040000 tree ${inner}\t.git\n120000 blob ${blob}\tlink\n160000 commit ${remote.commit}\tmodule\n100644 blob ${blob}\tname with spaces\n`,
    );
    const commit = git(remote.folder, 'commit-tree', root, '-m', 'x');
    git(remote.folder, 'update-ref', 'refs/laptime/results', commit);
    expect(await pull(machine)).toMatchObject({ pulled: 0, problems: ['an entry that is no plain file was left out (2 times)'] });
    machine.store.importRun(runAt(remote.commit, 1));
    expect(await push(machine)).toMatchObject({ pushed: 1 });
    expect(sharedPaths(remote.folder)).toHaveLength(1);
  });

  it('may be no commit at all', async () => {
    const remote = makeRemote();
    const machine = machineIn(remote.clone());
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: remote.folder, input: 'x', encoding: 'utf8' }).trim();
    git(remote.folder, 'update-ref', 'refs/laptime/results', blob);
    await expect(pull(machine)).rejects.toMatchObject({
      code: 'share-unreadable',
      message: expect.stringContaining('remove it with git push origin :refs/laptime/results'),
    });
  });
});

describe('what is in the way', () => {
  const fails = async (machine: Machine, remote = 'origin') =>
    pushRuns({ remote }, machine).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('is said with its remedy', async () => {
    const remote = makeRemote();
    const folder = remote.clone();
    const machine = machineIn(folder);
    expect(await fails(machine)).toMatchObject({ code: 'share-nothing', message: expect.stringContaining('no run is stored yet') });
    machine.store.importRun(runAt(null, 1));
    expect(await fails(machine)).toMatchObject({
      message: expect.stringMatching(/there are only 1 run of no commit\. Commit your changes/),
    });
    machine.store.importRun(runAt(remote.commit, 1));
    expect(await fails(machine, 'origni')).toMatchObject({
      code: 'share-no-remote',
      message: "There is no remote 'origni', did you mean 'origin'?",
    });
    expect(await fails(machine, '--upload-pack=touch x')).toMatchObject({ code: 'share-no-remote' });
    expect(await fails(machine, 'http://user:secret@127.0.0.1:1/x.git')).toMatchObject({
      code: 'share-offline',
      message: expect.not.stringMatching(/user|secret/),
    });
    expect(await fails(machine, 'ext::sh -c true')).toMatchObject({ code: 'share-protocol' });
    expect(await fails(machine, '/nowhere/at/all')).toMatchObject({ code: 'share-no-repository' });
    git(folder, 'remote', 'remove', 'origin');
    expect(await fails(machine)).toMatchObject({ code: 'share-no-remote', message: expect.stringContaining('git remote add origin URL') });
    expect(await fails(machineIn(temporaryFolder()))).toMatchObject({
      code: 'share-no-repository',
      message: expect.stringContaining('git init'),
    });
  });

  it('is a remote that refuses the ref', async () => {
    const remote = makeRemote();
    const machine = machineIn(remote.clone());
    machine.store.importRun(runAt(remote.commit, 1));
    writeFileSync(path.join(remote.folder, 'hooks', 'pre-receive'), '#!/bin/sh\necho "GH006: protected ref"\nexit 1\n', { mode: 0o755 });
    expect(await fails(machine)).toMatchObject({
      code: 'share-refused',
      message: expect.stringContaining('allow pushes to refs outside of the branches'),
    });
  });

  it('is a remote that wants a password, for which nobody is asked', async () => {
    const server = createServer((_request, response) => response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    for (const name of ['GIT_ASKPASS', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) vi.stubEnv(name, undefined);
    vi.stubEnv('GIT_CONFIG_GLOBAL', devNull);
    const { port } = server.address() as AddressInfo;
    const remote = makeRemote();
    const machine = machineIn(remote.clone());
    machine.store.importRun(runAt(remote.commit, 1));
    expect(await fails(machine, `http://127.0.0.1:${port}/x.git`)).toMatchObject({ code: 'share-no-access' });
  });

  it('is the user who cancels', async () => {
    const remote = makeRemote();
    const machine = machineIn(remote.clone());
    machine.store.importRun(runAt(remote.commit, 1));
    const abort = new AbortController();
    const pushing = pushRuns({ remote: 'origin' }, machine, abort.signal);
    setTimeout(() => abort.abort(), 5);
    await expect(pushing).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** A commit with these files, as anybody with the right to push could make it. */
function fill(bare: string, files: readonly (readonly [name: string, text: string])[]): void {
  const env = { ...process.env, GIT_INDEX_FILE: path.join(temporaryFolder(), 'index') };
  const run = (args: string[], input?: string) => execFileSync('git', args, { cwd: bare, env, input, encoding: 'utf8' }).trim();
  for (const [name, text] of files) {
    const blob = run(['hash-object', '-w', '--stdin'], text);
    run(['update-index', '--add', '--cacheinfo', `100644,${blob},${name}`]);
  }
  const commit = git(bare, 'commit-tree', run(['write-tree']), '-m', 'x');
  git(bare, 'update-ref', 'refs/laptime/results', commit);
}
