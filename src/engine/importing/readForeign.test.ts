import { describe, expect, it } from 'vitest';
import { isUserError } from '../../base/errors.ts';
import { seededRandom, type SeededRandom } from '../stats/index.ts';
import * as files from './files.fixture.ts';
import { foreignFormats } from './formats/index.ts';
import { readForeign } from './readForeign.ts';

const read = (text: string, format: string | null = null, fileName = 'bench.json') => readForeign(text, format, fileName, '/projects/app');
const times = (text: string) =>
  read(text).runs.map(({ results }) => results.map(({ path, valueNs }) => [path.join(' > '), Number(valueNs.toPrecision(10))]));

describe('github-action-benchmark', () => {
  it('gives each entry of each suite as a run of its commit and date', () => {
    const { format, runs, problems } = read(files.dataJs, null, 'data.js');
    expect(format.name).toBe('github-action-benchmark');
    expect(runs.map(({ commit, measuredAtMs, machine }) => [commit?.slice(0, 7), measuredAtMs, machine.label])).toEqual([
      ['4f0c1a9', 1714557600000, 'Benchmark.js Benchmark'],
      ['a1b2c3d', 1714644000000, 'Benchmark.js Benchmark'],
      ['a1b2c3d', 1714644000000, 'Go and custom'],
    ]);
    expect(times(files.dataJs)).toEqual([
      [
        ['Benchmark.js Benchmark > parse(small)', 4000],
        ['Benchmark.js Benchmark > parse(large)', 12.5e6],
      ],
      [
        ['Benchmark.js Benchmark > parse(small)', 5000],
        ['Benchmark.js Benchmark > parse(large)', 12.5e6],
      ],
      [
        ['Go and custom > BenchmarkFib', 41653],
        ['Go and custom > cold start', 1.5e9],
      ],
    ]);
    expect(problems).toEqual([
      "a value in 'Megabytes' is not a time above 0 and was left out",
      "a value in 'Percent' is not a time above 0 and was left out",
    ]);
  });

  it('is never executed: what is no JSON is refused', () => {
    const reading = () => read('window.BENCHMARK_DATA = (() => { throw new Error("executed"); })();');
    expect(reading).toThrow(expect.objectContaining({ code: 'import-format', message: expect.stringContaining('bench.json is not JSON') }));
  });

  it('takes its custom lists, and names the place of what is broken', () => {
    expect(times(files.customList)).toEqual([[['p50 of login', 12.5e6]]]);
    const broken = {
      entries: {
        s: [{ commit: { id: 'main' }, benches: [{ name: 'a', value: 1, unit: 'ms' }, { value: 2 }, { name: 'b', value: 'x' }] }, 7],
        t: 1,
      },
    };
    expect(read(JSON.stringify(broken)).problems).toEqual([
      'entries.s[0].commit.id is not the hash of a commit: the run is imported without one',
      'entries.s[0].benches[1].name is not a text',
      'entries.s[0].benches[2].value is not a number',
      'entries.s[1].benches is not a list',
      'entries.t is not a list of runs',
    ]);
  });
});

describe('asv', () => {
  it('reads version 2: times only, parameters in the order of their product, NaN as missing', () => {
    const { format, runs, problems } = read(files.asvVersion2);
    expect(format.name).toBe('asv');
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({
      measuredAtMs: 1714559000000,
      machine: {
        cpuModel: 'Example CPU @ 2.50GHz',
        cores: 8,
        memoryBytes: 16265604 * 1024,
        os: 'Linux 6.1',
        arch: 'x86_64',
        runtime: 'Python 3.12',
      },
    });
    expect(times(files.asvVersion2)).toEqual([
      [
        ['suite.Parse > time_small', 1500],
        ["suite.Parse > time_grid(10, 'a')", 1e6],
        ["suite.Parse > time_grid(10, 'NaN')", 2e6],
        ["suite.Parse > time_grid(20, 'NaN')", 4e6],
        ['suite > TimeImport', 250e6],
      ],
    ]);
    expect(runs[0]?.results[0]).toMatchObject({ statistic: null, samples: 3, p75Ns: 1550 });
    expect(runs[0]?.results[0]?.samplesNs?.map(Math.round)).toEqual([1400, 1500, 1600]);
    expect(problems).toEqual([
      "'mem' benchmarks were left out: only asv's time benchmarks are times",
      "'track' benchmarks were left out: only asv's time benchmarks are times",
    ]);
  });

  it('reads version 1: values alone or with parameters', () => {
    const { runs } = read(files.asvVersion1);
    expect(runs[0]).toMatchObject({ measuredAtMs: 1367127519000, machine: { cores: 4, memoryBytes: 8.2 * 2 ** 30 } });
    expect(times(files.asvVersion1)).toEqual([
      [
        ['units > time_parse', 18000],
        ['other > time_parameterized(1)', 1e9],
        ['other > time_parameterized(2)', 4e9],
      ],
    ]);
  });
});

