// The first thing that runs in a fresh clone, as processes: .ci/setup.mjs in a copy of the repository's head.
import { spawn, type SpawnOptions } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const repository = path.join(import.meta.dirname, '../..');

describe('.ci/setup.mjs', () => {
  let copy: string;

  beforeEach(() => {
    // With a space, as many a home has one.
    copy = mkdtempSync(path.join(tmpdir(), 'laptime set-up-'));
    for (const file of ['package.json', 'package-lock.json', '.npmrc', '.ci/setup.mjs', '.ci/setup']) {
      cpSync(path.join(repository, file), path.join(copy, file), { recursive: true });
    }
  });

  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  const install = () => symlinkSync(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'), 'junction');

  function start(args: readonly string[], options: SpawnOptions = {}) {
    const child = spawn(process.execPath, [path.join(copy, '.ci/setup.mjs'), ...args], { cwd: copy, stdio: 'pipe', ...options });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
    const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, stdout, stderr })),
    );
    const said = (text: string) => new Promise<void>((resolve) => child.stdout?.on('data', () => stdout.includes(text) && resolve()));
    return { child, ended, said };
  }

  it('runs the command with the Node and the tools of the project, and says nothing of its own', async () => {
    install();
    const { code, stdout, stderr } = await start(['--', 'node', '-p', '[process.execPath, process.env.PATH].join("\\n")']).ended;
    const [node, PATH = ''] = stdout.split('\n');
    expect({ code, stderr, node }).toEqual({ code: 0, stderr: '', node: process.execPath });
    expect(
      PATH.split(path.delimiter)
        .slice(0, 2)
        .map((folder) => path.resolve(folder)),
    ).toEqual([path.dirname(process.execPath), path.join(copy, 'node_modules/.bin')]);
  });

  it('ends as the command ends', async () => {
    install();
    expect((await start(['--', 'node', '-e', 'process.exit(7)']).ended).code).toBe(7);
    expect((await start(['--', 'node', '-e', 'process.kill(process.pid, "SIGKILL")']).ended).code).toBe(128 + 9);
  });

  it('passes a signal on and waits for the command', async () => {
    install();
    const script = 'process.on("SIGTERM", () => setTimeout(() => process.exit(5), 100)); console.log("ready"); setInterval(() => {}, 1000)';
    const { child, ended, said } = start(['--', 'node', '-e', script]);
    await said('ready');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(5);
  });

  it('says in one line when the registry cannot be reached', async () => {
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: path.join(copy, 'cache') };
    const { code, stdout, stderr } = await start(['--', 'node', '-v'], { env }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      'Bringing the locked dependencies',
      expect.stringMatching(/^The dependencies: the npm registry cannot be reached\. .+ run again\.$/),
    ]);
  });

  it('takes over the lock of a set-up that died, and leaves none behind', async () => {
    install();
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => gone.on('close', resolve));
    const lock = path.join(copy, '.laptime-cache/setup.lock');
    mkdirSync(lock, { recursive: true });
    writeFileSync(path.join(lock, 'pid'), String(gone.pid));
    expect((await start(['--', 'node', '-v']).ended).code).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it('waits for a set-up that is under way', async () => {
    install();
    const lock = path.join(copy, '.laptime-cache/setup.lock');
    mkdirSync(lock, { recursive: true });
    writeFileSync(path.join(lock, 'pid'), String(process.pid));
    const { child, ended } = start(['--', 'node', '-p', '"ran"']);
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    rmSync(lock, { recursive: true });
    const { stdout, stderr } = await ended;
    expect(stdout).toBe('ran\n');
    expect(stderr).toMatch(/^Waiting for another set-up/);
  });
});
