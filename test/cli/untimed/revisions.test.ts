// Checkouts with real package managers: npm and pnpm, a dependency that changes between the commits, and what is left when
// all of it is cancelled or killed.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, lstatSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
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
} from '../../../src/engine/revisions/repository.fixture.ts';
import { slowness, waitWithin } from '../../support/slowness.ts';
import { processesWith, repository } from '../support/cli.ts';

const fixtureFile = fileURLToPath(new URL('../../../src/engine/revisions/checkOut.fixture.ts', import.meta.url));
const commands = path.join(repository, 'node_modules/.bin');
/** With the commands of our own packages on the PATH: pnpm is one. */
const request = (env: Readonly<Record<string, string>> = {}) => {
  const plain = plainRequest();
  const searchPath = `${commands}${path.delimiter}${plain.node.env['PATH']}`;
  const all: Readonly<Record<string, string>> = { ...plain.node.env, PATH: searchPath, ...env };
  return { ...plain, node: { ...plain.node, env: all } };
};

interface Manager {
  readonly name: 'npm' | 'pnpm';
  readonly install: readonly string[];
  /** How a package names another of the repository. */
  readonly own: string;
  readonly files: Readonly<Record<string, string>>;
}

const managers: readonly Manager[] = [
  {
    name: 'npm',
    install: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'],
    own: '*',
    files: { 'package.json': JSON.stringify({ name: 'top', private: true, workspaces: ['packages/*'] }) },
  },
  {
    name: 'pnpm',
    install: ['pnpm', 'install', '--ignore-scripts', '--no-frozen-lockfile'],
    own: 'workspace:*',
    files: { 'package.json': JSON.stringify({ name: 'top', private: true }), 'pnpm-workspace.yaml': 'packages:\n  - packages/*\n' },
  },
];

/**
 * A monorepo with a commit for each of these versions of `is-number`: `app` depends on `@own/library`, which depends on it.
 * The dependencies of the last one are installed.
 */
function monorepo({ files, own, install }: Manager, versions: readonly string[]): string {
  const folder = newRepository();
  write(folder, { ...files, '.gitignore': 'node_modules\n' });
  for (const [index, version] of versions.entries()) {
    write(folder, {
      'packages/library/package.json': JSON.stringify({ name: '@own/library', version: '1.0.0', dependencies: { 'is-number': version } }),
      'packages/library/index.js': `module.exports = 'library ${index}, is-number ' + require('is-number/package.json').version;`,
      'packages/app/package.json': JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { '@own/library': own } }),
      'packages/app/index.js': `console.log('app ${index}, ' + require('@own/library'));`,
    });
    const [command, ...args] = install as [string, ...string[]];
    execFileSync(command, args, { cwd: folder, stdio: 'pipe', env: request().node.env });
    commit(folder, {}, `with ${version}`);
  }
  return folder;
}

const run = (root: string) => execFileSync(process.execPath, ['packages/app/index.js'], { cwd: root, encoding: 'utf8' }).trim();

