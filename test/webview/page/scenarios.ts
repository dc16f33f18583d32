import type { EarlierResult, Run } from '../../../src/model/run.ts';
import type { PanelProgress, PanelSnapshot } from '../../../src/protocol/panel.ts';
import { toPanelRun } from '../../../src/protocol/panel.ts';
import { comparisonScenarios } from './comparisonScenarios.ts';
import { earlierOf, environment, makeMeasurement, makeRun, type Spec } from './fixtures.ts';
import { hintScenarios } from './hintScenarios.ts';
import { historyScenarios } from './historyScenarios.ts';
import { monitorScenarios } from './monitorScenarios.ts';
import { empty, failed, hostileNames, type Scenario } from './scenario.ts';

const sorting = ['sorting 1,000 numbers'];
const words = ['words', 'counting'];
const specs: readonly Spec[] = [
  { file: 'bench/array.bench.ts', path: [...sorting, 'Array.sort'], medianNs: 61_300, baseline: true, line: 12 },
  { file: 'bench/array.bench.ts', path: [...sorting, 'toSorted'], medianNs: 61_800, line: 16, spread: 0.03 },
  { file: 'bench/array.bench.ts', path: [...sorting, 'quicksort by hand'], medianNs: 48_900, line: 20 },
  {
    file: 'bench/array.bench.ts',
    path: [...sorting, 'insertion sort'],
    medianNs: 232_000,
    line: 24,
    warnings: [
      { code: 'noisy-machine', message: '3 of 8 blocks ran beside a busy process: run again when it is quiet, or use --time 20.' },
    ],
  },
  { file: 'bench/count.bench.ts', path: [...words, 'split and Map'], medianNs: 1_840_000, line: 8, heapBytes: 1_240_000 },
  {
    file: 'bench/count.bench.ts',
    path: [...words, 'regular expression'],
    medianNs: 2_960_000,
    line: 14,
    heapBytes: 2_100_000,
    warnings: [
      { code: 'bimodal', message: 'The block medians fall into two groups, 9 % apart: look at “Samples over time”.' },
      { code: 'gc-heavy', message: 'A fifth of the time went into garbage collections: allocate less, or measure with a larger heap.' },
    ],
    output: 'warming the cache\n42 stop words loaded\n',
  },
  { file: 'bench/count.bench.ts', path: [...words, 'one pass over bytes'], medianNs: 412_000, line: 20, heapBytes: 0 },
  { file: 'bench/count.bench.ts', path: ['words', 'stemming', 'Porter'], line: 31, skipped: 'todo' },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse 10 rows'],
    medianNs: 3120,
    line: 5,
    parameters: { rows: '10' },
    budget: { medianNs: 4000, heapBytes: 10_000 },
  },
  { file: 'bench/csv.bench.ts', path: ['parse 1,000 rows'], medianNs: 318_000, line: 5, parameters: { rows: '1000' } },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse 100,000 rows'],
    medianNs: 36_400_000,
    line: 5,
    parameters: { rows: '100000' },
    budget: { medianNs: 30_000_000 },
    failure: failed('over-budget', 'The median is 36.4 ms (36.1 to 36.7 ms); the budget is 30 ms.', 'bench/csv.bench.ts', 5),
  },
  {
    file: 'bench/csv.bench.ts',
    path: ['parse with a quote inside'],
    line: 29,
    failure: failed('threw', "Cannot read properties of undefined (reading 'length')", 'src/csv.ts', 57),
  },
  { file: 'bench/csv.bench.ts', path: ['parse from a stream'], line: 37, skipped: 'skip' },
  { file: 'bench/noop.bench.ts', path: ['an empty function'], medianNs: 0.31, line: 3, heapBytes: null },
];

function usual(): { run: Run; older: Run; earlier: Record<string, EarlierResult> } {
  const measurements = specs.map((spec, index) => makeMeasurement(spec, index + 1));
  const [arraySort, toSorted, quick, , split, regular, bytes, , ten] = measurements;
  const earlier = Object.fromEntries([
    earlierOf(arraySort!, 1.001),
    earlierOf(toSorted!, 1.12),
    earlierOf(quick!, 0.93),
    earlierOf(split!, 1.004),
    earlierOf(regular!, 0.42),
    earlierOf(bytes!, 2, { environmentId: 'elsewhere' }),
    earlierOf(ten!, 1.3, { loader: 'vite' }),
  ]);
  const older = makeRun(measurements.slice(0, 4), {
    id: '01997a2d-0000-7000-8000-000000000001',
    startedAtMs: Date.UTC(2026, 10, 21, 12, 40),
    state: 'cancelled',
    revision: { commit: 'f6a6be1000', branch: 'main', dirtyHash: null },
  });
  return { run: makeRun(measurements), older, earlier };
}

const withRun = (run: Run, change: Partial<PanelSnapshot> = {}, runs = [run]): Scenario => ({
  runs,
  snapshot: { ...empty, run: toPanelRun(run), ...change },
});

/** What is shown of the metrics depends on how long ago it was. */
function besideMonitor(hoursAgo: number): Scenario {
  const { run } = usual();
  const stolen = {
    code: 'stolen-cpu',
    message: 'Others had <b>half</b> of it.',
    value: 0.5,
    extreme: 0.6,
    atMs: 0,
    lastedMs: 9000,
  } as const;
  const startedAtMs = Date.now() - hoursAgo * 3_600_000;
  return { ...monitorScenarios['monitor']!(), ...withRun({ ...run, startedAtMs, machine: { ...run.machine, warnings: [stolen] } }) };
}

