import type { Comparison, ComparisonRun } from '../../../src/model/comparison.ts';
import type { PanelProgress, PanelSnapshot } from '../../../src/protocol/panel.ts';
import { toPanelComparisonRun } from '../../../src/protocol/panel.ts';
import { baseline, makeComparison, makeComparisonRun, workTree, type Compared } from './comparisons.ts';
import { environment } from './fixtures.ts';
import { empty, failed, hostileNames, type Scenario } from './scenario.ts';

const sorting = ['sorting 1,000 numbers'];
const words = ['words', 'counting'];
const specs: readonly Compared[] = [
  { file: 'bench/array.bench.ts', path: [...sorting, 'Array.sort'], medianNs: 61_300, line: 12, ratio: 1.002 },
  { file: 'bench/array.bench.ts', path: [...sorting, 'toSorted'], medianNs: 61_800, line: 16, ratio: 1.031 },
  { file: 'bench/array.bench.ts', path: [...sorting, 'quicksort by hand'], medianNs: 48_900, line: 20, ratio: 0.881, error: 0.006 },
  {
    file: 'bench/array.bench.ts',
    path: [...sorting, 'insertion sort'],
    medianNs: 232_000,
    line: 24,
    ratio: 1.021,
    error: 0.035,
    warnings: [
      { code: 'noisy-machine', message: '7 of 9 blocks ran beside a busy process: run again when it is quiet, or use --time 30.' },
    ],
  },
  { file: 'bench/count.bench.ts', path: [...words, 'split and Map'], medianNs: 1_840_000, line: 8, ratio: 0.997, error: 0.006 },
  {
    file: 'bench/count.bench.ts',
    path: [...words, 'regular expression'],
    medianNs: 2_960_000,
    line: 14,
    ratio: 2.3,
    blocks: 18,
    estimate: { twoModes: 'candidate' },
  },
  { file: 'bench/count.bench.ts', path: [...words, 'one pass over bytes'], line: 20, ratio: 0.97, blocks: 2, medianNs: 412_000_000 },
  { file: 'bench/count.bench.ts', path: ['words', 'stemming', 'Porter'], line: 31, skipped: 'todo' },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse 10 rows'],
    medianNs: 3120,
    line: 5,
    ratio: 1.012,
    error: 0.012,
    estimate: { verdict: 'inconclusive', toSettle: null, margin: 0.01 },
  },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse 1,000 rows'],
    medianNs: 318_000,
    line: 5,
    ratio: 1.004,
    error: 0.005,
    design: 'two-processes',
  },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse with a quote inside'],
    line: 29,
    failure: {
      side: 'candidate',
      failure: failed('threw', "Cannot read properties of undefined (reading 'length')", 'src/csv.ts', 57),
    },
  },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse from a stream'],
    line: 37,
    failure: { side: 'baseline', failure: failed('timeout', 'A call took longer than 10 s.', 'src/csv.ts', 80) },
  },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse in a worker'],
    line: 44,
    failure: { side: 'baseline', failure: { ...failed('vanished', 'The file did not register it.', 'bench/csv.bench.ts', 44), stack: '' } },
  },
];

const usual = (change: Partial<ComparisonRun> = {}) =>
  makeComparisonRun(
    specs.map((spec, index) => makeComparison(spec, index + 1)),
    change,
  );

export const comparisonScenario = (run: ComparisonRun, change: Partial<PanelSnapshot> = {}, others: Partial<Scenario> = {}): Scenario => ({
  runs: [],
  comparisons: [run],
  ...others,
  snapshot: { ...empty, comparison: toPanelComparisonRun(run), ...change },
});

const brokenBaseline = {
  file: 'bench/stream.bench.ts',
  side: 'baseline' as const,
  failure: failed('load', "Cannot find module '../src/stream.ts' imported from bench/stream.bench.ts", 'bench/stream.bench.ts', 2),
  output: 'loading…\n',
};

export const comparing: PanelProgress = {
  label: 'All benchmarks',
  done: 4,
  total: 13,
  remainingMs: 65_000,
  current: null,
  comparing: {
    kind: 'progress',
    benchmark: makeComparison(specs[4]!, 5).benchmark,
    blocks: 6,
    ratio: 1.0312,
    done: 4,
    total: 13,
    remainingMs: 65_000,
  },
};

export const preparing: PanelProgress = {
  ...comparing,
  done: 0,
  total: 0,
  remainingMs: null,
  comparing: { kind: 'preparing', message: 'Installing the dependencies of HEAD~1 with npm' },
};

