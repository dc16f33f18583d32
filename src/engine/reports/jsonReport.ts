import type { Block, Measurement } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import { median, sorted } from '../stats/index.ts';
import type { JsonReport } from './jsonReportSchema.ts';

/** A run as plain data by `docs/laptime-report.schema.json`: without raw samples and output, which the store keeps. */
export function toJsonReport(run: Run): JsonReport {
  const { id, startedAtMs, durationMs, state, preset, revision, environment, machine, laptimeVersion } = run;
  return {
    format: 'laptime-report',
    version: 1,
    laptimeVersion,
    run: {
      id,
      startedAt: new Date(startedAtMs).toISOString(),
      durationMs,
      state,
      preset: preset.name,
      revision: { commit: revision.commit, branch: revision.branch, dirtyHash: revision.dirtyHash },
      environment: {
        id: environment.id,
        cpuModel: environment.cpuModel,
        cores: environment.cores,
        memoryBytes: environment.memoryBytes,
        os: environment.os,
        arch: environment.arch,
        nodeVersion: environment.nodeVersion,
        v8Version: environment.v8Version,
        nodeFlags: [...environment.nodeFlags],
        onBattery: environment.onBattery,
        cpuGovernor: environment.cpuGovernor,
        container: environment.container,
      },
      otherLoad: machine.otherLoad,
      cpuPressure: machine.cpuPressure,
      throttled: machine.throttled,
    },
    benchmarks: inSourceOrder(run.measurements).map(toBenchmark),
    fileFailures: run.fileFailures.map(({ file, failure }) => ({ file, failure: toFailure(failure) })),
  };
}

type ReportBenchmark = JsonReport['benchmarks'][number];

function toBenchmark(measurement: Measurement): ReportBenchmark {
  const { benchmark, warnings, state } = measurement;
  const { id, file, path, api, line, column, parameters } = benchmark;
  return {
    id,
    file,
    path: [...path],
    api,
    line,
    column,
    parameters,
    state,
    summary: measurement.state === 'skipped' ? null : measurement.summary,
    blocks: measurement.state === 'skipped' ? [] : measurement.blocks.filter((block) => block.samplesNs.length > 0).map(toBlock),
    failure: measurement.state === 'failed' ? toFailure(measurement.failure) : null,
    skipped: measurement.state === 'skipped' ? measurement.reason : null,
    warnings: warnings.map(({ code, message, timeSeconds = null }) => ({ code, message, timeSeconds })),
  };
}

function toBlock({ samplesNs, iterationsPerSample, timing, waitedShare, otherLoad }: Block): ReportBenchmark['blocks'][number] {
  return { medianNs: median(sorted(samplesNs)), samples: samplesNs.length, iterationsPerSample, timing, waitedShare, otherLoad };
}

function toFailure({ kind, message, stack, location }: JsonReport['fileFailures'][number]['failure']) {
  return { kind, message, stack, location: location && { file: location.file, line: location.line, column: location.column } };
}
