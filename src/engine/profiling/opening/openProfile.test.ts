import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readProfile } from '../reading/readProfile.ts';
import { openProfile, type OpenedProfile } from './openProfile.ts';

// Node strips the types of the worker as it is written: no build is needed.
const workerFile = fileURLToPath(new URL('../worker.ts', import.meta.url));
const lifetime = new AbortController();
const signal = new AbortController().signal;

let root: string;
let cpuFile: string;
let heapFile: string;
const opened: OpenedProfile[] = [];

async function open(file: string): Promise<OpenedProfile> {
  const profile = await openProfile({ workerFile, lifetime: lifetime.signal }, { file, baseline: null, root }, signal);
  opened.push(profile);
  return profile;
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'laptime-open-profile-')));
  mkdirSync(path.join(root, 'src'));
  writeFileSync(
    path.join(root, 'src/work.js'),
    [
      'const kept = (globalThis.kept = []);',
      'function hot(count) {',
      '  let sum = 0;',
      '  for (let i = 0; i < count; i += 1) sum += Math.sqrt(i) * Math.sin(i);',
      '  return sum;',
      '}',
      'function outer() {',
      '  kept.push(new Array(20000).fill(0).map((_, index) => ({ index })));',
      '  return hot(200000);',
      '}',
      'const end = Date.now() + 400;',
      'while (Date.now() < end) { kept.length = 0; outer(); }',
      'outer();',
    ].join('\n'),
  );
  const flags = [
    '--cpu-prof',
    '--cpu-prof-name=a.cpuprofile',
    '--heap-prof',
    '--heap-prof-name=a.heapprofile',
    '--heap-prof-interval=4096',
  ];
  execFileSync(process.execPath, [...flags, 'src/work.js'], { cwd: root });
  cpuFile = path.join(root, 'a.cpuprofile');
  heapFile = path.join(root, 'a.heapprofile');
});

afterEach(() => {
  for (const profile of opened.splice(0)) profile.dispose();
});
afterAll(() => {
  lifetime.abort();
  rmSync(root, { recursive: true, force: true });
});

describe('openProfile', () => {
  it('answers for a file that Node wrote: functions, lines, heat and places', async () => {
    const { session } = await open(cpuFile);
    const summary = await session.summary(null);
    expect(summary).toMatchObject({ format: 'V8 CPU profile', unit: 'microseconds', problems: [], recording: null, difference: null });
    const query = { range: null, sortBy: 'self', descending: true, text: 'src/work.js', offset: 0, limit: 10 } as const;
    const { rows } = await session.table(query);
    const row = rows.find(({ name }) => name === 'hot')!;
    expect(row).toMatchObject({ file: 'src/work.js', line: 2, owner: 'workspace', baseline: null });
    const file = path.join(root, 'src/work.js');
    const heat = await session.heat(file);
    // By samples: on a busy machine a single one may stand for more time than all others.
    const hottest = heat.lines.toSorted((a, b) => b.samples - a.samples)[0]!;
    expect(hottest).toMatchObject({ file: 'src/work.js', line: 4 });
    expect(heat.lines).toEqual(await session.lines('src/work.js'));
    expect(await session.hotLines(100)).toContainEqual(hottest);
    const hot = heat.functions.find(({ name }) => name === 'hot')!;
    expect(hot).toMatchObject({ self: row.self, total: row.total });
    expect(hot.callers[0]).toMatchObject({ name: 'outer', file: 'src/work.js', line: 7 });
    expect(hot.callers[0]!.total).toBeCloseTo(hot.total, 3);
    expect(heat.whole).toBeCloseTo(summary.total - summary.idle, 3);
    expect(await session.placeOf(hot.functionId)).toMatchObject({ path: file, line: 2 });
    expect(await session.pathOf('src/work.js')).toBe(file);
    expect(await session.pathOf(file)).toBe(file);
    for (const name of ['src/none.js', '../work.js', 'src', '', '//host/share/work.js']) expect(await session.pathOf(name)).toBeNull();
    expect(await session.functionAt(file, 4)).toBe(hot.functionId);
    // After all functions: the code of the file itself.
    const [script] = await session.functions(Int32Array.from([(await session.functionAt(file, 11))!]));
    expect(script).toMatchObject({ name: '', line: 1 });
    expect(await session.heat(path.join(root, 'other.js'))).toMatchObject({ lines: [], functions: [] });
    expect(await session.functionAt(path.join(root, 'other.js'), 4)).toBeNull();
  });

  it('says of a heap profile which functions the bytes are of', async () => {
    const { session } = await open(heapFile);
    expect(await session.summary(null)).toMatchObject({ format: 'V8 heap profile', unit: 'bytes' });
    const { functions, lines } = await session.heat(path.join(root, 'src/work.js'));
    expect(functions.find(({ name }) => name === 'outer')!.total).toBeGreaterThan(100_000);
    // V8 knows no lines there, but those that functions begin in.
    expect(lines.map(({ line }) => line).every((line) => [1, 2, 7, 8].includes(line))).toBe(true);
  });

  it('writes what is open, all of it or nothing', async () => {
    const profile = await open(cpuFile);
    const target = path.join(root, 'out.txt');
    await profile.write('collapsed', target);
    const [first] = readProfile(readFileSync(target)).profiles;
    expect(first!.profile.tree.total[0]).toBeGreaterThan(0);
    await expect((await open(heapFile)).write('cpuprofile', target)).rejects.toMatchObject({ name: 'UserError', code: 'wrong-form' });
    await expect(profile.write('speedscope', path.join(root, 'no/folder.json'))).rejects.toMatchObject({ code: 'output-failed' });
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('answers for two files as one', async () => {
    const baseline = { file: cpuFile, scale: null };
    const difference = await openProfile({ workerFile, lifetime: lifetime.signal }, { file: cpuFile, baseline, root }, signal);
    opened.push(difference);
    expect((await difference.session.summary(null)).difference).toMatchObject({ scale: 'share', factor: 1 });
    const broken = { file: path.join(root, 'no.cpuprofile'), scale: null };
    const opening = openProfile({ workerFile, lifetime: lifetime.signal }, { file: cpuFile, baseline: broken, root }, signal);
    await expect(opening).rejects.toMatchObject({ code: 'profile-not-found', message: expect.stringContaining('no.cpuprofile') });
  });

  it('says at which byte a file is broken, and which file is not there', async () => {
    const broken = path.join(root, 'broken.cpuprofile');
    writeFileSync(broken, readFileSync(cpuFile).subarray(0, 1000));
    await expect(open(broken)).rejects.toMatchObject({
      name: 'UserError',
      code: 'bad-profile',
      message: expect.stringContaining('byte 1000'),
    });
    await expect(open(path.join(root, 'none.cpuprofile'))).rejects.toMatchObject({ name: 'UserError', code: 'profile-not-found' });
    await expect(open(root)).rejects.toMatchObject({ name: 'UserError', code: 'profile-not-found' });
  });

  it('ends with its signal, with what opened it, and when it is closed', async () => {
    const aborted = AbortSignal.abort();
    const request = { file: cpuFile, baseline: null, root };
    await expect(openProfile({ workerFile, lifetime: lifetime.signal }, request, aborted)).rejects.toThrow(/abort/u);
    const owner = new AbortController();
    const profile = await openProfile({ workerFile, lifetime: owner.signal }, request, signal);
    owner.abort();
    await expect(profile.session.summary(null)).rejects.toThrow('disposed');
  });
});
