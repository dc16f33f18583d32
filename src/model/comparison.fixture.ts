import type { CollectedBenchmark } from './benchmark.ts';
import type {
  Comparison,
  ComparisonEstimate,
  ComparisonRun,
  ComparisonTests,
  ComparedRevision,
  EarlierComparison,
  PairedBlock,
} from './comparison.ts';
import { exampleBlock, exampleRun } from './example.fixture.ts';

// Plain valid values for tests, each to be changed in what a test is about.

const exampleTests = (ratio: number): ComparisonTests => ({
  welch: { t: 12.34, degreesOfFreedom: 15.2, p: 0.000_004 },
  mannWhitney: { u: 78, p: 0.0012 },
  wilcoxon: { w: 45, p: 0.0039 },
  cohenD: 3.21,
  cliffsDelta: 0.93,
  bootstrap: { low: ratio * 0.997, high: ratio * 1.003, confidence: 0.99 },
});

/** 3.1 % slower, unless changed; what follows from the ratio follows. */
export function exampleEstimate(changes: Partial<ComparisonEstimate> = {}): ComparisonEstimate {
  const { ratio = 1.031, baselineNs = 1000 } = changes;
  return {
    verdict: 'slower',
    ratio,
    interval: { low: ratio * 0.996, high: ratio * 1.004, confidence: 0.99 },
    p: 0.000_02,
    adjustedP: 0.000_08,
    margin: 0.02,
    noise: 0.004,
    smallestDetectable: 0.007,
    toSettle: null,
    twoModes: null,
    tests: exampleTests(ratio),
    baselineNs,
    candidateNs: baselineNs * ratio,
    ...changes,
  };
}

/** As many blocks as `spread` has factors on the ratio. */
const examplePairs = ({ baselineNs, ratio }: ComparisonEstimate, spread: readonly number[]): PairedBlock[] => {
  const side = (index: number, medianNs: number) =>
    exampleBlock({ index, samplesNs: [0.99, 0.995, 1, 1.005, 1.01].map((factor) => factor * medianNs) });
  return spread.map((factor, index) => ({
    index,
    baseline: side(index, baselineNs),
    candidate: side(index, baselineNs * ratio * factor),
  }));
};

type Compared = Extract<Comparison, { state: 'compared' }>;

export function exampleCompared(
  benchmark: CollectedBenchmark,
  estimate: Partial<ComparisonEstimate> = {},
  changes: Partial<Compared> = {},
): Compared {
  const whole = exampleEstimate(estimate);
  return {
    state: 'compared',
    design: 'one-process',
    benchmark,
    warnings: [],
    estimate: whole,
    blocks: examplePairs(whole, [0.997, 0.998, 0.999, 1, 1, 1, 1.001, 1.002, 1.003]),
    ...changes,
  };
}

export const exampleRevision = (changes: Partial<ComparedRevision> = {}): ComparedRevision => ({
  name: 'HEAD~1',
  commit: '89abcdef0123456789abcdef0123456789abcdef',
  branch: null,
  dirtyHash: null,
  subject: 'Sort with fewer copies',
  authoredAtMs: Date.UTC(2026, 0, 1, 12),
  ...changes,
});

export function exampleComparisonRun(comparisons: readonly Comparison[], changes: Partial<ComparisonRun> = {}): ComparisonRun {
  const { id, startedAtMs, durationMs, state, source, laptimeVersion, environment, machine, loaders } = exampleRun([]);
  return {
    id,
    startedAtMs,
    durationMs,
    state,
    source,
    laptimeVersion,
    environment,
    machine,
    loaders,
    baseline: exampleRevision(),
    candidate: exampleRevision({
      name: 'work tree',
      commit: '0123456789abcdef0123456789abcdef01234567',
      branch: 'main',
      dirtyHash: 'd1',
      subject: null,
      authoredAtMs: null,
    }),
    benches: 'candidate',
    budgetMs: 10_000,
    baselineEnvironment: null,
    comparisons,
    fileFailures: [],
    notes: [],
    ...changes,
  };
}

/** What an earlier comparison of what is on disk said of a benchmark. */
export function exampleEarlierComparison(changes: Partial<EarlierComparison> = {}): EarlierComparison {
  const { verdict, ratio, interval, margin, noise } = exampleEstimate(changes);
  const { id, startedAtMs, baseline, candidate, environment } = exampleComparisonRun([]);
  const found = { verdict, ratio, interval, margin, noise };
  return { runId: id, startedAtMs, baseline, candidate, environmentId: environment.id, design: 'one-process', ...found, ...changes };
}
