import { exampleCompared, exampleComparisonRun } from '../../../model/comparison.fixture.ts';
import type { Comparison, ComparisonRun } from '../../../model/comparison.ts';
import { exampleBenchmark } from '../../../model/example.fixture.ts';
import type { Failure } from '../../../model/measurement.ts';
import { hostileTexts } from '../report.fixture.ts';

const PARSE = 'src/parse.bench.ts';

const failure = (changes: Partial<Failure> = {}): Failure => ({
  kind: 'threw',
  message: 'x is not a function',
  stack: '',
  location: null,
  ...changes,
});

export const failedOn = (side: 'baseline' | 'candidate', path: readonly string[], changes: Partial<Failure> = {}): Comparison => ({
  state: 'failed',
  side,
  benchmark: exampleBenchmark(path),
  failure: failure(changes),
  warnings: [],
});

const skipped = (reason: 'skip' | 'todo' | 'only-elsewhere', path: readonly string[]): Comparison => ({
  state: 'skipped',
  reason,
  benchmark: exampleBenchmark(path),
  warnings: [],
});

/** One of everything: each verdict, far and near, failures of both sides, what was skipped, warnings and notes. */
export function fullComparison(): ComparisonRun {
  const noisy = {
    code: 'noisy-machine',
    message: '7 of 9 blocks ran beside a busy process: run again when it is quiet, or use --time 30.',
    timeSeconds: 30,
  } as const;
  return exampleComparisonRun(
    [
      exampleCompared(exampleBenchmark(['sort', 'quick sort']), { baselineNs: 1234 }),
      exampleCompared(exampleBenchmark(['sort', 'merge sort of 解析木 with a name that is longer than what a terminal gives it']), {
        verdict: 'same',
        ratio: 1.002,
        baselineNs: 2345,
        p: 0.21,
        adjustedP: 0.32,
      }),
      exampleCompared(
        exampleBenchmark(['sort', 'radix sort']),
        {
          verdict: 'inconclusive',
          ratio: 1.021,
          interval: { low: 0.986, high: 1.057, confidence: 0.99 },
          p: 0.04,
          adjustedP: 0.08,
          noise: 0.031,
          smallestDetectable: 0.048,
          baselineNs: 1240,
          toSettle: { blocks: 12, seconds: 13.4 },
          twoModes: 'candidate',
        },
        {
          warnings: [
            noisy,
            {
              code: 'gc-heavy',
              message: 'Garbage collection took 31 % of the time: allocate less, and compare heap per iteration beside time.',
            },
          ],
        },
      ),
      failedOn('candidate', ['sort', 'broken'], {
        stack: 'TypeError: x is not a function\n    at sort (src/sort.ts:12:5)\n    at src/sort.bench.ts:4:7',
        location: { file: 'src/sort.ts', line: 12, column: 5 },
      }),
      failedOn('baseline', ['added'], { kind: 'vanished', message: 'The bench file does not register it.' }),
      skipped('todo', ['later']),
      skipped('only-elsewhere', ['other']),
      exampleCompared(exampleBenchmark(['parse'], {}, PARSE), { ratio: 2.3, baselineNs: 2.3e6 }, { design: 'two-processes' }),
      exampleCompared(exampleBenchmark(['parse small'], {}, PARSE), { verdict: 'faster', ratio: 0.88, baselineNs: 910, margin: 0.05 }),
      exampleCompared(
        exampleBenchmark(['parse once'], {}, PARSE),
        {
          verdict: 'inconclusive',
          ratio: 0.97,
          interval: null,
          p: null,
          adjustedP: null,
          noise: null,
          smallestDetectable: null,
          tests: null,
          baselineNs: 4.1e9,
        },
        { blocks: exampleCompared(exampleBenchmark([]), { ratio: 0.97, baselineNs: 4.1e9 }).blocks.slice(0, 2) },
      ),
    ],
    {
      notes: ['The dependencies of the baseline were installed by npm: its lock file differs.'],
      fileFailures: [
        {
          file: 'src/gone.bench.ts',
          side: 'baseline',
          failure: failure({
            kind: 'load',
            message: "Cannot find module './gone.ts'",
            location: { file: 'src/gone.bench.ts', line: 1, column: 8 },
          }),
          output: '',
        },
      ],
    },
  );
}

/** Stored runs of two machines. */
export const separateRuns = (): ComparisonRun => {
  const { environment } = exampleComparisonRun([]);
  return exampleComparisonRun([exampleCompared(exampleBenchmark(['quick sort']), {}, { design: 'separate-runs' })], {
    environment,
    baselineEnvironment: { ...environment, id: 'env-2', nodeVersion: 'v20.11.0', cores: 4, nodeFlags: ['--jitless'] },
  });
};

/** Names, messages and warnings as an attacker would write them. */
export const hostileComparisons = (): readonly Comparison[] =>
  hostileTexts.flatMap((text, i) => [
    exampleCompared(exampleBenchmark([`group ${i}`, text]), {}, { warnings: [{ code: 'loader', message: text }] }),
    exampleCompared(exampleBenchmark([text, `b ${i}`]), { verdict: 'inconclusive', toSettle: { blocks: 3, seconds: 4 } }),
    failedOn('candidate', [text, `c ${i}`], { message: text, stack: `${text}\n    at ${text}:1:1` }),
    skipped('todo', [text]),
  ]);
