import { uuidv7 } from '../base/uuid.ts';
import type { Config } from '../model/config.ts';
import type { Environment, Preset, Revision, Run, RunEvent, RunHeader, Selection } from '../model/run.ts';
import { presets, runBenchmarks, withTime, type BenchmarkOutcome } from './benchmarks/index.ts';
import { loadConfig } from './config/index.ts';
import type { EngineOptions, RunRequest } from './engine.ts';
import { environmentOf, type NodeLookup, type WorkspaceNode } from './environment/index.ts';
import { readRevision } from './git/index.ts';
import type { Monitor } from './monitoring/index.ts';
import type { RunStore } from './store/index.ts';
import { watchRun } from './watchRun.ts';

export interface RunParts extends EngineOptions {
  readonly store: RunStore;
  readonly nodeLookup: NodeLookup;
  /** Has the series of the machine beside what is measured. */
  readonly monitor: Pick<Monitor, 'series'>;
  /** Takes what the user should know besides the results. */
  readonly notice: (message: string) => void;
}

/** One run of the workspace folder, from the request to the store. */
export async function measureRun(
  request: RunRequest,
  parts: RunParts,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Run> {
  const { root } = parts;
  const { config } = await loadConfig(root, request.mode);
  const [{ node, environment }, { revision, note }] = await Promise.all([
    readNode(request, config, parts, signal),
    readRevision(root, signal),
  ]);
  if (note !== null) parts.notice(note);
  const { selections, nameFilter } = request;
  const preset = presetOf(request, config);
  return measureFolder(
    { root, revision, source: parts.source, config, node, environment, preset, selections, nameFilter },
    parts,
    onEvent,
    signal,
  );
}

/** What is measured, and what the measurements are of. */
export interface FolderRequest {
  /** The workspace folder itself, or what stands for it in a checkout. */
  readonly root: string;
  readonly revision: Revision;
  readonly source: Run['source'];
  readonly config: Config;
  readonly node: WorkspaceNode;
  readonly environment: Environment;
  readonly preset: Preset;
  readonly selections: readonly Selection[];
  readonly nameFilter: string | undefined;
}

/** One run in a folder, stored as one of its revision. Each measurement is on disk before its event is sent. */
export async function measureFolder(
  request: FolderRequest,
  parts: RunParts,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Run> {
  const { distFolder, store, clock, log } = parts;
  const { root, revision, source, config, node, environment, preset, selections, nameFilter } = request;
  const startedAtMs = clock.nowMs();
  const header: RunHeader = {
    id: uuidv7(startedAtMs),
    startedAtMs,
    source,
    laptimeVersion: parts.laptimeVersion,
    preset,
    revision,
    environment,
  };
  let hasBegun = false;
  // With its first result: a run that finds nothing to measure is not the last run of anything.
  const begin = () => {
    if (!hasBegun) store.begin(header);
    hasBegun = true;
  };
  const watch = watchRun(parts.monitor, clock);
  const finish = (state: BenchmarkOutcome['state']) => {
    const end = { state, durationMs: clock.nowMs() - startedAtMs, machine: watch.stop() };
    if (hasBegun) store.finish(header.id, end);
    return end;
  };
  let outcome: BenchmarkOutcome;
  try {
    outcome = await runBenchmarks(
      { root, distFolder, node, preset, config, selections, nameFilter },
      {
        onEvent(event) {
          if (event.kind === 'started') watch.begin();
          onEvent(event);
        },
        onMeasurement(measurement, loader) {
          begin();
          store.addMeasurement(header.id, measurement, loader);
        },
        onFileFailure(failure) {
          begin();
          store.addFileFailure(header.id, failure);
        },
        log,
      },
      signal,
    );
  } catch (error) {
    finish('cancelled');
    throw error;
  }
  const { state, measurements, fileFailures, loaders } = outcome;
  const end = finish(state);
  await store.prune(config.retention);
  return { ...header, ...end, loaders, measurements, fileFailures };
}

/** The Node that runs the benchmarks, and the environment that it and the machine are. */
export async function readNode(
  request: Pick<RunRequest, 'nodeExecutable'>,
  config: Config,
  { root, nodeLookup }: RunParts,
  signal: AbortSignal,
): Promise<{ readonly node: WorkspaceNode; readonly environment: Environment }> {
  const node = await nodeLookup.findNode(root, request.nodeExecutable ?? config.node.executable, signal);
  return { node, environment: await environmentOf(node, config) };
}

/** How long and how exactly to measure: as was asked for, else as the config says. */
export function presetOf(request: Pick<RunRequest, 'preset' | 'timeSeconds'>, config: Config): Preset {
  const timeSeconds = request.timeSeconds ?? config.timeSeconds;
  const plain = presets[request.preset ?? config.preset];
  return timeSeconds === null ? plain : withTime(plain, timeSeconds);
}
