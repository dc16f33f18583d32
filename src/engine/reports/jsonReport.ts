import type { Block, Measurement } from '../../model/measurement.ts';
import type { Run } from '../../model/run.ts';
import { inSourceOrder } from '../../model/sourceOrder.ts';
import { median, sorted } from '../stats/index.ts';
import { toBenchmarkFields, toEnvironment, toFailure, toMachine, toRevision, toRunFields, toWarnings } from './jsonParts.ts';
import type { JsonReport } from './jsonReportSchema.ts';

/** A run as plain data by `docs/laptime-report.schema.json`: without raw samples and output, which the store keeps. */
export function toJsonReport(run: Run): JsonReport {
  const { preset, revision, environment, machine, laptimeVersion } = run;
  return {
    format: 'laptime-report',
    version: 1,
    laptimeVersion,
    run: {
      ...toRunFields(run),
      preset: preset.name,
      revision: toRevision(revision),
      environment: toEnvironment(environment),
      ...toMachine(machine),
    },
    benchmarks: inSourceOrder(run.measurements).map(toBenchmark),
    fileFailures: run.fileFailures.map(({ file, failure }) => ({ file, failure: toFailure(failure) })),
  };
}

type ReportBenchmark = JsonReport['benchmarks'][number];

function toBenchmark(measurement: Measurement): ReportBenchmark {
  const { benchmark, warnings, state } = measurement;
  return {
    id: benchmark.id,
    ...toBenchmarkFields(benchmark),
    state,
    summary: measurement.state === 'skipped' ? null : measurement.summary,
    blocks: measurement.state === 'skipped' ? [] : measurement.blocks.filter((block) => block.samplesNs.length > 0).map(toBlock),
    failure: measurement.state === 'failed' ? toFailure(measurement.failure) : null,
    skipped: measurement.state === 'skipped' ? measurement.reason : null,
    warnings: toWarnings(warnings),
  };
}

function toBlock({ samplesNs, iterationsPerSample, timing, waitedShare, otherLoad }: Block): ReportBenchmark['blocks'][number] {
  return { medianNs: median(sorted(samplesNs)), samples: samplesNs.length, iterationsPerSample, timing, waitedShare, otherLoad };
}