const progress: PanelProgress = {
  label: 'All benchmarks',
  done: 4,
  total: 14,
  remainingMs: 41_000,
  current: {
    kind: 'progress',
    benchmark: makeMeasurement(specs[4]!, 5).benchmark,
    blocks: 3,
    maxBlocks: 24,
    medianNs: 1_842_000,
    relativeError: 0.021,
    done: 4,
    total: 14,
    remainingMs: 41_000,
  },
  comparing: null,
};

function hostile(): Scenario {
  const measurements = hostileNames.map((name, index) =>
    makeMeasurement(
      {
        file: `bench/<b>${index % 2}</b>&amp;.bench.ts`,
        path: [`group <i>${index % 3}</i>`, name],
        medianNs: 1000 * (index + 1),
        output: '<b>bold?</b> \u001b[31mred\u001b[0m',
        warnings: [{ code: 'loader', message: '<u>underlined?</u>' }],
        parameters: { '<s>key</s>': '<s>value</s>' },
        ...(index === 0 ? { failure: failed('threw', '<img src=x onerror="globalThis.hacked = true">', 'src/<x>.ts', 1) } : {}),
      },
      index + 1,
    ),
  );
  const run = makeRun(measurements, {
    revision: { commit: '<b>1234567</b>', branch: '<b>branch</b>', dirtyHash: null },
    fileFailures: [{ file: 'bench/<p>.bench.ts', failure: failed('load', '<b>no</b>', 'bench/<p>.bench.ts', 1), output: '<b>out</b>' }],
  });
  return withRun(run, { historyProblem: '<b>because</b>' });
}

/** 500 benchmarks; the samples of a detail are made when they are asked for, 20 blocks of 1,000. */
function large(): Scenario {
  const measurements = Array.from({ length: 500 }, (_, index) =>
    makeMeasurement(
      {
        file: `bench/part${Math.floor(index / 50)}.bench.ts`,
        path: [`group ${Math.floor(index / 10)}`, `benchmark ${index}`],
        medianNs: 1000 + ((index * 7919) % 5000),
        blocks: 6,
        samples: 20,
      },
      index + 1,
    ),
  );
  const full = makeMeasurement(
    { file: 'bench/part0.bench.ts', path: ['group 0', 'benchmark 0'], medianNs: 1000, blocks: 20, samples: 1000 },
    1,
  );
  return withRun(makeRun([full, ...measurements.slice(1)]));
}

const fileFailure = {
  file: 'bench/broken.bench.ts',
  failure: failed('load', "Cannot find module './gone.ts' imported from bench/broken.bench.ts", 'bench/broken.bench.ts', 2),
  output: 'loading…\n',
};

/** A comparison newer than two runs. */
function mixed(): Scenario {
  const { run, older } = usual();
  const compared = comparisonScenarios['compared']!();
  return { ...compared, runs: [run, older], snapshot: { ...compared.snapshot, run: toPanelRun(run) } };
}

export const scenarios: Readonly<Record<string, () => Scenario>> = {
  ...comparisonScenarios,
  ...historyScenarios,
  ...hintScenarios,
  ...monitorScenarios,
  mixed,
  usual: () => {
    const { run, older, earlier } = usual();
    return withRun({ ...run, fileFailures: [fileFailure] }, { earlier }, [{ ...run, fileFailures: [fileFailure] }, older]);
  },
  'beside-monitor': () => besideMonitor(2),
  'beside-monitor-long-ago': () => besideMonitor(31 * 24),
  running: () => {
    const { run, earlier } = usual();
    return withRun({ ...run, state: 'running', measurements: run.measurements.slice(0, 4) }, { earlier, running: progress });
  },
  cancelled: () => withRun(usual().older),
  interrupted: () =>
    withRun(
      makeRun(usual().run.measurements.slice(0, 2), {
        state: 'interrupted',
        machine: { otherLoad: 0.37, cpuPressure: 0.21, frequencyMhz: null, throttled: true },
      }),
      { historyProblem: 'the store of this repository was written by a newer Laptime; update this one to read it.' },
    ),
  elsewhere: () => withRun(makeRun(usual().run.measurements.slice(0, 2), { state: 'running' })),
  untrusted: () => withRun(usual().run, { trusted: false }),
  hostile,
  large,
  'no-results': () => withRun(makeRun([], { state: 'cancelled' })),
  looking: () => ({ runs: [], snapshot: { ...empty, benchFileCount: null } }),
  'no-files': () => ({ runs: [], snapshot: { ...empty, benchFileCount: 0 } }),
  'not-run': () => ({ runs: [], snapshot: empty }),
  'not-trusted': () => ({ runs: [], snapshot: { ...empty, trusted: false } }),
  'first-run': () => ({ runs: [], snapshot: { ...empty, running: { ...progress, done: 0, current: null, remainingMs: null } } }),
  // The run was removed from the store while it was shown.
  removed: () => withRun(usual().run, {}, []),
  'other-environment': () => {
    const { run, earlier } = usual();
    return withRun({ ...run, environment: { ...environment, id: 'new' } }, { earlier });
  },
};