function hostile(): Scenario {
  const comparisons = hostileNames.map((name, index) =>
    makeComparison(
      {
        file: `bench/<b>${index % 2}</b>&amp;.bench.ts`,
        path: [`group <i>${index % 3}</i>`, name],
        medianNs: 1000 * (index + 1),
        ratio: 1 + index / 100,
        warnings: [{ code: 'loader', message: '<u>underlined?</u>' }],
        ...(index === 0
          ? { failure: { side: 'candidate', failure: failed('threw', '<img src=x onerror="globalThis.hacked = true">', 'src/<x>.ts', 1) } }
          : {}),
      },
      index + 1,
    ),
  );
  const run = makeComparisonRun(comparisons, {
    baseline: { ...baseline, name: '<b>name</b>', subject: `<img src=x onerror="globalThis.hacked = true"> ${'long '.repeat(100)}` },
    candidate: { ...workTree, branch: '\u202E<b>branch</b>', commit: '<b>1234567</b>' },
    fileFailures: [{ ...brokenBaseline, file: 'bench/<p>.bench.ts', output: '<b>out</b>' }],
    notes: ['<b>The dependencies</b> were installed.'],
  });
  return comparisonScenario(run, {
    historyProblem: '<b>because</b>',
    running: { ...preparing, comparing: { kind: 'preparing', message: '<b>x</b>' } },
  });
}

/** 500 benchmarks, one of them with 36 blocks of 500 rounds. */
function large(): Scenario {
  const comparisons = Array.from({ length: 500 }, (_, index) =>
    makeComparison(
      {
        file: `bench/part${Math.floor(index / 50)}.bench.ts`,
        path: [`group ${Math.floor(index / 10)}`, `benchmark ${index}`],
        medianNs: 1000 + ((index * 7919) % 5000),
        ratio: 1 + (((index * 7919) % 200) - 100) / 1500,
        blocks: index === 0 ? 36 : 6,
        samples: index === 0 ? 500 : 10,
      },
      index + 1,
    ),
  );
  return comparisonScenario(makeComparisonRun(comparisons));
}

const withoutPairs = (comparison: Comparison): Comparison =>
  comparison.state === 'compared' && comparison.estimate.tests
    ? { ...comparison, estimate: { ...comparison.estimate, tests: { ...comparison.estimate.tests, wilcoxon: null } } }
    : comparison;

/** Stored runs of two machines, compared by force. */
function separate(): Scenario {
  const comparisons = specs
    .slice(0, 4)
    .map((spec, index) =>
      withoutPairs(makeComparison({ ...spec, design: 'separate-runs', error: 0.045, estimate: { toSettle: null } }, index + 1)),
    );
  const run = makeComparisonRun(comparisons, {
    baselineEnvironment: { ...environment, id: 'other', cores: 8, nodeVersion: 'v22.12.0', v8Version: '12.4.254.21' },
    candidate: { ...baseline, name: 'cea17c0', commit: workTree.commit, subject: 'Count in one pass' },
  });
  const scenario = comparisonScenario(run);
  const { comparison } = scenario.snapshot;
  return {
    ...scenario,
    // Of one run there are more blocks than of the other.
    snapshot: {
      ...scenario.snapshot,
      comparison: comparison && {
        ...comparison,
        comparisons: comparison.comparisons.map((one) =>
          one.state === 'compared' ? { ...one, blockCounts: { baseline: 9, candidate: 6 } } : one,
        ),
      },
    },
  };
}

const allFailed = () =>
  makeComparisonRun(
    specs.slice(0, 3).map((spec, index) => {
      const failure = failed('load', "Cannot find package 'left-pad'", 'src/sort.ts', 1);
      return makeComparison({ ...spec, failure: { side: index === 0 ? 'baseline' : 'candidate', failure } }, index);
    }),
  );

export const comparisonScenarios: Readonly<Record<string, () => Scenario>> = {
  compared: () =>
    comparisonScenario(
      usual({ fileFailures: [brokenBaseline], notes: ['The dependencies of HEAD~1 were installed by npm: its lock file differs.'] }),
    ),
  'compared-clean': () => comparisonScenario(makeComparisonRun([1, 5].map((index) => makeComparison(specs[index - 1]!, index)))),
  'compared-cancelled': () =>
    comparisonScenario(makeComparisonRun([makeComparison(specs[0]!, 1), makeComparison(specs[1]!, 2)], { state: 'cancelled' })),
  'compared-nothing': () => comparisonScenario(makeComparisonRun([], { state: 'cancelled' })),
  'compared-failed': () => comparisonScenario(allFailed()),
  'compared-untrusted': () => comparisonScenario(usual(), { trusted: false }),
  'compared-removed': () => comparisonScenario(usual(), {}, { comparisons: [] }),
  'compared-separate': separate,
  'compared-hostile': hostile,
  'compared-large': large,
  comparing: () => comparisonScenario(usual(), { running: comparing }),
  preparing: () => comparisonScenario(usual(), { running: preparing }),
  'first-comparison': () => ({ runs: [], comparisons: [], snapshot: { ...empty, running: preparing } }),
};
