import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Failure, MeasurementWarning } from '../../model/measurement.ts';
import type { Environment, MachineDuringRun, Revision, Run } from '../../model/run.ts';

// What the published formats have in common: field by field, so that nothing is published by accident.

export const toRunFields = ({ id, startedAtMs, durationMs, state }: Pick<Run, 'id' | 'startedAtMs' | 'durationMs' | 'state'>) => ({
  id,
  startedAt: new Date(startedAtMs).toISOString(),
  durationMs,
  state,
});

export const toRevision = ({ commit, branch, dirtyHash }: Revision) => ({ commit, branch, dirtyHash });

export function toEnvironment(environment: Environment) {
  const { id, cpuModel, cores, memoryBytes, os, arch, nodeVersion, v8Version, nodeFlags, mode, onBattery, cpuGovernor, container } =
    environment;
  return {
    id,
    cpuModel,
    cores,
    memoryBytes,
    os,
    arch,
    nodeVersion,
    v8Version,
    nodeFlags: [...nodeFlags],
    ...(mode !== undefined && { mode }),
    onBattery,
    cpuGovernor,
    container,
  };
}

export const toMachine = ({ otherLoad, cpuPressure, throttled, warnings }: MachineDuringRun) => ({
  otherLoad,
  cpuPressure,
  throttled,
  machineWarnings:
    warnings?.map(({ code, message, value, extreme, atMs, lastedMs }) => ({
      ...{ code, message, value, extreme, startedAt: new Date(atMs).toISOString(), durationMs: lastedMs },
    })) ?? null,
});

export const toBenchmarkFields = ({ file, path, api, line, column, parameters }: CollectedBenchmark) => ({
  file,
  path: [...path],
  api,
  line,
  column,
  parameters,
});

export const toFailure = ({ kind, message, stack, location }: Failure) => ({
  kind,
  message,
  stack,
  location: location && { file: location.file, line: location.line, column: location.column },
});

export const toWarnings = (warnings: readonly MeasurementWarning[]) =>
  warnings.map(({ code, message, timeSeconds = null }) => ({ code, message, timeSeconds }));
