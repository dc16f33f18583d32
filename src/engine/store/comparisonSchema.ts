import * as v from 'valibot';
import type {
  ComparedRevision,
  Comparison,
  ComparisonDesign,
  ComparisonEstimate,
  ComparisonRun,
  ComparisonTests,
  PairedBlock,
  Side,
  Verdict,
} from '../../model/comparison.ts';
import {
  block,
  blockDetail,
  collectedBenchmark,
  environment,
  failure,
  interval,
  loaderChoice,
  machine,
  revision,
  runColumns,
  skipReason,
  warning,
} from './runSchema.ts';
import { benchFile, count, number, oneOf, orNull, text } from './storedJson.ts';

/* Comparisons as they are read from a store or an exported file; like runs, nothing of them is believed. */

export const side = oneOf<Side>({ baseline: true, candidate: true });
export const verdict = oneOf<Verdict>({ faster: true, slower: true, same: true, inconclusive: true });
export const design = oneOf<ComparisonDesign>({ 'one-process': true, 'two-processes': true, 'separate-runs': true });

export const comparedRevision = v.object({
  ...revision.entries,
  name: text,
  subject: orNull(text),
  authoredAtMs: orNull(number),
}) satisfies v.GenericSchema<unknown, ComparedRevision>;

const tests = v.object({
  welch: v.object({ t: number, degreesOfFreedom: number, p: number }),
  mannWhitney: v.object({ u: number, p: number }),
  wilcoxon: orNull(v.object({ w: number, p: number })),
  cohenD: number,
  cliffsDelta: number,
  bootstrap: interval,
}) satisfies v.GenericSchema<unknown, ComparisonTests>;

const estimate = v.object({
  verdict,
  ratio: number,
  interval: orNull(interval),
  p: orNull(number),
  adjustedP: orNull(number),
  margin: number,
  noise: orNull(number),
  smallestDetectable: orNull(number),
  toSettle: orNull(v.object({ blocks: number, seconds: number })),
  twoModes: orNull(v.picklist(['baseline', 'candidate', 'ratio'])),
  tests: orNull(tests),
  baselineNs: number,
  candidateNs: number,
}) satisfies v.GenericSchema<unknown, ComparisonEstimate>;

/** A paired block as it is stored: its samples are elsewhere. */
export const pairedBlockDetail = v.object({ index: count, baseline: blockDetail, candidate: blockDetail });

const pairedBlock = v.object({ index: count, baseline: block, candidate: block }) satisfies v.GenericSchema<unknown, PairedBlock>;

/** Samples of the two sides belong together one by one, but for runs that were not made together. */
export const hasPairs = (blocks: readonly PairedBlock[], designed: ComparisonDesign): boolean =>
  designed === 'separate-runs' || blocks.every(({ baseline, candidate }) => baseline.samplesNs.length === candidate.samplesNs.length);

export const NO_PAIRS = 'has not as many samples of one side as of the other';

const comparisonBase = { benchmark: collectedBenchmark, warnings: v.array(warning) };
const compared = v.object({ ...comparisonBase, state: v.literal('compared'), design, estimate });
const failed = v.object({ ...comparisonBase, state: v.literal('failed'), side, failure });
const skipped = v.object({ ...comparisonBase, state: v.literal('skipped'), reason: skipReason });

/** A comparison as it is stored: its blocks are elsewhere. */
export const comparisonDetail = v.variant('state', [compared, failed, skipped]);

const comparison = v.variant('state', [
  v.pipe(
    v.object({ ...compared.entries, blocks: v.array(pairedBlock) }),
    v.check((value) => hasPairs(value.blocks, value.design), NO_PAIRS),
  ),
  failed,
  skipped,
]) satisfies v.GenericSchema<unknown, Comparison>;

export const fileFailure = v.object({ file: benchFile, side, failure, output: text }) satisfies v.GenericSchema<
  unknown,
  ComparisonRun['fileFailures'][number]
>;

/** What a comparison run has besides its columns and what is in other tables. */
export const comparisonRunDetail = v.object({
  benches: oneOf<ComparisonRun['benches']>({ candidate: true, own: true }),
  budgetMs: number,
  environment,
  baselineEnvironment: orNull(environment),
  machine,
  loaders: v.record(benchFile, loaderChoice),
  notes: v.array(text),
});

export const comparisonRun = v.pipe(
  v.object({
    ...runColumns.entries,
    ...comparisonRunDetail.entries,
    baseline: comparedRevision,
    candidate: comparedRevision,
    comparisons: v.array(comparison),
    fileFailures: v.array(fileFailure),
  }),
  v.check(
    ({ comparisons }) => new Set(comparisons.map((entry) => entry.benchmark.id)).size === comparisons.length,
    'compares a benchmark twice',
  ),
) satisfies v.GenericSchema<unknown, ComparisonRun>;
