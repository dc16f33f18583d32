import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Side } from '../../model/comparison.ts';
import type {
  BlockPlan,
  BlockReport,
  BlockRequest,
  CollectReport,
  HarnessApi,
  HarnessHostApi,
  HarnessOutcome,
  LeakRoundRequest,
  LeakSize,
  LoadRequest,
  ObserveReport,
  ObserveRequest,
  PairReport,
  PairRequest,
  ProfileReport,
  ProfileRequest,
  RawFailure,
  SideReport,
  TurnSize,
  WitnessReport,
} from '../../protocol/harness.ts';
import { connect } from '../../protocol/rpc.ts';
import { takeChannel } from './channel.ts';
import { describeFailure } from './failure.ts';
import { installGuards } from './guards.ts';
import { createLeakRounds, type LeakRounds } from './leak/leakRounds.ts';
import { createBenchFileLoader, warnAfterRun } from './loading/loadBenchFile.ts';
import { observeBlock } from './observing/observeBlock.ts';
import { holdOutput } from './output.ts';
import { profileBlock } from './profiling/profileBlock.ts';
import type { Target } from './session.ts';
import { timeBlock } from './timing/timeBlock.ts';
import { timePair } from './timing/timePair.ts';
import { createTurnTimer, type TurnTimer } from './timing/turnTimer.ts';
import { repeatRandom } from './witness/repeatRandom.ts';
import { witnessCall } from './witness/witnessCall.ts';
import type { OpenWork, Work } from './work.ts';

/** Runs inside the workspace's own Node: executes one bench file to collect it, or to time one of its benchmarks. */

const { port, hold, letGo } = takeChannel();
const api: HarnessApi = {
  collect,
  measure,
  measurePair,
  prepare,
  turn,
  finish,
  observe,
  witness,
  profile,
  prepareLeak,
  leakRound,
  finishLeak,
};
const { remote: host } = connect<HarnessApi, HarnessHostApi>(port, api);

/** Calls of the host that nobody waits for: when it is gone, so are we. */
const tell = (call: Promise<unknown>): void => void call.catch(() => {});
const alive = () => tell(host.alive());

