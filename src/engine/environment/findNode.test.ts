import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slowness } from '../../../test/support/slowness.ts';
import { silentLog } from '../../base/log.ts';
import { createNodeLookup } from './index.ts';

const realNode = realpathSync(process.execPath);
let scratch: string;
let root: string;

beforeEach(() => {
  scratch = realpathSync(mkdtempSync(path.join(tmpdir(), "laptime o'node-")));
  root = path.join(scratch, 'workspace');
  mkdirSync(root);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function script(file: string, body: string): string {
  const place = path.join(scratch, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, `#!/bin/sh\n${body}\n`);
  chmodSync(place, 0o755);
  return place;
}

const SYSTEM_PATH = '/usr/bin:/bin';
const lookupWith = (env: NodeJS.ProcessEnv, askShell = false) => createNodeLookup({ log: silentLog, askShell, env });

/** A program that answers as Node.js of that version. */
const oldNode = (version: string) => `echo '\n["/opt/node/bin/node","${version}","11.3","x64",null]\\c'`;

describe('findNode', () => {
  it('takes the first `node` on the PATH of this process', async () => {
    mkdirSync(path.join(scratch, 'bin/node'), { recursive: true });
    mkdirSync(path.join(scratch, 'bin2'));
    symlinkSync(realNode, path.join(scratch, 'bin2/node'));
    const searchPath = ['', 'relative', path.join(scratch, 'bin'), path.join(scratch, 'bin2')].join(path.delimiter);
    expect(await lookupWith({ PATH: searchPath }).findNode(root, null)).toEqual({
      executable: realNode,
      version: process.versions.node,
      v8Version: process.versions.v8,
      arch: process.arch,
      env: { PATH: searchPath },
      source: 'path',
    });
  });

  it('says what to do when there is none', async () => {
    await expect(lookupWith({ PATH: scratch }).findNode(root, null)).rejects.toMatchObject({
      name: 'UserError',
      code: 'node-not-found',
      message: expect.stringMatching(/Install Node\.js 20 or later.*`laptime\.node\.executable`.*laptime\.config\.json.*`--node`/),
    });
  });

  it('takes the named one: a path in the workspace, an absolute path, a name', async () => {
    script('workspace/tools/node', `exec '${realNode}' "$@"`);
    script('bin/node-next', `exec '${realNode}' "$@"`);
    const lookup = lookupWith({ PATH: `${path.join(scratch, 'bin')}:${SYSTEM_PATH}` });
    for (const name of ['./tools/node', path.join(root, 'tools/node'), 'node-next', realNode]) {
      expect(await lookup.findNode(root, name)).toMatchObject({ executable: realNode, source: 'setting' });
    }
  });

  it.each([
    ['./nothing/here', /is set to .*nothing\/here, which is not an executable file/],
    ['.', /is set to .*which is not an executable file|not on the PATH/],
    ['./', /which is not an executable file/],
    ['node-of-nobody', /is set to node-of-nobody, which is not on the PATH/],
  ])('names a wrong setting: %s', async (name, message) => {
    await expect(lookupWith({ PATH: scratch }).findNode(root, name)).rejects.toMatchObject({
      code: 'node-not-found',
      message: expect.stringMatching(message),
    });
  });

  it('refuses what is too old, is no Node.js, or fails', async () => {
    const lookup = lookupWith({ PATH: SYSTEM_PATH });
    const failing = async (body: string) => lookup.findNode(root, script('bin/some-node', body));
    await expect(failing(oldNode('18.20.1'))).rejects.toMatchObject({
      code: 'node-too-old',
      message: expect.stringContaining('/opt/node/bin/node is Node.js 18.20.1, and benchmarks need 20 or later'),
    });
    await expect(failing('echo hello')).rejects.toMatchObject({
      code: 'node-failed',
      message: expect.stringContaining('did not answer as Node.js'),
    });
    await expect(failing('echo "no such option" >&2; exit 9')).rejects.toMatchObject({
      code: 'node-failed',
      message: expect.stringContaining('could not be used to run benchmarks: no such option.'),
    });
  });

  it('asks a shim every time, because the folder decides what is behind it', async () => {
    const shim = script(
      'bin/node',
      `echo x >> '${path.join(scratch, 'asked').replaceAll("'", String.raw`'\''`)}'\nexec '${realNode}' "$@"`,
    );
    const lookup = lookupWith({ PATH: `${path.dirname(shim)}:${SYSTEM_PATH}` });
    await lookup.findNode(root, null);
    await lookup.findNode(root, null);
    expect(readFileSync(path.join(scratch, 'asked'), 'utf8')).toBe('x\nx\n');
  });

  it('ends with the signal', async () => {
    const lookup = lookupWith({ PATH: SYSTEM_PATH });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    await expect(lookup.findNode(root, script('bin/slow', 'exec sleep 60'), abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the environment of the shell', () => {
  /** A shell that runs some lines before it does what it was asked to. */
  const shellWith = (lines: string) =>
    script('shells/bash', `echo "$@" >> '${asked()}'\n${lines}\nwhile [ "$1" != -c ]; do shift; done\neval "$2"`);
  const asked = () => path.join(scratch, 'asked').replaceAll("'", String.raw`'\''`);
  const addNode = () => {
    script('managed/node', `exec '${realNode}' "$@"`);
    return `export PATH="${path.join(scratch, 'managed')}:$PATH"; export FROM_SHELL="$PWD"`;
  };

  it('decides where `node` is, from the workspace folder, and is asked for once', async () => {
    const shell = shellWith(`echo "Welcome!"; ${addNode()}`);
    const lookup = lookupWith({ PATH: SYSTEM_PATH, SHELL: shell, USER_VARIABLE: 'yes' }, true);
    const node = await lookup.findNode(root, null);
    expect(node).toMatchObject({ executable: realNode, source: 'shell' });
    expect(node.env).toMatchObject({ USER_VARIABLE: 'yes', FROM_SHELL: root });
    expect(Object.keys(node.env).filter((name) => /ELECTRON|RESOLVING|SHLVL/.test(name))).toEqual([]);
    await lookup.findNode(root, null);
    expect(readFileSync(path.join(scratch, 'asked'), 'utf8').match(/^-i -l -c/gm)).toHaveLength(1);
  });

  it('is done without when the shell fails, is unknown or too slow, and nothing of it is left', async () => {
    symlinkSync(realNode, path.join(scratch, 'node'));
    const searchPath = `${scratch}:${SYSTEM_PATH}`;
    const sourceWith = async (shell: string) => (await lookupWith({ PATH: searchPath, SHELL: shell }, true).findNode(root, null)).source;
    expect(await sourceWith(shellWith('exit 3'))).toBe('path');
    expect(await sourceWith(path.join(scratch, 'no-such-shell/bash'))).toBe('path');
    expect(await sourceWith(script('shells/nologin', 'exit 1'))).toBe('path');
    const alive = path.join(scratch, 'alive').replaceAll("'", String.raw`'\''`);
    const startedMs = performance.now();
    expect(await sourceWith(shellWith(`(while :; do echo x >> '${alive}'; sleep 0.1; done) & sleep 60`))).toBe('path');
    expect(performance.now() - startedMs).toBeLessThan(10_000 * slowness());
    expect(existsSync(path.join(scratch, 'alive'))).toBe(true);
    await delay(300);
    const before = readFileSync(path.join(scratch, 'alive'), 'utf8');
    await delay(400);
    expect(readFileSync(path.join(scratch, 'alive'), 'utf8')).toBe(before);
  });

  it('ends with the signal', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const lookup = lookupWith({ PATH: SYSTEM_PATH, SHELL: shellWith('sleep 60') }, true);
    await expect(lookup.findNode(root, null, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
