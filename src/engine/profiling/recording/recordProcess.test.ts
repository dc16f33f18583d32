import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  bytesByName,
  createFolder,
  fetchText,
  hottest,
  partsOf,
  readCpu,
  readHeap,
  samplesByName,
  start,
  testedNodes,
} from '../../programs.fixture.ts';
import { listNodeProcesses } from './attach/processList.ts';
import { listeningOf, processFacts } from './attach/procFiles.ts';
import { profilesFolder } from './recordedFile.ts';
import { recordProcess } from './recordProcess.ts';
import type { RecordProgress } from './requests.ts';

const folder = createFolder({
  'server.js': `
    const http = require('node:http');
    function burn(rounds) { let sum = 0; for (let i = 0; i < rounds; i++) sum += Math.sqrt(i); return sum; }
    let kept;
    function fill() { kept = Array.from({ length: 2000 }, (_, index) => ({ index })); }
    http.createServer((request, response) => { burn(3e5); fill(); response.end('served'); })
      .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`,
  'busy.js': `
    console.log('ready');
    setTimeout(() => {}, 60_000);
    function spin() { for (let i = 0; ; i++) Math.sqrt(i); }
    setTimeout(spin, 50);`,
  'waiting.js': `console.log('ready'); setTimeout(() => process.exit(0), 700);`,
  'blocked.js': `
    console.log('ready');
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 50);`,
  'dull.js': `console.log('ready'); setInterval(() => {}, 1000);`,
});
const running: { kill(signal: 'SIGKILL'): unknown }[] = [];
const begin = async (...args: Parameters<typeof start>) => {
  const started = await start(...args);
  running.push(started.child);
  return started;
};
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => folder.remove());

/** Others may be attached to what has the usual one. */
const anyPort = '--inspect-port=0';

const never = new AbortController().signal;
const { root } = folder;
const profiles = () => (existsSync(profilesFolder(root)) ? readdirSync(profilesFolder(root)) : []);
const isLinux = process.platform === 'linux';

