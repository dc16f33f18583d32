import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../../base/log.ts';
import { bytesByName, createFolder, hottest, partsOf, readCpu, readHeap, samplesByName, testedNodes } from '../../programs.fixture.ts';
import { profilesFolder } from './recordedFile.ts';
import { recordProgram } from './recordProgram.ts';
import type { RecordProgramRequest, RecordProgress } from './requests.ts';

/** So much work, not so much time: on a busy machine that would be less. */
const BURN =
  'function burn(ms) { let sum = 0; for (let round = 0; round < ms; round++) for (let i = 0; i < 2e5; i++) sum += Math.sqrt(i); return sum; }\n';
const folder = createFolder({
  'plain.js': `${BURN} console.log('out'); console.error('err'); burn(250);`,
  'exits.js': `${BURN} burn(150); process.on('exit', () => console.log('farewell')); process.exit(7);`,
  'throws.js': `${BURN} burn(150); throw new Error('on purpose');`,
  'waits.js': `${BURN} console.log('ready ' + process.pid); burn(150); setInterval(() => {}, 1000);`,
  'handles.js': `${BURN} console.log('ready ' + process.pid); process.once('SIGINT', () => { console.log('handled'); setTimeout(() => process.exit(3), 50); }); burn(150); setInterval(() => {}, 1000);`,
  'stuck.js': `console.log('ready'); function spin() { for (let i = 0; ; i++) Math.sqrt(i); } spin();`,
  'fills.js': `let kept; function fill() { kept = Array.from({ length: 1000 }, (_, index) => ({ index })); } for (let i = 0; i < 300; i++) fill();`,
  'threads.js': `${BURN}
    const { Worker, isMainThread } = require('node:worker_threads');
    function inThread() { burn(250); }
    if (isMainThread) new Worker(__filename); else inThread();`,
  'parent.mjs': `import { spawnSync } from 'node:child_process'; spawnSync(process.execPath, ['plain.js'], { stdio: 'inherit' });`,
  'types.ts': `interface Work {\n  readonly rounds: number;\n}\n\nfunction typed({ rounds }: Work): number {\n  let sum: number = 0;\n  for (let i = 0; i < rounds; i++) sum += Math.sqrt(i);\n  return sum;\n}\n\nfor (let i = 0; i < 300; i++) typed({ rounds: 1e5 } as Work);\n`,
  'some.test.mjs': `import { test } from 'node:test';\nfunction tested() { let sum = 0; for (let i = 0; i < 3e7; i++) sum += Math.sqrt(i); return sum; }\ntest('burns', () => { for (let i = 0; i < 5; i++) tested(); });`,
  'package.json': JSON.stringify({ name: 'programs', scripts: { two: 'node plain.js && node exits.js' } }),
});
afterAll(() => folder.remove());

const { root } = folder;
const distFolder = path.resolve(import.meta.dirname, '../../../../dist');
const never = new AbortController().signal;
const profiles = () => (existsSync(profilesFolder(root)) ? readdirSync(profilesFolder(root)) : []);

interface Told {
  readonly output: { stdout: string; stderr: string };
  readonly progress: RecordProgress[];
  readonly end: () => unknown;
}

function recorder(node: string, env: Record<string, string> = {}) {
  const told: Told = {
    output: { stdout: '', stderr: '' },
    progress: [],
    end: () => told.progress.find(({ kind }) => kind === 'ended'),
  };
  const places = {
    distFolder,
    node: { executable: node, env: { PATH: `${path.dirname(node)}:${process.env['PATH']}`, HOME: root, ...env } },
    log: silentLog,
  };
  const record = (command: readonly string[], rest: Partial<RecordProgramRequest> = {}, signal = never) =>
    recordProgram(
      {
        kind: 'cpu',
        command,
        cwd: root,
        output: (chunk, stream) => (told.output[stream] += Buffer.from(chunk).toString()),
        afterwards: 'ends',
        onProgress: (event) => told.progress.push(event),
        ...rest,
      },
      places,
      partsOf(root),
      signal,
    );
  return { record, told };
}

