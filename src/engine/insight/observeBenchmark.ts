import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setInterval as every } from 'node:timers/promises';
import { UserError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import { visibleText } from '../../base/text.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Config } from '../../model/config.ts';
import type { InsightReport } from '../../model/insight.ts';
import type { Selection } from '../../model/run.ts';
import type { ObserveReport } from '../../protocol/harness.ts';
import {
  askChild,
  chooseOneBenchmark,
  createLoadContext,
  ordinalOf,
  ownLocation,
  type ChosenLoader,
  type LoadContext,
  type RunPlaces,
} from '../benchmarks/index.ts';
import { startKeeper } from '../processes/index.ts';
import { withWorker } from '../workers/index.ts';
import { collectingShare, isMuchGarbage } from './finding/garbage.ts';
import { MOST_LOG_BYTES } from './log/readV8Log.ts';
import type { LogFindings, LogRequest, readLogs } from './readLogs.ts';

interface LogWorkerApi {
  readonly readLogs: typeof readLogs;
}

const tooLarge = {
  code: 'log-too-large',
  message: 'The log of V8 needs more memory than there is. A benchmark that runs less code in one iteration is logged in fewer lines.',
};

export interface ObserveOptions extends RunPlaces {
  readonly nodeVersion: string;
  readonly config: Config;
  readonly selections: readonly Selection[];
  readonly nameFilter: string | undefined;
  readonly log: Log;
  /** How long each part runs at the most, and the measured part at the least; left out, as long as is good for most. */
  readonly durations?: Durations;
}

/** Milliseconds. */
export interface Durations {
  readonly warmupMs: number;
  readonly measuredMs: number;
  /** Of the run that samples what is allocated. */
  readonly sampledMs: number;
}

/** Told as it happens, in this order. */
export type ObserveEvent =
  | { readonly kind: 'loading'; readonly file: string }
  | { readonly kind: 'running'; readonly benchmark: CollectedBenchmark }
  | { readonly kind: 'reading'; readonly benchmark: CollectedBenchmark };

const DURATIONS: Durations = { warmupMs: 1500, measuredMs: 2000, sampledMs: 700 };
/** The end where single calls take long: V8 writes all the while. */
const MOST_MS = 10_000;
const SAMPLING_US = 500;
const SIZE_CHECK_MS = 200;

/** All of them are in Node 20 and later. Positions of optimized code are kept for each of its instructions. */
const loggingFlags = (logFile: string): readonly string[] => [
  `--logfile=${logFile}`,
  // Threads of the process, and its children, write files of their own.
  '--logfile-per-isolate',
  '--log-deopt',
  '--log-ic',
  '--log-source-position',
  '--detailed-line-info',
  '--prof',
  `--prof-sampling-interval=${SAMPLING_US}`,
];

const NO_INLINING = ['--no-turbo-inlining', '--no-maglev-inlining'];

/**
 * Runs one benchmark once more, with V8 writing down what it does, and tells what of that costs time. Nothing is kept of the run. Throws a
 * `UserError` where the selection is not one benchmark, or where it fails.
 */
export async function observeBenchmark(
  options: ObserveOptions,
  onEvent: (event: ObserveEvent) => void,
  signal: AbortSignal,
): Promise<InsightReport> {
  const { root, distFolder, node, config, log } = options;
  const keeper = startKeeper({ distFolder, nodeExecutable: node.executable, log });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laptime-insight-'));
  try {
    const context = createLoadContext({ root, distFolder, node, config, keeper });
    const onLoading = (file: string) => onEvent({ kind: 'loading', file });
    const { benchmark, load } = await chooseOneBenchmark(options, context, onLoading, signal);
    onEvent({ kind: 'running', benchmark });
    const run = { benchmark, load, folder, token: randomUUID(), durations: options.durations ?? DURATIONS };
    const seen = await runLogged(run, context, signal);
    // V8 says of functions what they allocate only where they stand by themselves, which is another program: it runs by itself.
    const sampled = seen && isMuchGarbage(seen) ? await runSampled(run, context, signal) : null;
    onEvent({ kind: 'reading', benchmark });
    const request: LogRequest = { folder, token: run.token, seen: seen && { logged: seen, sampled }, root, distFolder };
    const worker = { file: path.join(distFolder, 'workers', 'insight.js'), name: 'laptime-insight', tooLarge };
    const found = await withWorker<LogWorkerApi, LogFindings>(worker, ({ readLogs }) => readLogs(request, signal), signal);
    return {
      benchmark,
      nodeVersion: options.nodeVersion,
      measuredMs: seen?.measuredMs ?? 0,
      iterations: seen?.iterations ?? 0,
      garbage: { collections: seen?.collections ?? 0, share: seen ? collectingShare(seen) : 0 },
      ...found,
    };
  } finally {
    keeper.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

interface LoggedRun {
  readonly benchmark: CollectedBenchmark;
  readonly load: ChosenLoader;
  readonly folder: string;
  readonly token: string;
  readonly durations: Durations;
}

/** Ends the run where the log has become too large, which is null: what was written by then is read. */
async function runLogged(run: LoggedRun, context: LoadContext, signal: AbortSignal): Promise<ObserveReport | null> {
  const full = new AbortController();
  const over = new AbortController();
  const watched = watchSize(run.folder, full, over.signal);
  try {
    const how = { flags: loggingFlags(path.join(run.folder, 'v8.log')), measuredMs: run.durations.measuredMs, allocations: false };
    return await observe(run, how, context, AbortSignal.any([signal, full.signal]));
  } catch (error) {
    if (signal.aborted || !full.signal.aborted) throw error;
    return null;
  } finally {
    over.abort();
    await watched;
  }
}

const runSampled = (run: LoggedRun, context: LoadContext, signal: AbortSignal): Promise<ObserveReport> =>
  observe(run, { flags: NO_INLINING, measuredMs: run.durations.sampledMs, allocations: true }, context, signal);

async function observe(
  { benchmark, load, token, durations }: LoggedRun,
  { flags, measuredMs, allocations }: { readonly flags: readonly string[]; readonly measuredMs: number; readonly allocations: boolean },
  context: LoadContext,
  signal: AbortSignal,
): Promise<ObserveReport> {
  const plan = { blockMs: measuredMs, warmupMs: durations.warmupMs, minBlocks: 1, mostMs: MOST_MS };
  const target = { path: benchmark.path, ordinal: ordinalOf(benchmark) };
  const request = { ...context.loadRequest(benchmark.file, load), ...target, plan, token, allocations };
  const options = context.childOptions(benchmark.file);
  const all = { ...options, flags: [...options.flags, ...flags] };
  const answer = await askChild<ObserveReport>(all, (child) => child.observe(request), signal);
  if (answer.state === 'done') return answer.value;
  const failure = context.readFailure(answer.failure, ownLocation(benchmark));
  throw new UserError('benchmark-failed', `${visibleText(benchmark.id)} failed: ${failure.message}`);
}

async function watchSize(folder: string, full: AbortController, over: AbortSignal): Promise<void> {
  try {
    for await (const _ of every(SIZE_CHECK_MS, undefined, { signal: over })) {
      const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(path.join(folder, name))).size));
      if (sizes.some((size) => size > MOST_LOG_BYTES)) full.abort();
    }
  } catch (error) {
    if (!over.aborted) throw error;
  }
}
