import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toDisposable } from '../../base/lifecycle.ts';
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
import { connect, type Port } from '../../protocol/rpc.ts';
import { describeFailure } from './failure.ts';
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

/** The channel to the host, which the bench file neither sees nor is kept alive by. */
function takeChannel(): { port: Port; hold(): void; letGo(): void } {
  const send = process.send!.bind(process);
  const { channel } = process;
  delete (process as { send?: unknown }).send;
  delete (process as { disconnect?: unknown }).disconnect;
  const port: Port = {
    post: (message) => void send(message, undefined, undefined, () => {}),
    onMessage(listener) {
      process.on('message', listener);
      return toDisposable(() => process.off('message', listener));
    },
    onClose(listener) {
      process.once('disconnect', listener);
      return toDisposable(() => process.off('disconnect', listener));
    },
  };
  return { port, hold: () => channel?.ref(), letGo: () => channel?.unref() };
}

const { port, hold, letGo } = takeChannel();
const { remote: host } = connect<HarnessApi, HarnessHostApi>(port, { collect, measure });

/** Calls of the host that nobody waits for: when it is gone, so are we. */
const tell = (call: Promise<unknown>): void => void call.catch(() => {});

const exit = process.exit.bind(process);

process.once('disconnect', () => {
  // What the bench file started belongs to the same group. Windows has none: there the host ends the tree.
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  exit(1);
});
process.on('uncaughtException', (error) => tell(host.failed(describeFailure('threw', error))));
process.on('unhandledRejection', (reason) => tell(host.failed(describeFailure('threw', reason))));
process.on('beforeExit', () => {
  const message = 'Waits for a promise that nothing is left to settle: no timer, no input, no work is under way.';
  tell(host.failed({ kind: 'timeout', message, stack: '' }));
  hold();
});

process.exit = (code) => {
  const { stack } = describeFailure('exited', new Error('process.exit was called'));
  tell(host.failed({ kind: 'exited', message: `process.exit(${code ?? process.exitCode ?? 0}) was called.`, stack }));
  return exit(code);
};

/** A file that imports none of the libraries is written for vitest's globals. */
async function importsLibrary(file: string): Promise<boolean> {
  const specifiers = (await readFile(file, 'utf8')).matchAll(/['"]([^'"\n]+)['"]/gu);
  return [...specifiers].some(([, specifier]) => libraryOfModule(specifier!) !== undefined);
}

/** Ends what the loader needed. Nothing is loaded while something is timed. */
let closeLoader = async () => {};

async function load(request: LoadRequest, target: Target | null, time: (work: Work) => Promise<void>): Promise<SessionState> {
  let unmute = () => {};
  const session = createSession({
    file: toPlainPath(request.file),
    target,
    time,
    onRunAsked: () => {
      unmute = muteOutput();
    },
  });
  const libraries = createLibraries(session);
  publishLibraries(libraries);
  if (!(await importsLibrary(request.file))) publishGlobals(libraries);
  process.argv = [process.argv[0]!, request.file];
  try {
    if (request.loader === 'native') await loadNatively(request, dist);
    else closeLoader = await loadWithVite(request, dist, session.warn);
  } catch (error) {
    if (!session.runWasAsked) throw error;
    session.warn(
      `After its run() the file failed: ${describeFailure('threw', error).message}. Laptime measures afterwards, so results are not there yet.`,
    );
  } finally {
    unmute();
  }
  return session;
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
      const session = await load(request, null, () => Promise.reject(new Error('nothing is timed while a file is collected')));
      await session.settle();
      return { state: 'done', value: session.report() };
    } catch (error) {
      return { state: 'failed', failure: describeFailure('load', error) };
    }
  });
}

async function timeWork(work: Work, plan: BlockPlan): Promise<BlockReport> {
  await closeLoader();
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
    let session: SessionState | undefined;
    try {
      session = await load(request, request, async (work) => {
        held.drop();
        report = await timeWork(work, request.plan);
      });
      // The file has printed this when it was collected.
      held.drop();
      await session.settle();
      if (session.found) await session.time(session.found);
    } catch (error) {
      held.release();
      if (!report) return { state: 'failed', failure: describeFailure(session ? 'threw' : 'load', session?.failure?.error ?? error) };
    }
    if (report) return { state: 'done', value: report };
    const message = `The file did not declare '${request.path.join(' > ')}' when it was loaded again.`;
    return { state: 'failed', failure: { kind: 'vanished', message, stack: '' } };
  });
}