describe.each(managers)('a repository with $name', (manager) => {
  it('has at each commit its own code and its own dependencies', async () => {
    const folder = monorepo(manager, ['6.0.0', '6.0.0', '7.0.0']);
    const before = everythingIn(folder);
    const cache = newFolder();
    const revisions = revisionsOf(folder, cache);

    // The same lock file as on disk: the packages are the user's, those of the repository the checkout's.
    const fresh = await checkOut(revisions, 'HEAD', request());
    expect(fresh.steps).toEqual([{ kind: 'files' }]);
    expect(run(fresh.root)).toBe('app 2, library 2, is-number 7.0.0');
    const linked = path.join(fresh.root, 'packages/app/node_modules/@own/library');
    const library = existsSync(linked) ? linked : path.join(fresh.root, 'node_modules/@own/library');
    expect(realpathSync(library)).toBe(path.join(realpathSync(fresh.root), 'packages/library'));
    expect(fresh.notes).toEqual([]);

    const old = await checkOut(revisions, 'HEAD~2', request());
    expect(old.steps).toEqual([{ kind: 'files' }, { kind: 'dependencies', manager: manager.name, folder: '' }]);
    expect(run(old.root)).toBe('app 0, library 0, is-number 6.0.0');
    expect(old.notes).toEqual([expect.stringContaining(`were installed with ${manager.name}, without their install scripts`)]);

    // Another commit with the same lock file uses what was installed for the first.
    const between = await checkOut(revisions, 'HEAD~1', request());
    expect(between.steps).toEqual([{ kind: 'files' }]);
    expect(run(between.root)).toBe('app 1, library 1, is-number 6.0.0');

    for (const each of [fresh, old, between]) await each.release();
    expect(everythingIn(folder)).toEqual(before);

    // What a later checkout needs is not removed by hand without being noticed.
    const installed = path.dirname(realpathSync(path.join(old.root, ownerOf(manager), 'node_modules/is-number')));
    rmSync(installed.slice(0, installed.indexOf(`${path.sep}tree${path.sep}`)), { recursive: true });
    const again = await checkOut(revisions, 'HEAD~2', request());
    expect(again.steps.map(({ kind }) => kind)).toEqual(['files', 'dependencies']);
    expect(run(again.root)).toBe('app 0, library 0, is-number 6.0.0');
  });

  it('names commit, command and reason of an install that fails', async () => {
    const folder = monorepo(manager, ['7.0.0']);
    // The manifest asks for what the lock file has not.
    const manifest = { name: '@own/library', version: '1.0.0', dependencies: { 'is-number': '6.0.0' } };
    const broken = commit(folder, { 'packages/library/package.json': JSON.stringify(manifest) }, 'broken');
    git(folder, 'checkout', '-q', 'HEAD~1');
    const cache = newFolder();
    // As under `npm run --silent`, which would keep the reason from us.
    const error = await failureOf(checkOut(revisionsOf(folder, cache), broken, request({ npm_config_loglevel: 'silent' })));
    expect(error.code).toBe('install-failed');
    expect(error.message).toContain(`commit ${broken.slice(0, 12)}`);
    expect(error.message).toMatch(new RegExp(`\`${manager.name} .*--ignore-scripts\` failed \\(exit code 1\\).*It said:\n  .*lock`, 's'));
    expect(filesIn(cache)).toEqual([]);
  });
});

/** Where the link to `is-number` is. */
function ownerOf({ name }: Manager): string {
  return name === 'npm' ? '' : 'packages/library';
}

