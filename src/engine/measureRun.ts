import { uuidv7 } from '../base/uuid.ts';
import type { Run, RunEvent, RunHeader } from '../model/run.ts';
import { presets, runBenchmarks, withTime, type BenchmarkOutcome } from './benchmarks/index.ts';
import { loadConfig } from './config/index.ts';
import type { EngineOptions, RunRequest } from './engine.ts';
import { readEnvironment, startMachineWatch, type NodeLookup, type WorkspaceNode } from './environment/index.ts';
import { readRevision } from './git/index.ts';
import type { RunStore } from './store/index.ts';

export interface RunParts extends EngineOptions {
  readonly store: RunStore;
  readonly nodeLookup: NodeLookup;
  /** Takes what the user should know besides the results. */
  readonly notice: (message: string) => void;
}

/** One run from the request to the store. Each measurement is on disk before its event is sent. */
export async function measureRun(
  request: RunRequest,
  parts: RunParts,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<Run> {
  const { root, distFolder, store, nodeLookup, clock, log } = parts;
  const { config } = await loadConfig(root);
  const node = await nodeLookup.findNode(root, request.nodeExecutable ?? config.node.executable, signal);
  const flags = [...optionsOf(node), ...config.node.flags];
  const [environment, { revision, note }] = await Promise.all([readEnvironment(node, flags), readRevision(root, signal)]);
  if (note !== null) parts.notice(note);

  const timeSeconds = request.timeSeconds ?? config.timeSeconds;
  const plain = presets[request.preset ?? config.preset];
  const preset = timeSeconds === null ? plain : withTime(plain, timeSeconds);
  const startedAtMs = clock.nowMs();
  const header: RunHeader = {
    id: uuidv7(startedAtMs),
    startedAtMs,
    source: parts.source,
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
  const watch = startMachineWatch(clock);
  const finish = (state: BenchmarkOutcome['state']) => {
    const end = { state, durationMs: clock.nowMs() - startedAtMs, machine: watch.stop() };
    if (hasBegun) store.finish(header.id, end);
    return end;
  };
  let outcome: BenchmarkOutcome;
  try {
    outcome = await runBenchmarks(
      { root, distFolder, node, preset, config, selections: request.selections, nameFilter: request.nameFilter },
      {
        onEvent,
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

/** Flags that the user's environment gives to every Node. */
export function optionsOf(node: WorkspaceNode): string[] {
  return (node.env['NODE_OPTIONS'] ?? '').split(/\s+/).filter((flag) => flag !== '');
}
