/* Files as other tools write them, in small. Names and numbers are made up; the fields are those of the tools. */

const COMMITS = ['4f0c1a9b7d2e6538c1f0a4b9d8e7c6b5a4938271', 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'] as const;

const commitOf = (index: 0 | 1) => ({
  author: { email: 'ada@example.org', name: 'Ada', username: 'ada' },
  committer: { email: 'noreply@example.org', name: 'Web', username: 'web' },
  distinct: true,
  id: COMMITS[index],
  message: 'Read faster\n\nand "better"',
  timestamp: `2024-05-0${index + 1}T10:00:00+02:00`,
  tree_id: '0'.repeat(40),
  url: `https://example.org/ada/parser/commit/${COMMITS[index]}`,
});

/** Two runs of benchmark.js, and one of a custom tool with what is no time. */
export const dataJs = `window.BENCHMARK_DATA = ${JSON.stringify(
  {
    lastUpdate: 1714644000000,
    repoUrl: 'https://example.org/ada/parser',
    entries: {
      'Benchmark.js Benchmark': ([0, 1] as const).map((index) => ({
        commit: commitOf(index),
        date: 1714557600000 + index * 86_400_000,
        tool: 'benchmarkjs',
        benches: [
          { name: 'parse(small)', value: 250000 - index * 50000, range: '±1.12%', unit: 'ops/sec', extra: '91 samples' },
          { name: 'parse(large)', value: 80, range: '±2.5%', unit: 'ops/sec', extra: '68 samples' },
        ],
      })),
      'Go and custom': [
        {
          commit: commitOf(1),
          date: 1714644000000,
          tool: 'customSmallerIsBetter',
          benches: [
            { name: 'BenchmarkFib', value: 41653, unit: 'ns/op\t      16 B/op\t       1 allocs/op' },
            { name: 'cold start', value: '1.5', unit: 'Seconds', range: '3' },
            { name: 'memory', value: 100, unit: 'Megabytes' },
            { name: 'load', value: 50, unit: 'Percent' },
          ],
        },
      ],
    },
  },
  null,
  2,
)};\n`;

/** What an action with \`customSmallerIsBetter\` is given. */
export const customList = JSON.stringify([
  { name: 'p50 of login', unit: 'ms', value: 12.5, range: '0.4' },
  { name: 'bundle', unit: 'kB', value: 310 },
]);

const asvParams = {
  arch: 'x86_64',
  cpu: 'Example CPU @ 2.50GHz',
  machine: 'leopard',
  num_cpu: '8',
  os: 'Linux 6.1',
  python: '3.12',
  ram: '16265604',
};

/** Version 2: columns, trailing nulls left out, Python's NaN for what was skipped, a parameter grid. */
export const asvVersion2 = `{"commit_hash": "${COMMITS[0]}", "env_name": "virtualenv-py3.12-numpy", "date": 1714550000000, "params": ${JSON.stringify(
  asvParams,
)}, "python": "3.12", "requirements": {"numpy": ""}, "env_vars": {}, "result_columns": ["result", "params", "version", "started_at", "duration", "stats_ci_99_a", "stats_ci_99_b", "stats_q_25", "stats_q_75", "stats_number", "stats_repeat", "samples", "profile"],
"results": {
  "suite.Parse.time_small": [[1.5e-06], [], "aa", 1714560000000, 0.5, [1.4e-06], [1.6e-06], [1.45e-06], [1.55e-06], [1000], [10], [[1.4e-06, 1.5e-06, 1.6e-06]]],
  "suite.Parse.time_grid": [[0.001, 0.002, NaN, 0.004], [["10", "20"], ["'a'", "'NaN'"]], "bb", 1714559000000],
  "suite.time_failed": [null, [], "cc", 1714561000000],
  "suite.TimeImport": [[0.25], [], "dd"],
  "suite.mem_list": [[2120], [], "ee"],
  "suite.track_errors": [[3], [], "ff"]
}, "durations": {"<build>": 3.2}, "version": 2}`;

export const asvVersion1 = JSON.stringify({
  commit_hash: COMMITS[1],
  date: 1367127519000,
  params: { arch: 'x86_64', cpu: 'Old CPU (4 cores)', machine: 'cat', os: 'Linux (Fedora 20)', python: '2.7', ram: '8.2G' },
  python: '2.7',
  requirements: {},
  results: {
    'units.time_parse': 1.8e-5,
    'units.mem_unit': 344,
    'units.time_none': null,
    'other.time_parameterized': { params: [['1', '2', '3']], result: [1, 4, null] },
  },
  version: 1,
});

export const bencherMetrics = JSON.stringify({
  'adapter::json': { latency: { value: 3161.5, lower_value: 3100, upper_value: 3200 }, throughput: { value: 316_300 } },
  'send mail': { throughput: { value: 50 } },
  binary: { 'file-size': { value: 42 } },
});

const vitestTask = {
  id: '-1_0_0_0',
  name: 'native sort',
  rank: 1,
  rme: 1.5,
  samples: [],
  totalTime: 500.1,
  min: 0.0008,
  max: 0.4,
  hz: 1_000_000,
  period: 0.001,
  mean: 0.001,
  variance: 0.0001,
  sd: 0.01,
  sem: 0.0001,
  df: 499_999,
  critical: 1.96,
  moe: 0.0002,
  p75: 0.0011,
  p99: 0.002,
  p995: 0.003,
  p999: 0.01,
  sampleCount: 500_000,
  median: 0.00095,
};

/** `vitest bench --outputJson` of another machine: paths are absolute, full names begin with the file. */
export const vitestReport = JSON.stringify(
  {
    files: [
      {
        filepath: '/builds/app/src/sort.bench.ts',
        groups: [
          {
            fullName: 'src/sort.bench.ts > sort > numbers',
            benchmarks: [vitestTask, { ...vitestTask, name: 'own sort', median: undefined, mean: 0.002, samples: [0.002, 0.0021] }],
          },
          { fullName: 'src/sort.bench.ts', benchmarks: [{ ...vitestTask, name: 'failed', mean: 0, median: 0 }] },
        ],
      },
    ],
  },
  null,
  2,
);

const statistics = { aad: 1e-5, critical: 1.96, df: 193855, mad: 3e-6, max: 0.15, mean: 1.03e-4, min: 8.6e-5, moe: 2e-6, p50: 9.5e-5 };
const latency = {
  ...statistics,
  p75: 9.8e-5,
  p99: 1.47e-4,
  p995: 2e-4,
  p999: 1e-3,
  rme: 2.3,
  samplesCount: 193856,
  sd: 5e-4,
  sem: 1e-6,
  variance: 2.9e-7,
};

/** What vitest 5's `writeResult` writes. */
export const vitestBaseline = JSON.stringify({ latency, throughput: { ...latency, mean: 1.03e7 }, period: 1.03e-4, totalTime: 20 });

export const tinybenchTasks = JSON.stringify([
  {
    name: 'fast',
    result: { state: 'completed', latency, period: 1.03e-4, throughput: latency, totalTime: 20, runtime: 'node', runtimeVersion: '24.0.0' },
  },
  { name: 'broken', result: { state: 'errored', error: {}, runtime: 'node' } },
  // Version 2.
  {
    name: 'old',
    runs: 10,
    opts: {},
    result: { totalTime: 500, min: 1, max: 3, hz: 500, period: 2, samples: [1, 2, 3], mean: 2, sd: 1, p75: 3, p99: 3 },
  },
]);

export const tinybenchTable = JSON.stringify([
  {
    'Task name': 'fast',
    'Latency avg (ns)': '103.17 ± 2.32%',
    'Latency med (ns)': '95.00 ± 3.00',
    'Throughput avg (ops/s)': '10312888 ± 0.04%',
    'Throughput med (ops/s)': '10526316 ± 343249',
    Samples: 193856,
  },
  { 'Task Name': 'version 2', 'ops/sec': '1,234', 'Average Time (ns)': 810_372.77, Margin: '±0.5%', Samples: 618 },
  { 'Task name': 'broken', Error: 'no', Stack: 'Error: no\n    at x' },
]);