describe('bencher', () => {
  it('takes latency, else throughput, and tells what it leaves out', () => {
    const { format, problems } = read(files.bencherMetrics);
    expect(format.name).toBe('bencher');
    expect(times(files.bencherMetrics)).toEqual([
      [
        ['adapter::json', 3161.5],
        ['send mail', 20e6],
      ],
    ]);
    expect(problems).toEqual(["measures of 'file-size' were left out: only latency and throughput have a unit of time"]);
  });
});

describe('vitest', () => {
  it('finds the bench file by its path or by the full name, and takes the median where there is one', () => {
    const { format, runs, problems } = read(files.vitestReport);
    expect(format.name).toBe('vitest');
    expect(runs[0]?.results).toEqual([
      {
        file: 'src/sort.bench.ts',
        path: ['sort', 'numbers', 'native sort'],
        api: 'vitest',
        valueNs: expect.closeTo(950),
        statistic: null,
        meanNs: 1000,
        minNs: 800,
        maxNs: 400_000,
        p75Ns: expect.closeTo(1100),
        p99Ns: 2000,
        samples: 500_000,
      },
      expect.objectContaining({ path: ['sort', 'numbers', 'own sort'], valueNs: 2000, statistic: 'the mean', samplesNs: [2000, 2100] }),
    ]);
    expect(problems).toEqual(['files[0].groups[1].benchmarks[0] has neither a median nor a mean above 0: it failed or did not run']);
    const here = files.vitestReport.replaceAll('/builds/app/src', '/projects/app/packages/a/src');
    expect(read(here).runs[0]?.results[0]?.file).toBe('packages/a/src/sort.bench.ts');
  });

  it('never names a file outside of the workspace', () => {
    const outside = files.vitestReport.replaceAll('src/sort.bench.ts', '../../etc/passwd');
    expect(read(outside).runs[0]?.results.map(({ file }) => file)).toEqual([undefined, undefined]);
  });

  it("takes the file of vitest 5's writeResult, which has no name", () => {
    const { format, runs } = read(files.vitestBaseline, null, 'out/parse small.json');
    expect(format.name).toBe('vitest');
    expect(runs[0]?.results).toMatchObject([{ path: ['parse small'], valueNs: 95, samples: 193856 }]);
  });
});

describe('tinybench', () => {
  it.each([
    [
      files.tinybenchTasks,
      [
        ['fast', 95],
        ['old', 2e6],
      ],
    ],
    [
      files.tinybenchTable,
      [
        ['fast', 95],
        ['version 2', 810372.77],
      ],
    ],
    [
      `{"name": "suite", "results": ${files.tinybenchTasks}}`,
      [
        ['suite > fast', 95],
        ['suite > old', 2e6],
      ],
    ],
  ])('reads what users write of it (%#)', (text, expected) => {
    const { format, problems } = read(text);
    expect(format.name).toBe('tinybench');
    expect(times(text)).toEqual([expected]);
    expect(problems).toEqual(["'broken' has no time above 0: it failed, or did not run, or its result was not written"]);
  });

  it('says how to write results that have no names', () => {
    const results = (JSON.parse(files.tinybenchTasks) as { result: unknown }[]).slice(0, 2).map(({ result }) => result);
    const { runs, problems } = read(JSON.stringify(results));
    expect(runs).toEqual([]);
    expect(problems).toEqual([
      'a result has no name: write bench.table(), or bench.tasks.map(({ name, result }) => ({ name, result })) (2 times)',
    ]);
  });
});