/** A registry that takes every question and answers none. */
async function silentRegistry(): Promise<{ url: string; asked: Promise<void> }> {
  let wasAsked = () => {};
  const asked = new Promise<void>((resolve) => (wasAsked = resolve));
  const server = createServer(() => wasAsked());
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

/** A repository whose HEAD~1 wants a package that only the registry of the test has. */
function waitingRepository(): string {
  const folder = newRepository();
  const lockOf = (version: string) => ({
    lockfileVersion: 3,
    requires: true,
    packages: { '': { dependencies: { 'only-here': version } }, 'node_modules/only-here': { version } },
  });
  for (const version of ['1.0.0', '2.0.0']) {
    const manifest = JSON.stringify({ dependencies: { 'only-here': version } });
    commit(
      folder,
      { 'package.json': manifest, 'package-lock.json': JSON.stringify(lockOf(version)), '.gitignore': 'node_modules\n' },
      version,
    );
  }
  write(folder, { 'node_modules/only-here/package.json': '{}' });
  return folder;
}

const settings = (url: string) => ({ npm_config_registry: url, npm_config_cache: newFolder(), npm_config_fetch_retries: '0' });

async function leftOf(mark: string, withinMs: number): Promise<number[]> {
  await waitWithin(withinMs, () => processesWith(mark).length === 0);
  return processesWith(mark);
}

describe('an install whose registry is away', () => {
  it('says so, and not that the commit is at fault', async () => {
    const server = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const folder = waitingRepository();
    // Nobody listens on the port of TCP itself.
    for (const url of ['http://127.0.0.1:1/', `http://127.0.0.1:${port}/`]) {
      const error = await failureOf(checkOut(revisionsOf(folder), 'HEAD~1', request(settings(url))));
      expect(error, error.message).toMatchObject({
        code: 'registry-unreachable',
        message: expect.stringMatching(/registry cannot be reached .* `npm ci .*` failed \(exit code 1\).*Try again/s),
      });
    }
  });

  it('is told from a package that is gone', async () => {
    const server = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const error = await failureOf(checkOut(revisionsOf(waitingRepository()), 'HEAD~1', request(settings(`http://127.0.0.1:${port}/`))));
    expect(error).toMatchObject({ code: 'install-failed', message: expect.stringContaining('E404') });
  });
});

describe('an install that is stopped', () => {
  it('is over within a second of a cancel, and nothing is left', async () => {
    const folder = waitingRepository();
    const before = everythingIn(folder);
    const cache = newFolder();
    const { url, asked } = await silentRegistry();
    const mark = `cancel-${process.pid}-${Date.now()}`;
    const revisions = revisionsOf(folder, cache);
    const cancel = new AbortController();
    const revision = await revisions.resolve('HEAD~1', signal);
    const running = failureOf(
      revisions.checkOut(revision, request({ ...settings(url), LAPTIME_TEST_MARK: mark }), () => {}, cancel.signal),
    );
    await Promise.race([asked, running]);
    expect(processesWith(`LAPTIME_TEST_MARK=${mark}`)).not.toEqual([]);
    const startedAt = performance.now();
    cancel.abort();
    expect((await running).name).toBe('AbortError');
    expect(performance.now() - startedAt).toBeLessThan(1000 * slowness());
    expect(await leftOf(`LAPTIME_TEST_MARK=${mark}`, 1000)).toEqual([]);
    expect(filesIn(cache)).toEqual([]);
    expect(everythingIn(folder)).toEqual(before);
  });

  it('is over when the process that wanted it is killed, and the next one clears up', async () => {
    const folder = waitingRepository();
    const before = everythingIn(folder);
    const cache = newFolder();
    const { url, asked } = await silentRegistry();
    const mark = `kill-${process.pid}-${Date.now()}`;
    const env = { ...process.env, ...settings(url), LAPTIME_TEST_MARK: mark };
    const child = spawn(process.execPath, [fixtureFile, folder, cache, 'HEAD~1'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await Promise.race([asked, ended]);
    child.kill('SIGKILL');
    await ended;
    expect(await leftOf(`LAPTIME_TEST_MARK=${mark}`, 5000)).toEqual([]);
    expect(everythingIn(folder)).toEqual(before);
    expect(filesIn(cache)).not.toEqual([]);

    // The dependencies of HEAD are those on disk.
    const made = await checkOut(revisionsOf(folder, cache), 'HEAD', request());
    await made.release();
    const { commit: hash } = made.revision;
    const place = filesIn(cache).find((file) => file.includes('entries'));
    expect(filesIn(cache).filter((file) => file.includes('folders') && !file.includes(`folders/${hash!.slice(0, 12)}-`))).toEqual([]);
    expect(filesIn(cache).filter((file) => file.includes('holds'))).toEqual([]);
    expect(place).toContain(hash);
  });

  it('lets two processes that want the same at once both have it', async () => {
    const folder = monorepo(managers[0]!, ['6.0.0', '7.0.0']);
    const cache = newFolder();
    const start = async () => {
      const child = spawn(process.execPath, [fixtureFile, folder, cache, 'HEAD~1'], { stdio: ['ignore', 'pipe', 'inherit'] });
      const lines: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) lines.push(line);
      return lines.at(-1)!;
    };
    const [first, second] = await Promise.all([start(), start()]);
    expect(first).toMatch(/^done /);
    expect(second).toBe(first);
    expect(run(first.slice('done '.length))).toBe('app 0, library 0, is-number 6.0.0');
  });
});

describe('dependencies', () => {
  it('run their install scripts only when that is allowed, and are installed with the settings that git ignores', async () => {
    const folder = newRepository();
    const mark = path.join(newFolder(), 'ran');
    for (const version of ['6.0.0', '7.0.0']) {
      const scripts = { postinstall: `node -e "require('fs').writeFileSync('${mark}', '')"` };
      write(folder, {
        'package.json': JSON.stringify({ scripts, dependencies: { 'is-number': version } }),
        '.gitignore': 'node_modules\n.npmrc\n',
      });
      execFileSync('npm', ['install', '--ignore-scripts', '--no-audit'], { cwd: folder, stdio: 'pipe' });
      commit(folder, {}, version);
    }
    // npm hands its own settings, this repository's for one, to what it starts: these tests, say.
    const { ['npm_config_ignore_scripts']: _, ...env } = request().node.env;
    const plain = { ...request(), node: { ...request().node, env } };
    const allowed = { ...plain, config: { ...plain.config, installScripts: true } };
    await checkOut(revisionsOf(folder), 'HEAD~1', plain);
    expect(existsSync(mark)).toBe(false);
    // npm reads this one, which forbids them again.
    write(folder, { '.npmrc': 'ignore-scripts=true\n' });
    const cache = newFolder();
    expect((await checkOut(revisionsOf(folder, cache), 'HEAD~1', allowed)).steps).toHaveLength(2);
    expect(existsSync(mark)).toBe(false);
    expect(filesIn(cache).filter((file) => file.endsWith('.npmrc'))).toEqual([]);
    rmSync(path.join(folder, '.npmrc'));
    await checkOut(revisionsOf(folder), 'HEAD~1', allowed);
    expect(existsSync(mark)).toBe(true);
  });

  it('say how to get a package manager that is missing', async () => {
    const folder = newRepository();
    const lock = (version: string) => `lockfileVersion: '9.0'\n# ${version}\n`;
    for (const version of ['1', '2']) {
      commit(folder, { 'package.json': JSON.stringify({ dependencies: { a: version } }), 'pnpm-lock.yaml': lock(version) }, version);
    }
    write(folder, { 'node_modules/a/package.json': '{}' });
    const error = await failureOf(checkOut(revisionsOf(folder), 'HEAD~1', request({ PATH: newFolder() })));
    expect(error).toMatchObject({ code: 'package-manager-missing', message: expect.stringContaining('corepack enable pnpm') });
  });

  it('are those of the user where nobody can tell others, with a note', async () => {
    const folder = newRepository();
    for (const version of ['1', '2']) {
      commit(folder, { 'package.json': JSON.stringify({ dependencies: { a: version } }), '.gitignore': 'node_modules\n' }, version);
    }
    write(folder, { 'node_modules/a/package.json': '{}', 'node_modules/.cache/x': 'x' });
    const { root, notes } = await checkOut(revisionsOf(folder), 'HEAD~1', request());
    expect(notes).toEqual([
      expect.stringMatching(/wants other dependencies \(a 1\).*no lock file, so yours were used\. Commit a lock file/),
    ]);
    expect(lstatSync(path.join(root, 'node_modules/a')).isSymbolicLink()).toBe(true);
    expect(existsSync(path.join(root, 'node_modules/.cache'))).toBe(false);
    expect((await checkOut(revisionsOf(folder), 'HEAD', request())).notes).toEqual([]);
  });

  it('are told to be missing where the user has none, and are not installed', async () => {
    const folder = waitingRepository();
    rmSync(path.join(folder, 'node_modules'), { recursive: true });
    const { notes, steps } = await checkOut(revisionsOf(folder), 'HEAD~1', request());
    expect(steps).toEqual([{ kind: 'files' }]);
    expect(notes).toEqual([expect.stringContaining('No dependencies are installed in')]);
  });

  it("are refused with Yarn's Plug'n'Play", async () => {
    const folder = newRepository();
    commit(folder, { 'package.json': '{"dependencies":{"a":"1"}}', 'yarn.lock': '__metadata:\n  version: 8\n' }, 'one');
    const error = await failureOf(checkOut(revisionsOf(folder), 'HEAD', request()));
    expect(error).toMatchObject({ code: 'pnp-unsupported', message: expect.stringContaining('nodeLinker: node-modules') });
  });

  it('change the checkout when they change on disk', async () => {
    const folder = waitingRepository();
    const revisions = revisionsOf(folder);
    const first = await checkOut(revisions, 'HEAD', request());
    write(folder, { 'node_modules/added/package.json': '{}' });
    const second = await checkOut(revisions, 'HEAD', request());
    expect(existsSync(path.join(second.root, 'node_modules/added/package.json'))).toBe(true);
    expect(existsSync(path.join(first.root, 'node_modules/added'))).toBe(false);
  });

  it('tell of installed packages that use packages of the repository', async () => {
    const folder = newRepository();
    const manifest = JSON.stringify({ workspaces: ['own'], dependencies: { plugin: '1' } });
    commit(folder, { 'package.json': manifest, 'own/package.json': '{"name":"own"}', '.gitignore': 'node_modules\n' }, 'one');
    write(folder, { 'node_modules/plugin/package.json': '{"peerDependencies":{"own":"*"}}' });
    execFileSync('ln', ['-s', '../own', path.join(folder, 'node_modules/own')]);
    const { root, notes } = await checkOut(revisionsOf(folder), 'HEAD', request());
    expect(realpathSync(path.join(root, 'node_modules/own'))).toBe(path.join(realpathSync(root), 'own'));
    expect(notes).toEqual([expect.stringContaining('use those of your work tree, not of commit')]);
    appendFileSync(path.join(folder, 'own/package.json'), '\n');
    expect((await checkOut(revisionsOf(folder), 'HEAD', request())).notes).toHaveLength(1);
  });
});
