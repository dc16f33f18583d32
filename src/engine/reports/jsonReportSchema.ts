import * as v from 'valibot';

/*
 * What `laptime bench --json` writes. The JSON Schema in docs/ is made from this, so every field has a description.
 * Additions keep the version; whatever could break a reader raises it.
 */

const described = <S extends v.GenericSchema>(schema: S, description: string) => v.pipe(schema, v.description(description));

const text = (description: string) => described(v.string(), description);
const number = (description: string) => described(v.number(), description);
const count = (description: string) => v.pipe(v.number(), v.integer(), v.minValue(0), v.description(description));
const share = (description: string) => v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(description));
const flag = (description: string) => described(v.boolean(), description);
const orNull = <S extends v.GenericSchema>(schema: S, description: string) => described(v.nullable(schema), description);
const list = <S extends v.GenericSchema>(schema: S, description: string) => described(v.array(schema), description);

const interval = v.strictObject({
  low: number('Low end.'),
  high: number('High end.'),
  confidence: share('0.99 for 99 %.'),
});

const summary = v.strictObject({
  medianNs: number('Median of the block medians, ns per iteration.'),
  meanNs: number('Mean of all samples, ns per iteration.'),
  intervalNs: orNull(interval, 'Confidence interval of the median over blocks, ns; null with fewer than 3 blocks.'),
  relativeError: orNull(v.number(), 'Half the width of the interval over the median.'),
  p75Ns: number('75 % of all samples are at most this, ns per iteration.'),
  p99Ns: number('99 % of all samples are at most this, ns per iteration.'),
  minNs: number('Fastest sample, ns per iteration.'),
  maxNs: number('Slowest sample, ns per iteration.'),
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

const location = v.strictObject({
  file: text('Relative to the workspace folder where inside it, with /.'),
  line: number('From 1.'),
  column: number('From 1.'),
});

const failure = v.strictObject({
  kind: described(
    v.picklist(['load', 'threw', 'timeout', 'exited', 'out-of-memory', 'crashed', 'over-budget', 'expectation', 'vanished']),
    'What happened.',
  ),
  message: text('In words.'),
  stack: text('Mapped to the source that was written; empty when there is none.'),
  location: orNull(location, 'Where in the source; null when unknown.'),
});

const benchmark = v.strictObject({
  id: text('File and names, joined by " > "; stable over moves of lines.'),
  file: text('Relative to the workspace folder, with /.'),
  path: list(v.string(), 'Names of the groups around it and its own, outermost first.'),
  api: described(v.picklist(['vitest', 'tinybench', 'mitata', 'laptime']), 'The library it is declared with.'),
  line: orNull(v.number(), 'Where it is declared, from 1; null when unknown.'),
  column: orNull(v.number(), 'Where it is declared, from 1; null when unknown.'),
  parameters: orNull(v.record(v.string(), v.string()), 'Its parameters as text; null when it has none.'),
  state: described(v.picklist(['measured', 'failed', 'skipped']), 'How it ended.'),
  summary: orNull(summary, 'What was measured; null when nothing was, to the end.'),
  blocks: list(block, 'The blocks that were finished, in order. Raw samples are in `laptime export`.'),
  failure: orNull(failure, 'Why it failed; null when it did not.'),
  skipped: orNull(v.picklist(['skip', 'todo', 'only-elsewhere']), 'Why it was skipped; null when it was not.'),
  warnings: list(
    v.strictObject({
      code: text('Stable name of the kind of warning.'),
      message: text('Advice in words.'),
      timeSeconds: orNull(v.number(), 'Seconds for one benchmark (--time) that it advises; null where it does not.'),
    }),
    'What to know beside the numbers.',
  ),
});

export const jsonReportSchema = v.pipe(
  v.strictObject({
    format: described(v.literal('laptime-report'), 'What this file is.'),
    version: described(v.literal(1), 'Raised by changes that could break a reader.'),
    laptimeVersion: text('Version of Laptime that measured.'),
    run: described(
      v.strictObject({
        id: text('UUID.'),
        startedAt: text('ISO 8601, UTC.'),
        durationMs: number('Wall time, ms.'),
        state: described(v.picklist(['running', 'complete', 'cancelled', 'interrupted']), 'How far it came.'),
        preset: described(v.picklist(['quick', 'standard', 'thorough']), 'How exactly it measured.'),
        revision: described(
          v.strictObject({
            commit: orNull(v.string(), 'Full hash; null outside git.'),
            branch: orNull(v.string(), 'Null outside git and on a detached head.'),
            dirtyHash: orNull(v.string(), 'Hash over the uncommitted changes; null when there are none.'),
          }),
          'What was measured.',
        ),
        environment: described(
          v.strictObject({
            id: text('Only results with equal ids compare.'),
            cpuModel: text('As the system names it.'),
            cores: count('Logical cores.'),
            memoryBytes: number('Of the machine, or of the container.'),
            os: text('Name and version.'),
            arch: text('As Node names it.'),
            nodeVersion: text('Of the Node that ran the benchmarks.'),
            v8Version: text('Of its engine.'),
            nodeFlags: list(v.string(), 'Flags it was started with.'),
            onBattery: orNull(v.boolean(), 'Null where it cannot be read.'),
            cpuGovernor: orNull(v.string(), 'Null where it cannot be read.'),
            container: flag('True inside a container.'),
          }),
          'Machine and runtime.',
        ),
        otherLoad: orNull(v.number(), 'Mean share of all cores used by other processes; null where it cannot be read.'),
        cpuPressure: orNull(v.number(), 'Share of the run in which programs waited for a core; null where it cannot be read.'),
        throttled: orNull(v.boolean(), 'True when the processor was slowed down, by heat or a limit; null where it cannot be read.'),
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
