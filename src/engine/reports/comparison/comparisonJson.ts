import type { ComparedRevision, Comparison, ComparisonRun, PairedBlock } from '../../../model/comparison.ts';
import type { Block, Interval } from '../../../model/measurement.ts';
import { countOutcomes } from '../../../model/outcomes.ts';
import { inSourceOrder } from '../../../model/sourceOrder.ts';
import { median, sorted } from '../../stats/index.ts';
import { toBenchmarkFields, toEnvironment, toFailure, toMachine, toRevision, toRunFields, toWarnings } from '../jsonParts.ts';
import type { ComparisonJson } from './comparisonJsonSchema.ts';

/** A comparison as plain data by `docs/laptime-comparison.schema.json`: without raw samples, which the store keeps. */
export function toComparisonJson(run: ComparisonRun): ComparisonJson {
  const { benches, budgetMs, environment, baselineEnvironment, machine, notes, laptimeVersion } = run;
  const { 'not comparable': notComparable, ...counts } = countOutcomes(run);
  return {
    format: 'laptime-comparison',
    version: 1,
    laptimeVersion,
    run: {
      ...toRunFields(run),
      baseline: toComparedRevision(run.baseline),
      candidate: toComparedRevision(run.candidate),
      benches,
      budgetMs,
      environment: toEnvironment(environment),
      baselineEnvironment: baselineEnvironment && toEnvironment(baselineEnvironment),
      ...toMachine(machine),
      notes: [...notes],
    },
    counts: { ...counts, notComparable },
    comparisons: inSourceOrder(run.comparisons).map(toComparison),
    fileFailures: run.fileFailures.map(({ file, side, failure }) => ({ file, side, failure: toFailure(failure) })),
  };
}

const toComparedRevision = ({ name, subject, authoredAtMs, ...revision }: ComparedRevision): ComparisonJson['run']['baseline'] => ({
  name,
  ...toRevision(revision),
  subject,
  authoredAt: authoredAtMs === null ? null : new Date(authoredAtMs).toISOString(),
});

type Entry = ComparisonJson['comparisons'][number];

function toComparison(comparison: Comparison): Entry {
  const { benchmark, state, warnings } = comparison;
  return {
    benchmark: benchmark.id,
    ...(comparison.state === 'compared' ? toVerdict(comparison) : nothingCompared),
    ...toBenchmarkFields(benchmark),
    state,
    failure: comparison.state === 'failed' ? { side: comparison.side, ...toFailure(comparison.failure) } : null,
    skipped: comparison.state === 'skipped' ? comparison.reason : null,
    warnings: toWarnings(warnings),
  };
}

type Judged = Omit<Entry, 'benchmark' | 'state' | 'failure' | 'skipped' | 'warnings' | keyof ReturnType<typeof toBenchmarkFields>>;

const nothingCompared: Judged = {
  verdict: null,
  ratio: null,
  interval: null,
  blocks: 0,
  margin: null,
  p: null,
  adjustedP: null,
  design: null,
  baseline: null,
  candidate: null,
  blockRatios: [],
  noise: null,
  smallestDetectable: null,
  toSettle: null,
  twoModes: null,
  tests: null,
};

function toVerdict({ estimate, design, blocks }: Extract<Comparison, { state: 'compared' }>): Judged {
  const { verdict, ratio, interval, margin, p, adjustedP, noise, smallestDetectable, toSettle, twoModes, tests } = estimate;
  return {
    verdict,
    ratio,
    interval: interval && toInterval(interval),
    blocks: blocks.length,
    margin,
    p,
    adjustedP,
    design,
    baseline: { medianNs: estimate.baselineNs, blockMediansNs: blocks.map(({ baseline }) => blockMedian(baseline)) },
    candidate: { medianNs: estimate.candidateNs, blockMediansNs: blocks.map(({ candidate }) => blockMedian(candidate)) },
    blockRatios: design === 'separate-runs' ? [] : blocks.map(blockRatio),
    noise,
    smallestDetectable,
    toSettle: toSettle && { blocks: toSettle.blocks, seconds: toSettle.seconds },
    twoModes,
    tests: tests && {
      welch: { t: finite(tests.welch.t), degreesOfFreedom: finite(tests.welch.degreesOfFreedom), p: tests.welch.p },
      mannWhitney: { u: tests.mannWhitney.u, p: tests.mannWhitney.p },
      wilcoxon: tests.wilcoxon && { w: tests.wilcoxon.w, p: tests.wilcoxon.p },
      cohenD: finite(tests.cohenD),
      cliffsDelta: tests.cliffsDelta,
      bootstrap: toInterval(tests.bootstrap),
    },
  };
}

/** Blocks that are all equal make some statistics infinite, which JSON cannot say. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const toInterval = ({ low, high, confidence }: Interval) => ({ low, high, confidence });

const blockMedian = ({ samplesNs }: Block): number => median(sorted(samplesNs));

/** The median over the rounds, in which both sides were timed one right after the other. */
function blockRatio({ baseline, candidate }: PairedBlock): number {
  const rounds = Math.min(baseline.samplesNs.length, candidate.samplesNs.length);
  const logs = Array.from({ length: rounds }, (_, round) => Math.log(candidate.samplesNs[round]! / baseline.samplesNs[round]!));
  return Math.exp(median(sorted(logs)));
}
