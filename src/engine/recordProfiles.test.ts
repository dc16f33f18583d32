import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { createEngine, type RecordBenchmarkRequest, type RecordedProfile, type RecordProgress } from './engine.ts';
import {
  bytesByName,
  createFolder,
  hottest,
  readCpu,
  readHeap,
  samplesByName,
  testedNodes,
  type CpuProfileFile,
} from './programs.fixture.ts';

const HOT = `export interface Size {
  readonly rounds: number;
}

function burn(rounds: number): number {
  let sum = 0;
  for (let i = 0; i < rounds; i++) sum += Math.sqrt(i);
  return sum;
}

/** The line that is known to be hot is the loop above; this one is not. */
export function hot({ rounds }: Size): number {
  return burn(rounds) + 1;
}

export function tiny(value: number): number {
  return value * 2 + 1;
}

export function prepare(): number {
  let sum = 0;
  for (let i = 0; i < 2e4; i++) sum += Math.cbrt(i);
  return sum;
}

export async function later(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  const sum = burn(2e4);
  await null;
  return sum + burn(2e4);
}

export function fill(): unknown[] {
  const all: unknown[] = [];
  for (let i = 0; i < 500; i++) all.push({ i });
  return all;
}
`;
const folder = createFolder({
  'package.json': JSON.stringify({ type: 'module' }),
  '.gitignore': 'node_modules\n',
  'src/hot.ts': HOT,
  'plain.bench.ts': `import { bench } from 'vitest';
import { fill, hot, later, prepare, tiny } from './src/hot.ts';

prepare();
let sink = 0;
bench('sync', () => { sink += hot({ rounds: 20_000 }); }, { setup: () => { prepare(); } });
bench('tiny', () => { sink += tiny(sink & 7); });
bench('async', async () => { sink += await later(); });
let kept: unknown[] = [];
bench('fills', () => { kept = fill(); });
bench('fails', () => { throw new Error('on purpose'); });
`,
  'hooks.bench.ts': `import { Bench } from 'tinybench';
import { hot, prepare } from './src/hot.ts';

let sink = 0;
const bench = new Bench();
bench.add('each', () => { sink += hot({ rounds: 20_000 }); }, { beforeEach: () => { prepare(); }, afterEach: () => { prepare(); } });
await bench.run();
`,
  'loop.bench.ts': `import { bench, run } from 'mitata';
import { hot, prepare } from './src/hot.ts';

bench('loop', function* () {
  prepare();
  yield () => hot({ rounds: 20_000 });
});
await run();
`,
});
const { root } = folder;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: root, encoding: 'utf8' }).trim();
git('init', '-q');
git('add', '.');
git('commit', '-qm', 'first');

const engine = createEngine({
  root,
  distFolder: path.resolve(import.meta.dirname, '../../dist'),
  laptimeVersion: '1.2.3',
  source: 'cli',
  log: silentLog,
  clock: systemClock,
});
afterAll(() => {
  engine.dispose();
  folder.remove();
});
const never = new AbortController().signal;

const record = (file: string, nameFilter: string, rest: Partial<RecordBenchmarkRequest> = {}) =>
  engine.recordBenchmark({ kind: 'cpu', selections: [{ file }], nameFilter: `> ${nameFilter}`, durationMs: 400, ...rest }, never);

async function recordOne(file: string, name: string, node: string, rest: Partial<RecordBenchmarkRequest> = {}): Promise<RecordedProfile> {
  const [profile, ...others] = await record(file, name, { nodeExecutable: node, ...rest });
  expect(others).toEqual([]);
  return profile!;
}

/** Recorded once: what tests ask of it does not change it. */
const syncProfiles = new Map<string, Promise<RecordedProfile>>();
function syncProfile(node: string): Promise<RecordedProfile> {
  const known = syncProfiles.get(node) ?? recordOne('plain.bench.ts', 'sync', node);
  syncProfiles.set(node, known);
  return known;
}

/** The names from the root to each function of this name. */
function pathsTo({ nodes }: CpuProfileFile, name: string): string[] {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)));
  return nodes
    .filter(({ callFrame }) => callFrame.functionName === name)
    .map((node) => {
      const names: string[] = [];
      for (let at: (typeof nodes)[number] | undefined = node; at; at = parents.get(at.id)) names.unshift(at.callFrame.functionName);
      return names.join(' > ');
    });
}

// In the oldest Node some of them will do.
describe.each(testedNodes())('recordBenchmark with %s', (_, node) => {
  it('has the hot function, nothing of the set-up, and the harness as one', async () => {
    const profile = await syncProfile(node);
    const read = readCpu(profile);
    const counts = samplesByName(read);
    expect(hottest(counts)).toBe('burn');
    expect(counts.get('burn')! / read.samples.length).toBeGreaterThan(0.6);
    expect(counts.get('prepare')).toBeUndefined();
    expect(read.nodes.filter(({ callFrame }) => callFrame.url.includes('/dist/'))).toEqual([]);
    expect(pathsTo(read, 'burn')).toContain('(root) > (laptime) >  > hot > burn');
    expect(profile.recording).toMatchObject({ title: 'sync', source: { kind: 'benchmark', benchmarkId: 'plain.bench.ts > sync' }, root });
    expect(profile.recording.commit).toBe(git('rev-parse', 'HEAD'));
    expect(profile.recording.iterations).toBeGreaterThan(100);
    expect(profile.recording.slowdown).toBeGreaterThan(0.1);
    expect(profile.recording.slowdown).toBeLessThan(10);
  });

  it('records what is async', async () => {
    const counts = samplesByName(readCpu(await recordOne('plain.bench.ts', 'async', node)));
    expect(hottest(counts)).toBe('burn');
    expect(counts.get('prepare')).toBeUndefined();
  });

  it('records what is allocated, garbage included', async () => {
    const profile = await recordOne('plain.bench.ts', 'fills', node, { kind: 'heap' });
    const { head } = readHeap(profile);
    const bytes = bytesByName(head);
    expect(hottest(bytes)).toBe('fill');
    // 500 objects of 16 bytes and more, and the list of them.
    expect(bytes.get('fill')! / profile.recording.iterations!).toBeGreaterThan(500 * 16);
    expect(bytes.get('fill')! / profile.recording.iterations!).toBeLessThan(500 * 100);
  });

  it('maps TypeScript to the lines that were written', async () => {
    const profile = await syncProfile(node);
    const opened = await engine.openProfile(profile.file, never);
    const [hottestLine] = await opened.session.hotLines(1);
    expect(hottestLine).toMatchObject({ file: 'src/hot.ts', line: 7 });
    const { rows } = await opened.session.table({ range: null, sortBy: 'self', descending: true, text: '', offset: 0, limit: 1 });
    expect(rows[0]).toMatchObject({ name: 'burn', file: 'src/hot.ts', line: 5 });
    opened.dispose();
  });
});

