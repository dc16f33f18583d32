import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toPlainPath } from '../../base/stack.ts';
import {
  libraryOfModule,
  type BlockPlan,
  type BlockReport,
  type BlockRequest,
  type CollectReport,
  type HarnessApi,
  type HarnessHostApi,
  type HarnessOutcome,
  type LoadRequest,
} from '../../protocol/harness.ts';
import { connect } from '../../protocol/rpc.ts';
import { takeChannel } from './channel.ts';
import { describeFailure } from './failure.ts';
import { FileEnded, installGuards } from './guards.ts';
import { createLibraries } from './libraries/index.ts';
import { publishGlobals, publishLibraries } from './library.ts';
import { loadNatively } from './loading/loadNatively.ts';
import { loadWithVite } from './loading/loadWithVite.ts';
import { holdOutput, muteOutput } from './output.ts';
import { createSession, type SessionState, type Target } from './session.ts';
import { timeBlock } from './timing/timeBlock.ts';
import type { Work } from './work.ts';

/** Runs inside the workspace's own Node: executes one bench file to collect it, or to time one of its benchmarks. */

const dist = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const { port, hold, letGo } = takeChannel();
const { remote: host } = connect<HarnessApi, HarnessHostApi>(port, { collect, measure });

/** Calls of the host that nobody waits for: when it is gone, so are we. */
const tell = (call: Promise<unknown>): void => void call.catch(() => {});

let session: SessionState | undefined;
let isLoaded = false;
let isTiming = false;

installGuards({
  fail: (failure) => tell(host.failed(failure)),
  kind: () => (isLoaded ? 'threw' : 'load'),
  isPastRun: () => session?.runWasAsked === true && !isTiming,
  onFailureAfterRun: warnAfterRun,
  hold,
});

/** What a file does with results that are not there yet may fail: its benchmarks are declared, and that is enough. */
function warnAfterRun(error: unknown): void {
  if (error instanceof FileEnded) return;
  const { message } = describeFailure('threw', error);
  session?.warn(`After its run() the file failed: ${message}. Laptime measures afterwards, so results are not there yet.`);
}

/** A file that imports none of the libraries is written for vitest's globals. */
async function importsLibrary(file: string): Promise<boolean> {
  const specifiers = (await readFile(file, 'utf8')).matchAll(/['"]([^'"\n]+)['"]/gu);
  return [...specifiers].some(([, specifier]) => libraryOfModule(specifier!) !== undefined);
}

/** Ends what the loader needed. Nothing is loaded while something is timed. */
let closeLoader = async () => {};

async function load(request: LoadRequest, target: Target | null, time: (work: Work) => Promise<void>): Promise<SessionState> {
  let unmute = () => {};
  const created = createSession({
    // As stacks have it.
    file: toPlainPath(realpathSync(request.file)),
    target,
    time,
    onRunAsked: () => {
      unmute = muteOutput();
    },
  });
  session = created;
  const libraries = createLibraries(created);
  publishLibraries(libraries);
  if (!(await importsLibrary(request.file))) publishGlobals(libraries);
  process.argv = [process.argv[0]!, request.file];
  try {
    if (request.loader === 'native') await loadNatively(request, dist, created.warn);
    else closeLoader = await loadWithVite(request, dist, created.warn);
  } catch (error) {
    if (!created.runWasAsked) throw error;
    warnAfterRun(error);
  }
  // What the file does when its run() is settled, where it does not wait for that itself.
  if (created.runWasAsked) await new Promise((resolve) => setImmediate(resolve));
  unmute();
  isLoaded = true;
  return created;
}

/** Runs one request with the channel let go, so that a promise which nothing can settle is noticed. */
async function serve<T>(work: () => Promise<HarnessOutcome<T>>): Promise<HarnessOutcome<T>> {
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
      const collected = await load(request, null, () => Promise.reject(new Error('nothing is timed while a file is collected')));
      await collected.settle();
      return { state: 'done', value: collected.report() };
    } catch (error) {
      return { state: 'failed', failure: describeFailure('load', error) };
    }
  });
}

async function timeWork(work: Work, plan: BlockPlan): Promise<BlockReport> {
  await closeLoader();
  tell(host.loaded());
  isTiming = true;
  process.setSourceMapsEnabled(false);
  const open = await work();
  const report = await timeBlock(open, plan, () => tell(host.alive()));
  await open.close();
  return report;
}

function measure(request: BlockRequest): Promise<HarnessOutcome<BlockReport>> {
  return serve(async () => {
    let report: BlockReport | undefined;
    const held = holdOutput();
    try {
      const loaded = await load(request, request, async (work) => {
        held.drop();
        report = await timeWork(work, request.plan);
      });
      // The file has printed this when it was collected.
      held.drop();
      await loaded.settle();
      if (loaded.found) await loaded.time(loaded.found);
    } catch (error) {
      held.release();
      if (!report) return { state: 'failed', failure: describeFailure(isLoaded ? 'threw' : 'load', session?.failure?.error ?? error) };
    }
    if (report) return { state: 'done', value: report };
    const message = `The file did not declare '${request.path.join(' > ')}' when it was loaded again.`;
    return { state: 'failed', failure: { kind: 'vanished', message, stack: '' } };
  });
}
