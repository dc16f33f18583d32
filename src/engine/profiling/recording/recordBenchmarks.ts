import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isCancellation, UserError } from '../../../base/errors.ts';
import type { Log } from '../../../base/log.ts';
import type { CollectedBenchmark } from '../../../model/benchmark.ts';
import type { Config } from '../../../model/config.ts';
import type { Recording } from '../../../model/profile.ts';
import type { ProfileReport, ProfileRequest } from '../../../protocol/harness.ts';
import {
  askChild,
  collectFile,
  createLoadContext,
  ordinalOf,
  ownLocation,
  presets,
  targetsOf,
  type ChosenLoader,
  type LoadContext,
  type RunPlaces,
} from '../../benchmarks/index.ts';
import { startKeeper } from '../../processes/index.ts';
import { keepProfiles, type NewProfile } from './recordedFile.ts';
import type { RecordingParts } from './recordProcess.ts';
import type { RecordBenchmarkRequest, RecordedProfile } from './requests.ts';

/** Where the benchmarks are: the workspace folder, or a checkout of another revision. */
export interface BenchmarkPlaces extends RunPlaces {
  readonly config: Config;
  readonly log: Log;
  /** Hash of the commit, where all files are as in it. */
  readonly commit: string | null;
}

interface Target {
  readonly benchmark: CollectedBenchmark;
  readonly load: ChosenLoader;
}

/** What waits for something else most of the time is recorded for so much longer, ms. */
const LONGER_MS = 8000;

/**
 * Records each of the benchmarks in a process of its own, one after the other. One that fails is told and leaves the others be.
 * @throws UserError `no-benchmark`, `recording-failed`
 */
export async function recordBenchmarks(
  request: RecordBenchmarkRequest,
  places: BenchmarkPlaces,
  parts: RecordingParts,
  signal: AbortSignal,
): Promise<RecordedProfile[]> {
  const { distFolder, node, log } = places;
  const keeper = startKeeper({ distFolder, nodeExecutable: node.executable, log });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laptime-profile-'));
  try {
    const context = createLoadContext({ ...places, keeper });
    const failures: string[] = [];
    const fail = (title: string, message: string, benchmarkId?: string) => {
      failures.push(message);
      request.onProgress?.({ kind: 'failed', title, message, ...(benchmarkId !== undefined && { benchmarkId }) });
    };
    const targets = await findTargets(request, context, fail, signal);
    if (targets.length === 0)
      throw new UserError('no-benchmark', failures[0] ?? 'No benchmark has that name, so there is nothing to profile.');
    const recorded: NewProfile[] = [];
    for (const [index, target] of targets.entries()) {
      if (request.stop?.aborted === true) break;
      const title = target.benchmark.path.join(' > ');
      const durationMs = request.durationMs ?? places.config.profiling.benchmarkMs;
      request.onProgress?.({ kind: 'recording', title, benchmarkId: target.benchmark.id, durationMs, done: index, total: targets.length });
      const file = path.join(folder, `${index}.json`);
      const outcome = await recordOne(target, { request, places, context, parts, file, durationMs }, signal);
      if (typeof outcome === 'string') fail(title, outcome, target.benchmark.id);
      else recorded.push(outcome);
    }
    if (recorded.length === 0) {
      if (failures[0] === undefined)
        throw new UserError('recording-stopped', 'The recording was stopped before it began, so nothing was kept.');
      throw new UserError('recording-failed', failures[0]);
    }
    request.onProgress?.({ kind: 'writing' });
    return await keepProfiles(parts.root, recorded);
  } finally {
    keeper.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

async function findTargets(
  request: RecordBenchmarkRequest,
  context: LoadContext,
  fail: (title: string, message: string) => void,
  signal: AbortSignal,
): Promise<Target[]> {
  const found: Target[] = [];
  for (const file of new Set(request.selections.map((selection) => selection.file))) {
    request.onProgress?.({ kind: 'preparing', message: `Loading ${file}` });
    const collected = await collectFile(file, context, signal);
    if (collected.state === 'failed') {
      fail(file, `${file} could not be loaded: ${collected.failure.failure.message}`);
      continue;
    }
    const { run, vanished } = targetsOf(collected.benchmarks, file, request);
    for (const names of vanished) fail(names.join(' > '), `${file} does not declare '${names.join(' > ')}' any more.`);
    found.push(...run.map((benchmark) => ({ benchmark, load: collected.load })));
  }
  return found;
}

/** What was recorded, or in words why it was not. */
async function recordOne(
  { benchmark, load }: Target,
  options: {
    readonly request: RecordBenchmarkRequest;
    readonly places: BenchmarkPlaces;
    readonly context: LoadContext;
    readonly parts: RecordingParts;
    readonly file: string;
    readonly durationMs: number;
  },
  signal: AbortSignal,
): Promise<NewProfile | string> {
  const { request, places, context, parts, file, durationMs } = options;
  const { warmupMs } = presets.standard;
  const asked: ProfileRequest = {
    ...context.loadRequest(benchmark.file, load),
    path: benchmark.path,
    ordinal: ordinalOf(benchmark),
    plan: { blockMs: durationMs, warmupMs, minBlocks: 1, mostMs: Math.max(durationMs, 4 * warmupMs) },
    kind: request.kind,
    interval: parts.interval,
    durationMs,
    mostMs: durationMs + LONGER_MS,
    profileFile: file,
  };
  const recordedAt = new Date(parts.nowMs()).toISOString();
  const stop = request.stop ?? new AbortController().signal;
  const answer = await askChild<ProfileReport>(context.childOptions(benchmark.file), (child) => child.profile(asked, stop), signal).catch(
    (error: unknown) => {
      // A stop that comes before the process listens ends the call.
      if (signal.aborted || !stop.aborted || !isCancellation(error)) throw error;
      return null;
    },
  );
  if (answer === null) return 'The recording was stopped before it began.';
  if (answer.state === 'failed') return `${benchmark.id} failed: ${context.readFailure(answer.failure, ownLocation(benchmark)).message}`;
  const { iterations, slowdown, nodeVersion, sourceMaps } = answer.value;
  const recording: Recording = {
    laptimeVersion: parts.laptimeVersion,
    kind: request.kind,
    source: { kind: 'benchmark', benchmarkId: benchmark.id },
    title: benchmark.path.join(' > '),
    recordedAt,
    nodeVersion,
    root: places.root,
    commit: places.commit,
    interval: parts.interval,
    iterations,
    slowdown,
  };
  return { recording, body: { file }, sourceMaps: new Map(Object.entries(sourceMaps)) };
}