describe('readForeign', () => {
  const all = [
    files.dataJs,
    files.customList,
    files.asvVersion2,
    files.asvVersion1,
    files.bencherMetrics,
    files.vitestReport,
    files.vitestBaseline,
    files.tinybenchTasks,
    files.tinybenchTable,
  ];

  it('recognises each format by itself only, and behind a byte order mark', () => {
    const names = all.map((text) => foreignFormats.filter(({ name }) => accepts(text, name)).map(({ name }) => name));
    expect(names).toEqual(all.map((text) => [read(`\uFEFF${text}`).format.name]));
  });

  const accepts = (text: string, name: string) => {
    try {
      read(text, name);
      return true;
    } catch {
      return false;
    }
  };

  it('says what a file must have that is not what it was said to be', () => {
    expect(() => read(files.customList, 'asv')).toThrow('import: bench.json is not an asv result: that is an object with "commit_hash"');
    expect(() => read('{"a": 1}')).toThrow(/is of no format that is known/);
  });

  it('counts equal problems, and tells only so many different ones', () => {
    const benches = Array.from({ length: 100 }, (_, index) => ({ name: `b${index}`, value: 1, unit: index < 50 ? 'kB' : `u${index}` }));
    const { problems } = read(JSON.stringify(benches));
    expect(problems).toHaveLength(21);
    expect(problems[0]).toBe("a value in 'kB' is not a time above 0 and was left out (50 times)");
    expect(problems.at(-1)).toBe('and 31 more problems of other kinds');
  });

  it('throws nothing but its own error, whatever the JSON', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 3000; round++) {
      const value = arbitraryJson(random, 5);
      for (const format of foreignFormats) {
        const notes: string[] = [];
        format.detect(value);
        const runs = format.read(value, { fileName: 'x.json', insideRoot: () => null, note: (problem) => notes.push(problem) });
        for (const result of runs.flatMap(({ results }) => results)) {
          expect(result.valueNs).toBeGreaterThan(0);
          expect(Number.isFinite(result.valueNs)).toBe(true);
        }
      }
    }
  });

  it('survives what is nested beyond any stack', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const text of all) {
      for (const [part] of text.matchAll(/"(?:params|requirements|benches|groups|samples|latency|result|Samples|ram|value)": ?/g)) {
        const nested = text.replace(part, `${part}${deep}, "x": `);
        expect(() => {
          try {
            read(nested);
          } catch (error) {
            if (!isUserError(error)) throw error;
          }
        }).not.toThrow();
      }
    }
  });

  it('survives files with any part replaced', () => {
    const random = seededRandom(11);
    for (const text of all) {
      const { format } = read(text);
      const whole = JSON.parse(text.replace(/^window\.BENCHMARK_DATA = |;\n$/g, '').replaceAll('NaN,', 'null,')) as unknown;
      for (let round = 0; round < 300; round++) {
        const runs = format.read(mutated(whole, random), { fileName: 'x.json', insideRoot: () => null, note: () => {} });
        expect(runs.every(({ results }) => results.length > 0)).toBe(true);
      }
    }
  });
});

/** The words that the formats look for, so that the readers get further than their first check. */
const KEYS = [
  ...['entries', 'benches', 'commit', 'id', 'name', 'unit', 'value', 'date', 'files', 'groups', 'benchmarks', 'fullName', 'filepath'],
  ...['results', 'result', 'result_columns', 'params', 'commit_hash', 'samples', 'stats_q_75', 'suite.time_a', 'latency', 'throughput'],
  ...[
    'mean',
    'median',
    'p50',
    'sd',
    'tasks',
    'Task name',
    'Latency med (ns)',
    'Samples',
    '__proto__',
    'constructor',
    'toString',
    'valueOf',
    'ram',
    'num_cpu',
    'requirements',
    'machine',
    'commit_hash',
    '',
  ],
];
const LEAVES: readonly unknown[] = [
  null,
  true,
  0,
  1,
  -1,
  1e308,
  5e-324,
  '',
  'ms',
  'ns/iter',
  'ops/sec',
  'a',
  '12',
  'NaN',
  '../..',
  'result',
  'params',
];

function arbitraryJson(random: SeededRandom, depth: number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;
  const size = Math.floor(random.uniform() * 4);
  const kind = depth === 0 ? 1 : random.uniform();
  if (kind > 0.75) return pick(LEAVES);
  if (kind > 0.4) return Array.from({ length: size }, () => arbitraryJson(random, depth - 1));
  return Object.fromEntries(Array.from({ length: size + 1 }, () => [pick(KEYS), arbitraryJson(random, depth - 1)]));
}

function mutated(value: unknown, random: SeededRandom): unknown {
  if (random.uniform() < 0.05) return arbitraryJson(random, 2);
  if (Array.isArray(value)) return value.map((entry) => mutated(entry, random));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mutated(entry, random)]));
}