describe('recordBenchmark', () => {
  it('is as long as what was measured, and no longer', async () => {
    const read = readCpu(await recordOne('hooks.bench.ts', 'each', process.execPath, { durationMs: 200 }));
    const counts = samplesByName(read);
    expect(hottest(counts)).toBe('burn');
    expect(counts.get('prepare')).toBeUndefined();
    const durationUs = read.timeDeltas.reduce((sum, delta) => sum + delta, 0);
    expect(read.timeDeltas.every((delta) => delta >= 0)).toBe(true);
    expect(durationUs).toBeLessThanOrEqual(read.endTime);
    expect(read.endTime / 1e3).toBeGreaterThan(150);
    expect(read.endTime / 1e3).toBeLessThan(1500);
  });

  it('knows a function that V8 would have inlined', async () => {
    const read = readCpu(await recordOne('plain.bench.ts', 'tiny', process.execPath));
    expect(samplesByName(read).get('tiny')).toBeGreaterThan(0);
    // V8 misses the caller of a function that has just been entered.
    expect(pathsTo(read, 'tiny')).toContain('(root) > (laptime) >  > tiny');
  });

  it("records mitata's generators without their set-up", async () => {
    const counts = samplesByName(readCpu(await recordOne('loop.bench.ts', 'loop', process.execPath)));
    expect(hottest(counts)).toBe('burn');
    expect(counts.get('prepare')).toBeUndefined();
  });

  it('leaves the history as it is', async () => {
    await syncProfile(process.execPath);
    expect(engine.runOverviews(10)).toEqual([]);
    expect(engine.recentRuns(10)).toEqual([]);
  });

  it('tells what failed, and records the others', async () => {
    const events: RecordProgress[] = [];
    const [sync, ...others] = await engine.recordBenchmark(
      {
        kind: 'cpu',
        selections: [{ file: 'plain.bench.ts' }],
        nameFilter: 's',
        durationMs: 100,
        onProgress: (event) => events.push(event),
      },
      never,
    );
    expect(sync!.recording.title).toBe('sync');
    expect(others.map(({ recording }) => recording.title)).toEqual(['tiny', 'async', 'fills']);
    expect(events.filter(({ kind }) => kind === 'failed')).toMatchObject([
      { title: 'fails', message: expect.stringContaining('on purpose') as string },
    ]);
    expect(events.filter(({ kind }) => kind === 'recording')).toHaveLength(5);
  });

  it('says what is wrong where nothing was recorded', async () => {
    await expect(record('plain.bench.ts', 'fails')).rejects.toMatchObject({ code: 'recording-failed' });
    await expect(record('plain.bench.ts', 'no such')).rejects.toMatchObject({ code: 'no-benchmark' });
    await expect(record('no.bench.ts', 'sync')).rejects.toMatchObject({ code: 'no-benchmark' });
  });

  it('ends when it is stopped, and keeps what there is', async () => {
    const stop = new AbortController();
    const onProgress = ({ kind }: RecordProgress) => kind === 'recording' && setTimeout(() => stop.abort(), 2500);
    const [profile] = await record('plain.bench.ts', 'sync', { durationMs: 60_000, stop: stop.signal, onProgress });
    expect(profile!.recording.iterations).toBeGreaterThan(0);
  });

  it('records another revision in a folder of its own', async () => {
    const first = git('rev-parse', 'HEAD');
    const before = readFileSync(path.join(root, 'src/hot.ts'), 'utf8');
    writeFileSync(path.join(root, 'src/hot.ts'), before.replace('function burn', 'function burnt').replaceAll('burn(', 'burnt('));
    git('commit', '-qam', 'second');
    const [profile] = await record('plain.bench.ts', 'sync', { revision: first });
    expect(hottest(samplesByName(readCpu(profile!)))).toBe('burn');
    expect(profile!.recording.commit).toBe(first);
    expect(profile!.recording.root).not.toBe(root);
    const [now] = await record('plain.bench.ts', 'sync');
    expect(hottest(samplesByName(readCpu(now!)))).toBe('burnt');
    expect(path.dirname(now!.file)).toBe(path.dirname(profile!.file));
  });

  it('keeps whole files only', () => {
    const names = readdirSync(path.join(root, '.git/laptime/profiles'));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !/^\d{8}-\d{6}-[\w-]+\.(?:cpu|heap)profile$/.test(name))).toEqual([]);
  });
});