describe.skipIf(!isLinux).each(testedNodes())('recordProcess with %s', (_, node) => {
  it('records a server under load, which goes on with its inspector closed again', async () => {
    const { child, pid, line } = await begin(node, ['server.js'], root);
    const port = Number(line);
    let isOver = false;
    const load = (async () => {
      let served = 0;
      for (; !isOver; served++) await fetchText(port);
      return served;
    })();
    const before = await listeningOf(pid);
    const [profile] = await recordProcess({ kind: 'cpu', pid, durationMs: 800 }, partsOf(root), never);
    isOver = true;
    expect(await load).toBeGreaterThan(5);
    const read = readCpu(profile!);
    expect(hottest(samplesByName(read))).toBe('burn');
    expect(read.laptime.recording).toEqual(profile!.recording);
    expect(profile!.recording).toMatchObject({
      kind: 'cpu',
      source: { kind: 'process', pid, inspector: null },
      interval: 200,
      root,
      iterations: null,
    });
    expect(profile!.recording.title).toBe(`server.js (process ${pid})`);
    expect(statSync(profile!.file).mode & 0o777).toBe(0o600);
    expect(statSync(profilesFolder(root)).mode & 0o777).toBe(0o700);
    expect(await listeningOf(pid)).toEqual(before);
    expect(await fetchText(port)).toBe('served');
    expect(child.exitCode).toBeNull();
  });

  it('records what is allocated, garbage included, and does it again', async () => {
    const { pid, line } = await begin(node, [anyPort, 'server.js'], root);
    for (let round = 0; round < 2; round++) {
      const stop = new AbortController();
      const recording = recordProcess({ kind: 'heap', pid, stop: stop.signal }, partsOf(root, 8192), never);
      await sleep(400);
      for (let request = 0; request < 60; request++) await fetchText(Number(line));
      stop.abort();
      const [profile] = await recording;
      const bytes = bytesByName(readHeap(profile!).head);
      // 60 times 2000 objects of 16 bytes and more; alive at one time are 2000.
      const filled = [...bytes].filter(([name]) => name === 'fill' || name === '').reduce((sum, [, each]) => sum + each, 0);
      expect(filled).toBeGreaterThan(60 * 2000 * 16 * 0.5);
    }
  });

  it('records a loop that never rests', async () => {
    const { pid } = await begin(node, [anyPort, 'busy.js'], root);
    await sleep(150);
    const [profile] = await recordProcess({ kind: 'cpu', pid, durationMs: 300 }, partsOf(root), never);
    expect(hottest(samplesByName(readCpu(profile!)))).toBe('spin');
    expect(await listeningOf(pid)).toEqual([]);
    expect((await processFacts(pid))?.pid).toBe(pid);
  });

  it('keeps what it has when the program comes to its end', async () => {
    const { pid } = await begin(node, [anyPort, 'waiting.js'], root);
    const [profile] = await recordProcess({ kind: 'cpu', pid }, partsOf(root), never);
    expect(readCpu(profile!).samples.length).toBeGreaterThan(10);
    await expect.poll(() => processFacts(pid)).toBeNull();
  });

  it('says so where the process is killed, and keeps nothing', async () => {
    const { child, pid } = await begin(node, [anyPort, 'dull.js'], root);
    const before = profiles();
    const onProgress = ({ kind }: RecordProgress) => kind === 'recording' && child.kill('SIGKILL');
    await expect(recordProcess({ kind: 'cpu', pid, onProgress }, partsOf(root), never)).rejects.toMatchObject({ code: 'process-ended' });
    expect(profiles()).toEqual(before);
  });

  it('uses an inspector that is open, and leaves it open', async () => {
    const { pid } = await begin(node, ['--inspect=127.0.0.1:0', 'dull.js'], root);
    await begin(node, ['--inspect=127.0.0.1:9555', 'dull.js'], root);
    const found = (await listNodeProcesses()).find(({ inspector }) => inspector === '127.0.0.1:9555')!;
    const [byPid] = await recordProcess({ kind: 'cpu', pid: found.pid, durationMs: 50 }, partsOf(root), never);
    const [byAddress] = await recordProcess({ kind: 'cpu', inspector: '127.0.0.1:9555', durationMs: 50 }, partsOf(root), never);
    expect(byAddress!.recording.source).toEqual({ kind: 'process', pid: found.pid, inspector: '127.0.0.1:9555' });
    expect(byPid!.file).not.toBe(byAddress!.file);
    expect(await listeningOf(found.pid)).toEqual([{ port: 9555, isLoopback: true }]);
    // One whose port was left to chance is found among its own.
    const [byChance] = await recordProcess({ kind: 'cpu', pid, durationMs: 50 }, partsOf(root), never);
    expect(byChance!.recording.source).toMatchObject({ pid });
    expect(await listeningOf(pid)).toHaveLength(1);
  });

  it('says which process has the port', async () => {
    const holder = await begin(node, ['--inspect=127.0.0.1:9557', 'dull.js'], root);
    const { pid } = await begin(node, ['--inspect-port=9557', 'dull.js'], root);
    await expect(recordProcess({ kind: 'cpu', pid, durationMs: 50 }, partsOf(root), never)).rejects.toThrow(
      `process ${holder.pid} (${node} --inspect=127.0.0.1:9557 dull.js) has port 9557`,
    );
  });

  it('goes when it is cancelled, and leaves nothing open', async () => {
    const { pid } = await begin(node, [anyPort, 'dull.js'], root);
    const before = profiles();
    const cancel = new AbortController();
    const onProgress = ({ kind }: RecordProgress) => kind === 'recording' && cancel.abort();
    await expect(recordProcess({ kind: 'cpu', pid, onProgress }, partsOf(root), cancel.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(profiles()).toEqual(before);
    expect(await listeningOf(pid)).toEqual([]);
  });

  it('closes what it has asked for, also where it is cancelled before that is open', async () => {
    const { child, pid } = await begin(node, [anyPort, 'dull.js'], root);
    for (const delayMs of [2, 10, 30, 60]) {
      await expect(recordProcess({ kind: 'cpu', pid }, partsOf(root), AbortSignal.timeout(delayMs))).rejects.toMatchObject({
        name: 'TimeoutError',
      });
      expect(await listeningOf(pid)).toEqual([]);
    }
    expect(child.exitCode).toBeNull();
  });

  it('is cancelled although the process does not answer', async () => {
    const { pid } = await begin(node, ['--inspect=127.0.0.1:0', 'blocked.js'], root);
    await sleep(150);
    await expect(recordProcess({ kind: 'cpu', pid }, partsOf(root), AbortSignal.timeout(200))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

describe.skipIf(!isLinux)('recordProcess', () => {
  const refusal = (request: { pid: number } | { inspector: string }) =>
    recordProcess({ kind: 'cpu', durationMs: 50, ...request }, partsOf(root), never);

  it('refuses what is not Node, and it lives on', async () => {
    const { child, pid } = await begin('/bin/sh', ['-c', 'echo ready; sleep 30; true'], root);
    await expect(refusal({ pid })).rejects.toMatchObject({ code: 'not-node' });
    expect(child.exitCode).toBeNull();
    expect(child.signalCode).toBeNull();
  });

  it('refuses what is not there, and itself', async () => {
    await expect(refusal({ pid: 2 ** 22 + 1 })).rejects.toMatchObject({ code: 'no-process' });
    await expect(refusal({ pid: process.pid })).rejects.toMatchObject({ code: 'own-process' });
  });

  const shared = testedNodes()
    .map(([, file]) => file)
    .find((file) => !file.startsWith(os.homedir()));
  it.skipIf(os.userInfo().uid !== 0 || shared === undefined)('refuses a process of another user', async () => {
    const { pid } = await begin(shared!, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], '/', { uid: 65_534 });
    await expect(refusal({ pid })).rejects.toMatchObject({ code: 'other-user' });
    expect((await listNodeProcesses()).find((each) => each.pid === pid)).toMatchObject({ isOwn: false, cwd: null });
  });

  it('refuses a process that was told not to listen to the signal', async () => {
    const { child, pid } = await begin(process.execPath, ['--disable-sigusr1', 'dull.js'], root);
    await expect(refusal({ pid })).rejects.toMatchObject({ code: 'not-attachable' });
    expect(child.exitCode).toBeNull();
  });

  it('refuses an address where no inspector is', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await expect(refusal({ inspector: `127.0.0.1:${port}` })).rejects.toMatchObject({ code: 'inspector-unreachable' });
    await expect(refusal({ inspector: 'localhost' })).rejects.toMatchObject({ code: 'bad-inspector' });
    server.close();
  });
});

describe.skipIf(!isLinux)('listNodeProcesses', () => {
  it('tells ports, folder and command line', async () => {
    const { pid, line } = await begin(process.execPath, ['server.js'], root);
    expect((await listNodeProcesses()).find((each) => each.pid === pid)).toEqual({
      pid,
      commandLine: `${process.execPath} server.js`,
      cwd: root,
      ports: [Number(line)],
      inspector: null,
      isOwn: true,
    });
    expect((await listNodeProcesses()).map((each) => each.pid)).not.toContain(process.pid);
  });
});
