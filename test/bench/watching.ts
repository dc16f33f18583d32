import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { formatDuration, formatPercent } from '../../src/base/units.ts';
import { median, sorted } from '../../src/engine/stats/index.ts';
import { createPrograms, type Programs } from '../../src/engine/watching/index.ts';
import type { Interval } from '../../src/model/measurement.ts';
import { WATCH_VARIABLE } from '../../src/protocol/watching.ts';
import { distFolder } from './dist.ts';
import { estimate, type Row, type Section } from './section.ts';

const LEAST_PAIRS = 300;
const MOST_PAIRS = 700;
/** Of one process: others have their memory laid out otherwise, which weighs more than what is asked here. */
const PAIRS_OF_PROCESS = 100;
/** Pairs are added until the interval is as narrow as this to either side, in shares. */
const NARROW = 0.005;
const LIMIT = 0.01;
/** Of what has just been switched on or off, V8 makes fast code first. */
const WARMING_ROUNDS = 2;
const TIMED_ROUNDS = 2;
/** Reports a second, beside one. */
const OFTEN = 8;
const LEAST_REPORTS = 4;

interface Work {
  /** A module: each call of its `work` is a round, of some ten milliseconds. */
  readonly text: string;
  /** Requests of a round, each of which is made and answered. */
  readonly requests: number;
  /** Whether it is to keep the limit. */
  readonly isLimited: boolean;
}

/** A server and who asks it in one process, so that each request is watched twice. */
const http = (answer: string, requests: number, isLimited: boolean): Work => ({
  text: `
    import http from 'node:http';
    const render = (count) => JSON.stringify(Array.from({ length: count }, (_, id) => ({ id, name: 'name ' + id, tags: ['a', 'b'] })));
    const server = http.createServer((request, response) => response.end(${answer})).listen(0, '127.0.0.1').unref();
    await new Promise((resolve) => server.once('listening', resolve));
    const agent = new http.Agent({ keepAlive: true });
    const get = () => new Promise((resolve) =>
      http.get({ port: server.address().port, host: '127.0.0.1', agent }, (response) => response.resume().on('end', resolve)));
    export async function work() {
      for (let left = ${requests}; left > 0; left -= 4) await Promise.all([get(), get(), get(), get()]);
    }`,
  requests,
  isLimited,
});

const works: Readonly<Record<string, Work>> = {
  'computing, with garbage': {
    text: `
    export async function work() {
      for (let turn = 0; turn < 5; turn++) {
        const all = Array.from({ length: 40_000 }, (_, index) => ({ index, text: String(index) }));
        all.sort((a, b) => (a.text < b.text ? -1 : 1));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }`,
    requests: 0,
    isLimited: true,
  },
  'HTTP, requests that render 200 kB': http('render(4000)', 32, true),
  'HTTP, requests that render 50 kB': http('render(1000)', 80, false),
  'HTTP, empty answers': http("''", 400, false),
};

// Works so many rounds, once it is watched or is not any more; answers with the processor time of each, µs. The preload listens for the end
// of the process as long as it watches.
const MAIN = `
  import { createRequire } from 'node:module';
  import { work } from './work.mjs';
  const alone = process.listenerCount('exit');
  for (let round = 0; round < 3; round++) await work();
  process.on('message', async ({ file, settings, rounds }) => {
    const isWatched = () => process.listenerCount('exit') > alone;
    if (settings && !isWatched()) createRequire(import.meta.url)(file).watch(settings);
    while (isWatched() !== Boolean(settings)) await new Promise((resolve) => setTimeout(resolve, 1));
    const timesUs = [];
    for (let round = 0; round < rounds; round++) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      timesUs.push(user + system);
    }
    process.send(timesUs);
  });
  process.send('ready');
`;

export const watching: Section = {
  name: 'watching',
  title: 'What watching costs a program',
  method: `Two parts, added: processor time of the same rounds of work while Laptime's preload watches the process and while it does not, in turn in one process, in ${LEAST_PAIRS} to ${MOST_PAIRS} pairs, until the interval reaches ${formatPercent(NARROW)} to either side; and what the reports take of the main thread, at one a second, by the clock of the thread. A new process every ${PAIRS_OF_PROCESS} pairs: one differs from the next by 10 % and more with how its memory is laid out, which is why no process that is watched is compared with another one that is not. Requests are made and answered in the same process, so that each is watched twice; what is added to each weighs most where next to nothing else is done, as for empty answers.`,
  run,
};

async function run(): Promise<readonly Row[]> {
  const programs = createPrograms({ distFolder, log: silentLog, clock: systemClock });
  try {
    const rows: Row[] = [];
    for (const [label, work] of Object.entries(works)) rows.push(await rowOf(label, work, programs));
    return rows;
  } finally {
    programs.dispose();
  }
}