const loader = createBenchFileLoader(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
let isTiming = false;
/** Whose code is executed, where a process has both sides of a comparison. */
let side: Side | undefined;

function failureOf(error: unknown): RawFailure {
  const told: RawFailure =
    error instanceof NotDeclared
      ? { kind: 'vanished', message: error.message, stack: '' }
      : describeFailure(loader.isLoaded ? 'threw' : 'load', error);
  return { ...told, ...(side && { side }) };
}

installGuards({
  fail: (failure) => tell(host.failed({ ...failure, ...(side && { side }) })),
  kind: () => (loader.isLoaded ? 'threw' : 'load'),
  isPastRun: () => loader.session?.runWasAsked === true && !isTiming,
  onFailureAfterRun: (error) => warnAfterRun(loader.session, error),
  hold,
});

/** Runs one request with the channel let go, so that a promise which nothing can settle is noticed. */
async function serve<T>(work: () => Promise<T>): Promise<T> {
  letGo();
  try {
    return await work();
  } finally {
    hold();
  }
}

function collect(request: LoadRequest): Promise<HarnessOutcome<CollectReport>> {
  return serve(async () => {
    try {
      const collected = await loader.load(request, null, () => Promise.reject(new Error('nothing is timed while a file is collected')));
      await collected.settle();
      return { state: 'done', value: collected.report() };
    } catch (error) {
      return { state: 'failed', failure: describeFailure('load', error) };
    }
  });
}

/** What went wrong while something was timed; the bench file itself may have caught it. */
let timingFailure: { readonly error: unknown } | undefined;

/** The file was executed, and the target was not in it. */
class NotDeclared extends Error {}

/** Loads a file and gives the target's work to `use`, where it stands or when the file has been executed. */
async function withWork(request: LoadRequest, target: Target, use: (work: Work) => Promise<void>): Promise<void> {
  const loaded = await loader.load(request, target, async (work) => {
    try {
      await use(work);
    } catch (error) {
      timingFailure ??= { error };
      throw error;
    }
  });
  await loaded.settle();
  if (loaded.found) await loaded.time(loaded.found);
  if (!loaded.timed) throw new NotDeclared(`The file did not declare '${target.path.join(' > ')}' when it was loaded again.`);
}

/** From here on only the target runs. */
async function beginTiming(): Promise<void> {
  await loader.end();
  tell(host.loaded());
  isTiming = true;
  process.setSourceMapsEnabled(false);
}

/**
 * Serves one measurement. What the files print before it was printed when they were collected; where loading fails it tells
 * why. A report counts although the file failed after it.
 */
function measureOnce<T>(run: (begin: () => Promise<void>, done: (report: T) => void) => Promise<void>): Promise<HarnessOutcome<T>> {
  return serve(async () => {
    let report: { readonly value: T } | undefined;
    const held = holdOutput();
    const begin = () => {
      held.drop();
      return beginTiming();
    };
    try {
      await run(begin, (value) => (report = { value }));
      held.drop();
    } catch (error) {
      held.release();
      timingFailure ??= { error };
    }
    if (report) return { state: 'done', value: report.value };
    return { state: 'failed', failure: failureOf(timingFailure?.error) };
  });
}

function measure(request: BlockRequest): Promise<HarnessOutcome<BlockReport>> {
  return measureOnce((begin, done) =>
    withWork(request, request, async (work) => {
      await begin();
      const open = await work();
      const report = await timeBlock(open, request.plan, alive);
      await open.close();
      done(report);
    }),
  );
}

function observe(request: ObserveRequest): Promise<HarnessOutcome<ObserveReport>> {
  return measureOnce((begin, done) =>
    withWork(request, request, async (work) => {
      await begin();
      const open = await work();
      const report = await observeBlock(open, request, alive);
      await open.close();
      done(report);
    }),
  );
}

function witness(request: BlockRequest): Promise<HarnessOutcome<WitnessReport>> {
  repeatRandom();
  return measureOnce((begin, done) =>
    withWork(request, request, async (work) => {
      await begin();
      const open = await work();
      const report = await witnessCall(open, alive);
      await open.close();
      done(report);
    }),
  );
}

function profile(request: ProfileRequest, stop?: AbortSignal): Promise<HarnessOutcome<ProfileReport>> {
  return measureOnce((begin, done) =>
    withWork(request, request, async (work) => {
      await begin();
      const open = await work();
      const report = await profileBlock(open, request, { harnessUrl: new URL('.', import.meta.url).href, alive, stop });
      await open.close();
      done(report);
    }),
  );
}

function measurePair(request: PairRequest): Promise<HarnessOutcome<PairReport>> {
  const { first, path, ordinal, plan } = request;
  const sides: readonly [Side, Side] = first === 'baseline' ? ['baseline', 'candidate'] : ['candidate', 'baseline'];
  const target = { path, ordinal };
  return measureOnce(async (begin, done) => {
    side = sides[0];
    await withWork(request[sides[0]], target, async (firstWork) => {
      side = sides[1];
      await withWork(request[sides[1]], target, async (secondWork) => {
        await begin();
        const reports = await timeBoth(sides, [firstWork, secondWork], plan);
        done({ baseline: reports[sides.indexOf('baseline')]!, candidate: reports[sides.indexOf('candidate')]! });
      });
      side = sides[0];
    });
  });
}

async function timeBoth(sides: readonly [Side, Side], works: readonly [Work, Work], plan: BlockPlan): Promise<[SideReport, SideReport]> {
  const open: OpenWork[] = [];
  for (const [index, work] of works.entries()) {
    side = sides[index]!;
    open.push(await work());
  }
  const reports = await timePair(open as [OpenWork, OpenWork], plan, { alive, turnOf: (index) => (side = sides[index]) });
  for (const [index, each] of open.entries()) {
    side = sides[index]!;
    await each.close();
  }
  return reports;
}

let timer: TurnTimer | undefined;

/** While the other side has its turn, this one is silent and does not hang. */
let waiting: NodeJS.Timeout | undefined;
function waitForTurn(): void {
  clearInterval(waiting);
  waiting = setInterval(alive, 500);
  waiting.unref();
}
let isFinished = () => {};
let sideReport: Promise<HarnessOutcome<SideReport>> | undefined;

/** The work stays open, in the middle of its file if it stands there, until `finish`. */
function prepare(request: BlockRequest): Promise<HarnessOutcome<TurnSize>> {
  return new Promise((resolve) => {
    const finished = new Promise<void>((settle) => (isFinished = settle));
    sideReport = measureOnce<SideReport>((begin, done) =>
      withWork(request, request, async (work) => {
        await begin();
        const open = await work();
        timer = await createTurnTimer(open, request.plan, alive);
        await timer.begin();
        resolve({ state: 'done', value: timer.size });
        waitForTurn();
        // Waiting for the other side is no promise that nothing can settle.
        hold();
        await finished;
        letGo();
        const report = await timer.end();
        timer.dispose();
        await open.close();
        done(report);
      }),
    );
    void sideReport.then((outcome) => {
      if (outcome.state === 'failed') resolve(outcome);
    });
  });
}

async function turn(record: boolean, size: TurnSize): Promise<HarnessOutcome<number>> {
  if (!timer) throw new Error('a turn needs a benchmark that was prepared');
  clearInterval(waiting);
  letGo();
  try {
    return { state: 'done', value: await timer.turn(record, size) };
  } catch (error) {
    return { state: 'failed', failure: describeFailure('threw', error) };
  } finally {
    hold();
    waitForTurn();
  }
}

async function finish(): Promise<HarnessOutcome<SideReport>> {
  clearInterval(waiting);
  isFinished();
  if (!sideReport) throw new Error('nothing was prepared');
  return sideReport;
}

let leakRounds: LeakRounds | undefined;
let leakMaps: Promise<HarnessOutcome<Readonly<Record<string, string>>>> | undefined;

/** The work stays open, as for turns, until `finishLeak`. */
function prepareLeak(request: BlockRequest): Promise<HarnessOutcome<LeakSize>> {
  return new Promise((resolve) => {
    const finished = new Promise<void>((settle) => (isFinished = settle));
    leakMaps = measureOnce<Readonly<Record<string, string>>>((begin, done) =>
      withWork(request, request, async (work) => {
        await begin();
        const open = await work();
        leakRounds = createLeakRounds(open, alive);
        resolve({ state: 'done', value: await leakRounds.warmUp() });
        waitForTurn();
        hold();
        await finished;
        letGo();
        const maps = leakRounds.sourceMaps();
        leakRounds.dispose();
        await open.close();
        done(maps);
      }),
    );
    void leakMaps.then((outcome) => {
      if (outcome.state === 'failed') resolve(outcome);
    });
  });
}

async function leakRound(request: LeakRoundRequest): Promise<HarnessOutcome<null>> {
  if (!leakRounds) throw new Error('a round needs a benchmark that was prepared');
  clearInterval(waiting);
  letGo();
  try {
    await leakRounds.run(request);
    return { state: 'done', value: null };
  } catch (error) {
    return { state: 'failed', failure: describeFailure('threw', error) };
  } finally {
    hold();
    waitForTurn();
  }
}

async function finishLeak(): Promise<HarnessOutcome<Readonly<Record<string, string>>>> {
  clearInterval(waiting);
  isFinished();
  if (!leakMaps) throw new Error('nothing was prepared');
  return leakMaps;
}
