import * as v from 'valibot';
import {
  benchmarkFields,
  benchmarkIdText,
  count,
  described,
  environment,
  failure,
  flag,
  formatFields,
  interval,
  list,
  machineFields,
  number,
  orNull,
  revisionFields,
  runFields,
  skipped,
  text,
  warnings,
} from './schemaParts.ts';

/*
 * What `laptime bench --json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

/** Of imported results, what the other tool did not tell is null. */
const told = (description: string) => orNull(v.number(), `${description}; null where another tool did not tell it.`);

const summary = v.strictObject({
  medianNs: number('Median of the block medians, ns per iteration.'),
  meanNs: told('Mean of all samples, ns per iteration'),
  intervalNs: orNull(interval, 'Confidence interval of the median over blocks, ns; null with fewer than 3 blocks.'),
  relativeError: orNull(v.number(), 'Half the width of the interval over the median.'),
  p75Ns: told('75 % of all samples are at most this, ns per iteration'),
  p99Ns: told('99 % of all samples are at most this, ns per iteration'),
  minNs: told('Fastest sample, ns per iteration'),
  maxNs: told('Slowest sample, ns per iteration'),
  samples: count('Timed batches in all blocks.'),
  blocks: count('Fresh processes that timed the benchmark.'),
  opsPerSecond: number('1e9 / medianNs.'),
  outliers: described(
    v.strictObject({
      lowSevere: count('Below the lower outer fence.'),
      lowMild: count('Between the lower fences.'),
      highMild: count('Between the upper fences.'),
      highSevere: count('Above the upper outer fence.'),
    }),
    "Samples beyond Tukey's fences.",
  ),
  bimodal: flag('Block medians fall into two groups with a gap.'),
  heapBytesPerIteration: orNull(v.number(), 'Bytes allocated on the JS heap per iteration; null when it could not be seen.'),
  gcCount: count('Garbage collections in the timed parts.'),
  gcMs: number('Time they took, ms.'),
  eventLoopUtilization: orNull(v.number(), 'Share of the timed part in which the event loop was busy; null for synchronous benchmarks.'),
  waitedShare: orNull(v.number(), 'Share of the timed part in which the thread waited for a core; null where it cannot be read.'),
});

const block = v.strictObject({
  medianNs: number('Median of its samples, ns per iteration.'),
  samples: count('Timed batches.'),
  iterationsPerSample: number('Iterations in a batch.'),
  timing: described(v.picklist(['batch', 'single']), 'Whether batches or single calls were timed.'),
  waitedShare: orNull(v.number(), 'As in the summary.'),
  otherLoad: orNull(v.number(), 'Share of all cores that other processes used; null where it cannot be read.'),
});

const benchmark = v.strictObject({
  id: benchmarkIdText,
  ...benchmarkFields,
  state: described(v.picklist(['measured', 'failed', 'skipped']), 'How it ended.'),
  summary: orNull(summary, 'What was measured; null when nothing was, to the end.'),
  blocks: list(block, 'The blocks that were finished, in order. Raw samples are in `laptime export`.'),
  failure: orNull(failure, 'Why it failed; null when it did not.'),
  skipped,
  warnings,
});

export const jsonReportSchema = v.pipe(
  v.strictObject({
    ...formatFields('laptime-report'),
    laptimeVersion: text('Version of Laptime that measured.'),
    run: described(
      v.strictObject({
        ...runFields,
        preset: described(v.picklist(['quick', 'standard', 'thorough']), 'How exactly it measured.'),
        revision: described(v.strictObject(revisionFields), 'What was measured.'),
        environment: described(environment, 'Machine and runtime.'),
        ...machineFields,
      }),
      'The run and what its numbers hold for.',
    ),
    benchmarks: list(benchmark, 'By file, and in each as the file declares them.'),
    fileFailures: list(
      v.strictObject({
        file: text('Relative to the workspace folder, with /.'),
        failure: described(failure, 'Why it could not be loaded.'),
      }),
      'Bench files that could not be loaded at all.',
    ),
  }),
  v.title('Laptime report'),
  v.description('What `laptime bench --json` writes. Times are in the unit that the name of the field ends in.'),
);

export type JsonReport = v.InferOutput<typeof jsonReportSchema>;