describe.each(testedNodes())('recordProgram with %s', (_, node) => {
  it('records from start to end, and passes output and exit code on', async () => {
    const { record, told } = recorder(node);
    const [profile, ...others] = await record(['node', 'plain.js']);
    expect(others).toEqual([]);
    expect(hottest(samplesByName(readCpu(profile!)))).toBe('burn');
    expect(told.output).toEqual({ stdout: 'out\n', stderr: 'err\n' });
    expect(told.end()).toEqual({ kind: 'ended', exitCode: 0, signal: null });
    expect(profile!.recording).toMatchObject({ source: { kind: 'program', command: ['node', 'plain.js'] }, title: 'plain.js', root });
  });

  it('records what ends itself, and what fails', async () => {
    const first = recorder(node);
    const [exited] = await first.record(['node', 'exits.js']);
    expect(hottest(samplesByName(readCpu(exited!)))).toBe('burn');
    expect(first.told.end()).toEqual({ kind: 'ended', exitCode: 7, signal: null });
    expect(first.told.output.stdout).toBe('farewell\n');
    const second = recorder(node);
    const [threw] = await second.record(['node', 'throws.js']);
    expect(hottest(samplesByName(readCpu(threw!)))).toBe('burn');
    expect(second.told.end()).toEqual({ kind: 'ended', exitCode: 1, signal: null });
    expect(second.told.output.stderr).toContain('on purpose');
  });

  it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)('records what %s ends, which it does', async (signal) => {
    const { record, told } = recorder(node);
    const recording = record(['node', 'waits.js']);
    await expect.poll(() => told.output.stdout).toContain('ready');
    await sleep(400);
    process.kill(Number(/ready (\d+)/.exec(told.output.stdout)![1]), signal);
    expect(hottest(samplesByName(readCpu((await recording)[0]!)))).toBe('burn');
    expect(told.end()).toEqual({ kind: 'ended', exitCode: null, signal });
  });

  it.skipIf(process.platform === 'win32')("leaves the program's own handling of signals be", async () => {
    const { record, told } = recorder(node);
    const recording = record(['node', 'handles.js']);
    await expect.poll(() => told.output.stdout).toContain('ready');
    await sleep(400);
    process.kill(Number(/ready (\d+)/.exec(told.output.stdout)![1]), 'SIGINT');
    expect(await recording).toHaveLength(1);
    expect(told.end()).toEqual({ kind: 'ended', exitCode: 3, signal: null });
    expect(told.output.stdout).toContain('handled');
  });

  it('stops although the program never rests, and ends it', async () => {
    const { record, told } = recorder(node);
    const stop = new AbortController();
    const recording = record(['node', 'stuck.js'], { stop: stop.signal });
    await expect.poll(() => told.output.stdout).toContain('ready');
    await sleep(600);
    stop.abort();
    expect(hottest(samplesByName(readCpu((await recording)[0]!)))).toBe('spin');
    expect(told.end()).toMatchObject({ kind: 'ended' });
  });

  it('lets the program go on where it is asked to, until the signal', async () => {
    const { record, told } = recorder(node);
    const [stop, cancel] = [new AbortController(), new AbortController()];
    const recording = record(['node', 'waits.js'], { stop: stop.signal, afterwards: 'goes-on' }, cancel.signal);
    await expect.poll(() => told.output.stdout).toContain('ready');
    await sleep(200);
    stop.abort();
    const [profile] = await recording;
    expect(readCpu(profile!).samples.length).toBeGreaterThan(10);
    expect(told.end()).toBeUndefined();
    cancel.abort();
    await expect.poll(() => told.end()).toEqual({ kind: 'ended', exitCode: null, signal: 'SIGKILL' });
  });

  it('counts all that is allocated', async () => {
    const [profile] = await recorder(node).record(['node', 'fills.js'], { kind: 'heap' });
    const bytes = bytesByName(readHeap(profile!).head);
    const filled = [...bytes].filter(([name]) => ['fill', '', 'from'].includes(name)).reduce((sum, [, each]) => sum + each, 0);
    expect(filled).toBeGreaterThan(300 * 1000 * 16 * 0.6);
    expect(profile!.file).toMatch(/\.heapprofile$/);
  });

  it('records worker threads by themselves, the dearest first', async () => {
    const [thread, main] = await recorder(node).record(['node', 'threads.js']);
    expect(thread!.recording.title).toMatch(/^threads\.js \(worker thread \d+\)$/);
    expect(samplesByName(readCpu(thread!)).get('burn')).toBeGreaterThan(0);
    expect(samplesByName(readCpu(main!)).get('burn')).toBeUndefined();
  });

  it('records children, whatever starts them', async () => {
    const { record, told } = recorder(node);
    const recorded = await record(['node', 'parent.mjs']);
    expect(recorded.map(({ recording }) => recording.title)).toEqual(['plain.js', 'parent.mjs']);
    expect(told.output.stdout).toBe('out\n');
  });

  it('leaves a package manager out', async () => {
    const { record, told } = recorder(node);
    const recorded = await record(['npm', 'run', '--silent', 'two']);
    expect(recorded.map(({ recording }) => recording.title).toSorted()).toEqual(['exits.js', 'plain.js']);
    expect(told.end()).toMatchObject({ exitCode: 7 });
  });

  it('records test files', async () => {
    const [dearest] = await recorder(node).record(['node', '--test', 'some.test.mjs']);
    expect(samplesByName(readCpu(dearest!)).get('tested')).toBeGreaterThan(0);
  });

  it('has the source map of what a loader made', async () => {
    // tsx is the loader of this repository, too.
    if (!existsSync(path.join(root, 'node_modules'))) {
      mkdirSync(path.join(root, 'node_modules'));
      symlinkSync(path.resolve(import.meta.dirname, '../../../../node_modules/tsx'), path.join(root, 'node_modules/tsx'));
    }
    const [profile] = await recorder(node).record(['node', '--import', 'tsx', 'types.ts']);
    const { nodes, laptime } = readCpu(profile!);
    expect(samplesByName(readCpu(profile!)).get('typed')).toBeGreaterThan(0);
    const { url } = nodes.find(({ callFrame }) => callFrame.functionName === 'typed')!.callFrame;
    expect(laptime.sourceMaps[url]!.sources).toHaveLength(1);
  });

  it("keeps the user's own NODE_OPTIONS", async () => {
    const { record, told } = recorder(node, { NODE_OPTIONS: '--title=of-the-user' });
    await record(['node', '-p', 'process.title']);
    expect(told.output.stdout).toBe('of-the-user\n');
  });

  it('keeps nothing where it is cancelled, and leaves no process', async () => {
    const { record, told } = recorder(node);
    const before = profiles();
    const cancel = new AbortController();
    const recording = record(['node', 'waits.js'], {}, cancel.signal);
    await expect.poll(() => told.output.stdout).toContain('ready');
    const pid = Number(/ready (\d+)/.exec(told.output.stdout)![1]);
    cancel.abort();
    await expect(recording).rejects.toMatchObject({ name: 'AbortError' });
    expect(profiles()).toEqual(before);
    await expect.poll(() => isThere(pid)).toBe(false);
  });
});

