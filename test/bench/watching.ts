import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { formatDuration, formatPercent } from '../../src/base/units.ts';
import { median, quantile, seededRandom, sorted } from '../../src/engine/stats/index.ts';
import { createPrograms, type Programs } from '../../src/engine/watching/index.ts';
import { WATCH_VARIABLE } from '../../src/protocol/watching.ts';
import { distFolder } from './dist.ts';
import type { Row, Section } from './section.ts';

/** Of one process: others have their memory laid out otherwise, which weighs more than what is asked here. */
const PAIRS_OF_PROCESS = 10;
const PROCESSES = 10;
/** What others on the machine add to a round is never less than nothing: of all rounds, the quicker ones are compared. */
const QUICK = 0.1;
const RESAMPLES = 1000;
const LIMIT = 0.01;
/** What has just been switched on or off makes V8 begin anew with some of its fast code: after some hundred requests HTTP seems to cost more than after a thousand. */
const WARMING_ROUNDS = 8;
const WARMING_REQUESTS = 1280;
const TIMED_ROUNDS = 6;
/** Reports a second, beside one. */
const OFTEN = 8;
const LEAST_REPORTS = 4;

/** What is compared with the process as it is alone. */
type Compared = 'watched' | 'listened to by nothing';

interface Work {
  /** A module: each call of its `work` is a round, of some ten milliseconds. */
  readonly text: string;
  /** Requests of a round, each of which is made and answered. */
  readonly requests: number;
}

/** A server and who asks it in one process, so that each request is watched twice. */
const http = (answer: string, requests: number): Work => ({
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
});

const computing: Work = {
  text: `
    export async function work() {
      for (let turn = 0; turn < 5; turn++) {
        const all = Array.from({ length: 40_000 }, (_, index) => ({ index, text: String(index) }));
        all.sort((a, b) => (a.text < b.text ? -1 : 1));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }`,
  requests: 0,
};
const empty = http("''", 400);

const rows: readonly { readonly label: string; readonly work: Work; readonly compared: Compared; readonly isLimited: boolean }[] = [
  { label: 'computing, with garbage', work: computing, compared: 'watched', isLimited: true },
  { label: 'HTTP, answers of 200 kB', work: http('render(4000)', 32), compared: 'watched', isLimited: true },
  { label: 'HTTP, empty answers', work: empty, compared: 'watched', isLimited: false },
  { label: 'the same, with listeners that do nothing', work: empty, compared: 'listened to by nothing', isLimited: false },
];

// Works so many rounds as it is asked to be, and answers with the processor time that its main thread took for each, µs. The preload listens
// for the end of the process as long as it watches.
const MAIN = `
  import { subscribe, unsubscribe } from 'node:diagnostics_channel';
  import { createRequire } from 'node:module';
  import { work } from './work.mjs';
  const alone = process.listenerCount('exit');
  const isWatched = () => process.listenerCount('exit') > alone;
  const channels = ['server.request.start', 'server.response.finish', 'client.request.created', 'client.response.finish', 'client.request.error'];
  const nothing = () => {};
  // Linux counts the time of a thread that runs only with its next tick, unless the times of its process are asked for.
  const threadUs = () => (process.cpuUsage(), process.threadCpuUsage());
  for (let round = 0; round < 3; round++) await work();
  process.on('message', async ({ file, settings, isListenedTo, rounds }) => {
    if (settings && !isWatched()) createRequire(import.meta.url)(file).watch(settings);
    while (isWatched() !== Boolean(settings)) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const name of channels) (isListenedTo ? subscribe : unsubscribe)('http.' + name, nothing);
    const timesUs = [];
    for (let round = 0; round < rounds; round++) {
      const before = threadUs();
      await work();
      const after = threadUs();
      timesUs.push(after.user + after.system - before.user - before.system);
    }
    process.send(timesUs);
  });
  process.send('ready');
`;

export const watching: Section = {
  name: 'watching',
  title: 'What watching costs a program',
  method: `Two parts, added: processor time that the main thread takes for the same rounds of work while Laptime's preload watches the process and while it does not, in turn in one process, in ${PROCESSES * PAIRS_OF_PROCESS} pairs of ${TIMED_ROUNDS} rounds each, after ${WARMING_ROUNDS} rounds and ${WARMING_REQUESTS} requests at the least in which V8 settles; and what the reports take of the main thread, at one a second, by its own clock. Others on the machine only ever add to a round, so that the times are compared that a tenth of the rounds stays under; the interval is that of ${RESAMPLES} resamplings of the processes and of the pairs in each. A new process every ${PAIRS_OF_PROCESS} pairs: one differs from the next by 10 % and more with how its memory is laid out, which is why no process that is watched is compared with another one that is not. Requests are made and answered in the same process, so that each is watched twice; what is added to each weighs most where next to nothing else is done, as for empty answers.`,
  run,
};

