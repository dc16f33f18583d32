import { UserError } from '../../base/errors.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Comparison, ComparisonRun, PairedBlock, Side } from '../../model/comparison.ts';
import type { Block, Failure, Measurement } from '../../model/measurement.ts';
import type { EarlierResult, Run } from '../../model/run.ts';
import { decideTogether, estimateSeparate, median, sorted, TYPICAL_BETWEEN_RUNS, type BetweenRuns } from '../stats/index.ts';

export interface StoredRuns {
  readonly baseline: Run;
  readonly candidate: Run;
  /** Compares runs of different environments, which is then marked. */
  readonly force: boolean;
  readonly isWanted: (benchmark: CollectedBenchmark) => boolean;
  readonly marginOf: (benchmark: CollectedBenchmark) => number;
  /** Earlier results of a benchmark: how much runs of the same code differ. */
  readonly historyOf: (benchmarkId: string) => readonly EarlierResult[];
}

/** With fewer results of the same code beside each other, what is typical tells more than they do. */
const FEWEST_REPEATS = 4;

/**
 * Compares two stored runs. They were not made together, so the intervals are wider by what runs of the same code differ.
 * @throws UserError `other-environment` unless forced
 */
export function compareRuns(runs: StoredRuns): Pick<ComparisonRun, 'comparisons' | 'baselineEnvironment' | 'notes'> {
  const { baseline, candidate, force, isWanted } = runs;
  const differs = baseline.environment.id !== candidate.environment.id;
  if (differs && !force) {
    throw new UserError(
      'other-environment',
      'The two runs were made in different environments (machine, Node.js or its flags), so their times do not compare. ' +
        'Measure both on one machine with `laptime compare BASE HEAD`, or add --force to compare them all the same.',
    );
  }
  const before = new Map(baseline.measurements.map((measurement) => [measurement.benchmark.id, measurement]));
  const after = new Map(candidate.measurements.map((measurement) => [measurement.benchmark.id, measurement]));
  const ids = [...new Set([...after.keys(), ...before.keys()])].filter((id) => isWanted((after.get(id) ?? before.get(id))!.benchmark));
  const drafts = ids.map((id) => draftOf(before.get(id), after.get(id), runs));
  const judged = decideTogether(drafts.flatMap((draft) => (draft.state === 'compared' ? [draft.estimate] : [])));
  let next = 0;
  const comparisons = drafts.map((draft): Comparison => (draft.state === 'compared' ? { ...draft, estimate: judged[next++]! } : draft));
  return { comparisons, baselineEnvironment: differs ? baseline.environment : null, notes: [] };
}

type Draft =
  | Exclude<Comparison, { state: 'compared' }>
  | (Omit<Extract<Comparison, { state: 'compared' }>, 'estimate'> & { readonly estimate: ReturnType<typeof estimateSeparate> });

function draftOf(before: Measurement | undefined, after: Measurement | undefined, runs: StoredRuns): Draft {
  const benchmark = (after ?? before)!.benchmark;
  for (const [side, measurement] of [['baseline', before] as const, ['candidate', after] as const]) {
    const draft = measurement ? unmeasured(side, measurement) : missing(side, benchmark);
    if (draft) return draft;
  }
  const [baseline, candidate] = [before!, after!].map(blocksOf) as [Block[], Block[]];
  const estimate = estimateSeparate(medians(baseline), medians(candidate), {
    margin: runs.marginOf(benchmark),
    betweenRuns: betweenRuns(runs.historyOf(benchmark.id), runs.candidate.environment.id),
  });
  // Beside each other only to be looked at: what was measured apart makes no pairs.
  const blocks = candidate
    .slice(0, baseline.length)
    .map((block, index): PairedBlock => ({ index, baseline: baseline[index]!, candidate: block }));
  return { state: 'compared', benchmark, design: 'separate-runs', blocks, estimate, warnings: [] };
}

const blocksOf = (measurement: Measurement): Block[] =>
  measurement.state === 'skipped' ? [] : measurement.blocks.filter(({ samplesNs }) => samplesNs.length > 0 && medianOf(samplesNs) > 0);
const medianOf = (values: readonly number[]): number => median(sorted(values));
const medians = (blocks: readonly Block[]): number[] => blocks.map(({ samplesNs }) => medianOf(samplesNs));

/** Null where there is something to compare. A broken budget or expectation is no reason not to. */
function unmeasured(side: Side, measurement: Measurement): Draft | null {
  const { benchmark } = measurement;
  if (measurement.state === 'skipped') return { state: 'skipped', benchmark, reason: measurement.reason, warnings: [] };
  if (measurement.state === 'failed' && measurement.summary === null) {
    return { state: 'failed', benchmark, side, failure: measurement.failure, warnings: [] };
  }
  if (blocksOf(measurement).length > 0) return null;
  const message = `The run of the ${side} keeps no times of '${benchmark.path.join(' > ')}' that can be compared.`;
  return { state: 'failed', benchmark, side, failure: failure(message), warnings: [] };
}

const missing = (side: Side, benchmark: CollectedBenchmark): Draft => ({
  state: 'failed',
  benchmark,
  side,
  failure: failure(`The run of the ${side} has no benchmark '${benchmark.path.join(' > ')}' of ${benchmark.file}.`),
  warnings: [],
});

const failure = (message: string): Failure => ({ kind: 'vanished', message, stack: '', location: null });

/** The spread of the medians of one benchmark at the same commits, pooled over the commits that were measured several times. */
export function betweenRuns(history: readonly EarlierResult[], environmentId: string): BetweenRuns {
  const byCommit = new Map<string, number[]>();
  for (const { revision, environmentId: environment, medianNs } of history) {
    if (environment !== environmentId || revision.commit === null || revision.dirtyHash !== null || !(medianNs > 0)) continue;
    byCommit.set(revision.commit, [...(byCommit.get(revision.commit) ?? []), Math.log(medianNs)]);
  }
  let squares = 0;
  let degreesOfFreedom = 0;
  for (const logs of byCommit.values()) {
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    squares += logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
    degreesOfFreedom += logs.length - 1;
  }
  if (degreesOfFreedom < FEWEST_REPEATS) return TYPICAL_BETWEEN_RUNS;
  return { sd: Math.expm1(Math.sqrt(squares / degreesOfFreedom)), degreesOfFreedom };
}
