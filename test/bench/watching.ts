import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { formatPercent } from '../../src/base/units.ts';
import { createPrograms, type WatchPreload } from '../../src/engine/watching/index.ts';
import type { Interval } from '../../src/model/measurement.ts';
import { distFolder } from './dist.ts';
import { estimate, type Row, type Section } from './section.ts';

const LEAST_PAIRS = 12;
const MOST_PAIRS = 20;
/** Pairs are added until the interval is as narrow as this to either side, in shares. */
const NARROW = 0.005;
const LIMIT = 0.01;
/** So long is each process timed at least, with one report a second. */
const TIMED_MS = 3500;
const LEAST_REPORTS = 3;

// Each does a round of work.
const work: Readonly<Record<string, string>> = {
  'computing, with garbage': `
    export async function work() {
      for (let turn = 0; turn < 10; turn++) {
        const all = Array.from({ length: 40_000 }, (_, index) => ({ index, text: String(index) }));
        all.sort((a, b) => (a.text < b.text ? -1 : 1));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }`,
  'HTTP, requests that render 50 kB': `
    import http from 'node:http';
    const render = () => JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id, name: 'name ' + id, tags: ['a', 'b'] })));
    const server = http.createServer((request, response) => response.end(render())).listen(0, '127.0.0.1').unref();
    await new Promise((resolve) => server.once('listening', resolve));
    const agent = new http.Agent({ keepAlive: true });
    const get = () => new Promise((resolve) =>
      http.get({ port: server.address().port, host: '127.0.0.1', agent }, (response) => response.resume().on('end', resolve)));
    export async function work() {
      for (let turn = 0; turn < 200; turn++) await Promise.all([get(), get(), get(), get()]);
    }`,
  'HTTP, empty answers': `
    import http from 'node:http';
    const server = http.createServer((request, response) => response.end()).listen(0, '127.0.0.1').unref();
    await new Promise((resolve) => server.once('listening', resolve));
    const agent = new http.Agent({ keepAlive: true });
    const get = () => new Promise((resolve) =>
      http.get({ port: server.address().port, host: '127.0.0.1', agent }, (response) => response.resume().on('end', resolve)));
    export async function work() {
      for (let turn = 0; turn < 1500; turn++) await Promise.all([get(), get(), get(), get()]);
    }`,
};

// Does so many rounds after one to get warm; prints the processor time, µs, and the time, ms, that they took.
const MAIN = `
  import { work } from './work.mjs';
  await work();
  const before = process.cpuUsage();
  const sinceMs = performance.now();
  for (let round = 0; round < Number(process.argv[2]); round++) await work();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(JSON.stringify({ cpuUs: user + system, elapsedMs: performance.now() - sinceMs }));
  process.exit();
`;

export const watching: Section = {
  name: 'watching',
  title: 'What watching costs a program',
  method: `Processor time of the same work with Laptime's preload and without, at one report a second, in ${LEAST_PAIRS} to ${MOST_PAIRS} pairs of fresh processes in turn: until the interval reaches half a per cent to either side at the most. Each process is timed for ${TIMED_MS / 1000} s or more after it is warm. Empty answers are the worst case: what is added to each request weighs most where next to nothing else is done.`,
  run,
};

async function run(): Promise<readonly Row[]> {
  const programs = createPrograms({ distFolder, log: silentLog, clock: systemClock });
  let reports = 0;
  programs.onReport(() => (reports += 1));
  try {
    const preload = await programs.preload({ children: false });
    const rows: Row[] = [];
    for (const [label, text] of Object.entries(work)) rows.push(await rowOf(label, text, preload, () => reports));
    return rows;
  } finally {
    programs.dispose();
  }
}

async function rowOf(label: string, text: string, preload: WatchPreload, reports: () => number): Promise<Row> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-bench-watching-'));
  try {
    writeFileSync(path.join(folder, 'work.mjs'), text);
    writeFileSync(path.join(folder, 'main.mjs'), MAIN);
    const trial = await timeWork(folder, 3, null);
    const rounds = Math.ceil((TIMED_MS / trial.elapsedMs) * 3);
    const ratios: number[] = [];
    let { median, interval } = estimate([1]);
    while (ratios.length < LEAST_PAIRS || (ratios.length < MOST_PAIRS && !isNarrow(interval))) {
      const order = ratios.length % 2 === 0 ? [false, true] : [true, false];
      const timesUs = new Map<boolean, number>();
      const reportsBefore = reports();
      for (const isWatched of order) timesUs.set(isWatched, (await timeWork(folder, rounds, isWatched ? preload : null)).cpuUs);
      if (reports() - reportsBefore < LEAST_REPORTS) throw new Error(`${label}: fewer than ${LEAST_REPORTS} reports while it was timed.`);
      ratios.push(timesUs.get(true)! / timesUs.get(false)!);
      ({ median, interval } = estimate(ratios));
    }
    const isLimited = !label.includes('empty');
    return {
      label,
      value: formatPercent(median - 1),
      interval: interval ? `${formatPercent(interval.low - 1)} to ${formatPercent(interval.high - 1)}` : '',
      target: isLimited ? `under ${formatPercent(LIMIT)}` : '',
      met: !isLimited || median - 1 < LIMIT,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isNarrow = (interval: Interval | null) => interval !== null && (interval.high - interval.low) / 2 < NARROW;

interface Timed {
  readonly cpuUs: number;
  readonly elapsedMs: number;
}

/** Asynchronous: this process has to take what is reported meanwhile. */
async function timeWork(folder: string, rounds: number, preload: WatchPreload | null): Promise<Timed> {
  const args = [...(preload?.nodeArgs ?? []), 'main.mjs', String(rounds)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env: { ...process.env, ...preload?.env } });
  return JSON.parse(stdout) as Timed;
}