async function run(): Promise<readonly Row[]> {
  const programs = createPrograms({ distFolder, log: silentLog, clock: systemClock });
  try {
    const found: Row[] = [];
    for (const row of rows) found.push(await measureRow(row, programs));
    return found;
  } finally {
    programs.dispose();
  }
}

async function measureRow({ label, work, compared, isLimited }: (typeof rows)[number], programs: Programs): Promise<Row> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-bench-watching-'));
  try {
    writeFileSync(path.join(folder, 'work.mjs'), work.text);
    writeFileSync(path.join(folder, 'main.mjs'), MAIN);
    const measured: Measured[] = [];
    while (measured.length < PROCESSES) measured.push(await measureProcess(folder, programs, compared, warmingOf(work)));
    const { ratio, low, high } = compare(measured.map(({ pairs }) => pairs));
    const reports = median(sorted(measured.map(({ reportsShare }) => reportsShare)));
    const roundUs = median(sorted(measured.map(({ aloneUs }) => aloneUs)));
    const cost = ratio - 1 + reports;
    const parts = [
      formatPercent(cost),
      ...(compared === 'watched' ? [`${formatPercent(reports)} of it reports`] : []),
      ...(work.requests > 0 ? [`${formatDuration(((ratio - 1) * roundUs * 1000) / work.requests)} a request`] : []),
    ];
    return {
      label,
      value: parts.join(', '),
      interval: `${formatPercent(low - 1 + reports)} to ${formatPercent(high - 1 + reports)}`,
      target: isLimited ? `under ${formatPercent(LIMIT)}` : '',
      met: !isLimited || cost < LIMIT,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times of rounds, as parts of what a quick one takes while the process is alone. */
interface Pair {
  readonly alone: readonly number[];
  readonly compared: readonly number[];
}

interface Measured {
  readonly pairs: readonly Pair[];
  /** Of a quick round while it is alone. */
  readonly aloneUs: number;
  /** Of the time of its main thread. */
  readonly reportsShare: number;
}

const quick = (times: readonly number[]) => quantile(sorted(times), QUICK);

/** The interval is that of processes, not of pairs: what differs with the process is the same in all of its pairs. */
function compare(processes: readonly (readonly Pair[])[]): { readonly ratio: number; readonly low: number; readonly high: number } {
  const ratioOf = (of: readonly Pair[]) => quick(of.flatMap(({ compared }) => compared)) / quick(of.flatMap(({ alone }) => alone));
  const random = seededRandom(1);
  const anyOf = <Item>(items: readonly Item[]) => items.map(() => items[Math.floor(random.uniform() * items.length)]!);
  const resampled = sorted(Array.from({ length: RESAMPLES }, () => ratioOf(anyOf(processes).flatMap((pairs) => anyOf(pairs)))));
  return { ratio: ratioOf(processes.flat()), low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

const warmingOf = ({ requests }: Work) => Math.max(WARMING_ROUNDS, requests > 0 ? Math.ceil(WARMING_REQUESTS / requests) : 0);

async function measureProcess(folder: string, programs: Programs, compared: Compared, warming: number): Promise<Measured> {
  const child = fork(path.join(folder, 'main.mjs'), [], { cwd: folder, execArgv: [] });
  try {
    await once(child, 'message');
    const timed = async (as: Compared | 'alone') => {
      const settings = as === 'watched' ? await settingsOf(programs) : null;
      const timesUs = await timeWork(child, {
        settings,
        isListenedTo: as === 'listened to by nothing',
        rounds: warming + TIMED_ROUNDS,
      });
      leave(child, programs);
      return timesUs.slice(warming);
    };
    const pairs: Pair[] = [];
    for (let pair = 0; pair < PAIRS_OF_PROCESS; pair++) {
      if (pair % 2 === 0) pairs.push({ alone: await timed('alone'), compared: await timed(compared) });
      else pairs.push({ compared: await timed(compared), alone: await timed('alone') });
    }
    const aloneUs = quick(pairs.flatMap(({ alone }) => alone));
    const parts = (times: readonly number[]) => times.map((us) => us / aloneUs);
    return {
      pairs: pairs.map((pair) => ({ alone: parts(pair.alone), compared: parts(pair.compared) })),
      aloneUs,
      reportsShare: compared === 'watched' ? await shareOfReports(child, programs) : 0,
    };
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
async function timeWork(
  child: ChildProcess,
  asked: { readonly settings: unknown; readonly isListenedTo: boolean; readonly rounds: number },
): Promise<readonly number[]> {
  const done = once(child, 'message');
  child.send({ file: path.join(distFolder, 'harness/watch.cjs'), ...asked });
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
  while (shares.length <= LEAST_REPORTS) await timeWork(child, { settings, isListenedTo: false, rounds: 5 });
  listener.dispose();
  leave(child, programs);
  programs.reportEvery(1000);
  return median(sorted(shares.slice(1)));
}
