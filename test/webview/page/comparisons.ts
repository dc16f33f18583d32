import { benchmarkId } from '../../../src/model/benchmark.ts';
import type {
  Comparison,
  ComparisonEstimate,
  ComparisonRun,
  ComparisonTests,
  ComparedRevision,
  PairedBlock,
} from '../../../src/model/comparison.ts';
import type { Failure, MeasurementWarning } from '../../../src/model/measurement.ts';
import { environment, makeBlocks, makeRun, normalFrom, randomFrom } from './fixtures.ts';

// Comparisons with numbers that fit each other: the samples of a block have its ratio, and the blocks have the estimate's.

export interface Compared {
  readonly file: string;
  readonly path: readonly string[];
  readonly line?: number;
  readonly medianNs?: number;
  readonly ratio?: number;
  /** Half the width of the interval, as a share. */
  readonly error?: number;
  readonly blocks?: number;
  readonly samples?: number;
  readonly estimate?: Partial<ComparisonEstimate>;
  readonly design?: Extract<Comparison, { state: 'compared' }>['design'];
  readonly warnings?: readonly MeasurementWarning[];
  readonly failure?: { readonly side: 'baseline' | 'candidate'; readonly failure: Failure };
  readonly skipped?: 'skip' | 'todo' | 'only-elsewhere';
}

export function makeComparison(spec: Compared, seed: number): Comparison {
  const benchmark = {
    id: benchmarkId(spec.file, spec.path),
    file: spec.file,
    path: spec.path,
    api: 'vitest' as const,
    mode: 'run' as const,
    line: spec.line ?? 10 + seed,
    column: 3,
    parameters: null,
    budget: null,
    baseline: false,
  };
  const base = { benchmark, warnings: spec.warnings ?? [] };
  if (spec.skipped) return { ...base, state: 'skipped', reason: spec.skipped };
  if (spec.failure) return { ...base, state: 'failed', ...spec.failure };
  const { medianNs = 61_000, ratio = 1, error = 0.004, blocks = 9 } = spec;
  const pairs = makePairs(seed, { medianNs, ratio, spread: error * 1.1, blocks, samples: spec.samples ?? 160 });
  return {
    ...base,
    state: 'compared',
    design: spec.design ?? 'one-process',
    blocks: pairs,
    estimate: { ...estimateOf(medianNs, ratio, error, blocks), ...spec.estimate },
  };
}

function makePairs(
  seed: number,
  { medianNs, ratio, spread, blocks, samples }: { medianNs: number; ratio: number; spread: number; blocks: number; samples: number },
): PairedBlock[] {
  const normal = normalFrom(randomFrom(seed));
  return makeBlocks(seed, { medianNs, blocks, samples, blockSpread: 0.008 }).map((baseline, index) => {
    const own = ratio * Math.exp(spread * normal());
    const samplesNs = baseline.samplesNs.map((sample) => sample * own * Math.exp(0.006 * normal()));
    return { index, baseline, candidate: { ...baseline, samplesNs } };
  });
}

function estimateOf(baselineNs: number, ratio: number, error: number, blocks: number): ComparisonEstimate {
  const interval = { low: ratio * (1 - error), high: ratio * (1 + error), confidence: 0.99 };
  const margin = 0.02;
  const [isSure, isBeyond] = [interval.low > 1 || interval.high < 1, Math.abs(Math.log(ratio)) > Math.log1p(margin)];
  const isSame = interval.low > 1 / (1 + margin) && interval.high < 1 + margin;
  const isKnown = blocks >= 3;
  const verdict = isKnown && isSure && isBeyond ? (ratio > 1 ? 'slower' : 'faster') : isKnown && isSame ? 'same' : 'inconclusive';
  return {
    verdict,
    ratio,
    interval: isKnown ? interval : null,
    p: isKnown ? (isSure ? 0.000_02 : 0.21) : null,
    adjustedP: isKnown ? (isSure ? 0.000_08 : 0.34) : null,
    margin,
    noise: isKnown ? error * 1.1 : null,
    smallestDetectable: isKnown ? error * 1.6 : null,
    toSettle: isKnown && verdict === 'inconclusive' ? { blocks: 15, seconds: 21.4 } : null,
    twoModes: null,
    tests: isKnown ? testsOf(ratio, interval) : null,
    baselineNs,
    candidateNs: baselineNs * ratio,
  };
}

const testsOf = (ratio: number, { low, high, confidence }: NonNullable<ComparisonEstimate['interval']>): ComparisonTests => ({
  welch: { t: Math.log(ratio) * 400, degreesOfFreedom: 15.2, p: 0.000_04 },
  mannWhitney: { u: 78, p: 0.0012 },
  wilcoxon: { w: 45, p: 0.0039 },
  cohenD: Math.log(ratio) * 90,
  cliffsDelta: 0.93,
  bootstrap: { low: low * 1.0005, high: high * 0.9995, confidence },
});

export const baseline: ComparedRevision = {
  name: 'HEAD~1',
  commit: '89abcdef0123456789abcdef0123456789abcdef',
  branch: null,
  dirtyHash: null,
  subject: 'Sort with fewer copies',
  authoredAtMs: Date.UTC(2026, 10, 19, 9, 30),
};

export const workTree: ComparedRevision = {
  name: 'work tree',
  commit: 'cea17c0d52f0456789abcdef0123456789abcdef',
  branch: 'main',
  dirtyHash: 'a1b2',
  subject: null,
  authoredAtMs: null,
};

export function makeComparisonRun(comparisons: readonly Comparison[], change: Partial<ComparisonRun> = {}): ComparisonRun {
  const { machine, laptimeVersion, source } = makeRun([]);
  return {
    id: '01997a2f-0000-7000-8000-000000000003',
    startedAtMs: Date.UTC(2026, 10, 21, 13, 20),
    durationMs: 83_000,
    state: 'complete',
    source,
    laptimeVersion,
    baseline,
    candidate: workTree,
    benches: 'candidate',
    budgetMs: 10_000,
    environment,
    baselineEnvironment: null,
    machine,
    loaders: Object.fromEntries(comparisons.map(({ benchmark }) => [benchmark.file, { loader: 'native', reason: 'nothing needs more' }])),
    comparisons,
    fileFailures: [],
    notes: [],
    ...change,
  };
}