async function rowOf(label: string, { text, requests, isLimited }: Work, programs: Programs): Promise<Row> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-bench-watching-'));
  try {
    writeFileSync(path.join(folder, 'work.mjs'), text);
    writeFileSync(path.join(folder, 'main.mjs'), MAIN);
    const ratios: number[] = [];
    const shares: number[] = [];
    const timesUs: number[] = [];
    let found = estimate([1]);
    while (ratios.length < LEAST_PAIRS || (ratios.length < MOST_PAIRS && !isNarrow(found.interval))) {
      const measured = await measureProcess(folder, programs);
      ratios.push(...measured.ratios);
      shares.push(measured.reportsShare);
      timesUs.push(measured.roundUs);
      found = estimate(ratios);
    }
    const reports = median(sorted(shares));
    const { interval } = found;
    const cost = found.median - 1 + reports;
    const each = requests > 0 ? `; ${formatDuration(((found.median - 1) * median(sorted(timesUs)) * 1000) / requests)} a request` : '';
    return {
      label,
      value: `${formatPercent(cost)}, ${formatPercent(reports)} of it reports${each}`,
      interval: interval ? `${formatPercent(interval.low - 1 + reports)} to ${formatPercent(interval.high - 1 + reports)}` : '',
      target: isLimited ? `under ${formatPercent(LIMIT)}` : '',
      met: !isLimited || cost < LIMIT,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isNarrow = (interval: Interval | null) => interval !== null && (interval.high - interval.low) / 2 < NARROW;

interface Measured {
  /** Times while it is watched to times while it is not. */
  readonly ratios: readonly number[];
  /** Of a round while it is not watched. */
  readonly roundUs: number;
  /** Of the time of its main thread. */
  readonly reportsShare: number;
}

async function measureProcess(folder: string, programs: Programs): Promise<Measured> {
  const child = fork(path.join(folder, 'main.mjs'), [], { cwd: folder, execArgv: [] });
  try {
    await once(child, 'message');
    const timed = async (isWatched: boolean) => {
      const timesUs = await timeWork(child, isWatched ? await settingsOf(programs) : null, WARMING_ROUNDS + TIMED_ROUNDS);
      leave(child, programs);
      return estimate(timesUs.slice(WARMING_ROUNDS)).median;
    };
    const ratios: number[] = [];
    const alone: number[] = [];
    for (let pair = 0; pair < PAIRS_OF_PROCESS; pair++) {
      const timesUs = new Map<boolean, number>();
      for (const isWatched of pair % 2 === 0 ? [false, true] : [true, false]) timesUs.set(isWatched, await timed(isWatched));
      ratios.push(timesUs.get(true)! / timesUs.get(false)!);
      alone.push(timesUs.get(false)!);
    }
    return { ratios, roundUs: median(sorted(alone)), reportsShare: await shareOfReports(child, programs) };
  } finally {
    child.kill('SIGKILL');
  }
}

/** With which the preload watches a process that runs already. */
async function settingsOf(programs: Programs): Promise<unknown> {
  const { env } = await programs.preload({ children: false });
  return JSON.parse(env[WATCH_VARIABLE]!);
}

function leave(child: ChildProcess, programs: Programs): void {
  for (const { id, pid } of programs.all()) if (pid === child.pid) programs.leave(id);
}

/** Asynchronous: this process has to take what is reported meanwhile. */
async function timeWork(child: ChildProcess, settings: unknown, rounds: number): Promise<readonly number[]> {
  const done = once(child, 'message');
  child.send({ file: path.join(distFolder, 'harness/watch.cjs'), settings, rounds });
  const [timesUs] = (await done) as [readonly number[]];
  return timesUs;
}

/**
 * The part of the main thread's time that one report a second takes. The program tells the processor time of all that is ours in it: more
 * of it with more reports.
 */
async function shareOfReports(child: ChildProcess, programs: Programs): Promise<number> {
  const [seldom, often] = [await ownShare(child, programs, 1), await ownShare(child, programs, OFTEN)];
  return Math.max(0, (often - seldom) / (OFTEN - 1));
}

async function ownShare(child: ChildProcess, programs: Programs, perSecond: number): Promise<number> {
  const shares: number[] = [];
  programs.reportEvery(1000 / perSecond);
  const settings = await settingsOf(programs);
  const listener = programs.onReport(({ report }) => shares.push(report.ownMs / report.elapsedMs));
  // The first has what came before.
  while (shares.length <= LEAST_REPORTS) await timeWork(child, settings, 5);
  listener.dispose();
  leave(child, programs);
  programs.reportEvery(1000);
  return median(sorted(shares.slice(1)));
}