describe('recordProgram', () => {
  const node = process.execPath;

  it('says what is not there, and what is not Node', async () => {
    await expect(recorder(node).record(['no-such-program'])).rejects.toMatchObject({ code: 'program-missing' });
    const { record } = recorder(node);
    await expect(record(['sh', '-c', 'exit 4'])).rejects.toThrow("'sh -c exit 4' ended with exit code 4, and no Node process");
  });

  it.skipIf(!process.features.typescript)('needs no map where Node itself strips the types', async () => {
    const [profile] = await recorder(node).record(['node', 'types.ts']);
    const { nodes, laptime } = readCpu(profile!);
    const typed = nodes.filter(({ callFrame }) => callFrame.functionName === 'typed');
    expect(typed[0]!.callFrame.lineNumber).toBe(4);
    const ticks = typed.flatMap(({ positionTicks }) => positionTicks ?? []).toSorted((a, b) => b.ticks - a.ticks);
    expect(ticks[0]!.line).toBe(7);
    expect(laptime.sourceMaps).toEqual({});
  });

  it('records TypeScript through the loader of bench files where it is asked for', async () => {
    const [profile] = await recorder(node).record(['node', 'types.ts'], { typescript: true });
    const { nodes, laptime } = readCpu(profile!);
    const { url } = nodes.find(({ callFrame }) => callFrame.functionName === 'typed')!.callFrame;
    expect(Object.keys(laptime.sourceMaps)).toContain(url);
  });
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
