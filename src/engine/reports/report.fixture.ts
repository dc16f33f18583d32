import { exampleBenchmark, exampleBlocks, exampleMeasured, exampleRun } from '../../model/example.fixture.ts';
import type { Failure, Measurement, Summary } from '../../model/measurement.ts';
import type { EarlierResult, Run } from '../../model/run.ts';

const SORT = 'src/sort.bench.ts';

/** A measurement whose numbers all follow from its median. */
export function measured(path: readonly string[], medianNs: number, file = SORT, summary: Partial<Summary> = {}): Measurement {
  return exampleMeasured(
    exampleBenchmark(path, {}, file),
    {
      medianNs,
      meanNs: medianNs * 1.01,
      p75Ns: medianNs * 1.1,
      p99Ns: medianNs * 1.3,
      minNs: medianNs * 0.95,
      maxNs: medianNs * 2,
      opsPerSecond: 1e9 / medianNs,
      intervalNs: { low: medianNs * 0.99, high: medianNs * 1.01, confidence: 0.99 },
      ...summary,
    },
    { blocks: exampleBlocks([medianNs * 0.99, medianNs, medianNs * 1.02]) },
  );
}

export function failed(
  path: readonly string[],
  failure: Partial<Failure> = {},
  changes: { output?: string; line?: number | null } = {},
): Measurement {
  const { output = '', line = 3 } = changes;
  return {
    state: 'failed',
    benchmark: exampleBenchmark(path, { line, column: line === null ? null : 1 }),
    warnings: [],
    output,
    blocks: [],
    summary: null,
    failure: { kind: 'threw', message: 'x is not a function', stack: '', location: null, ...failure },
  };
}

/** One of everything: a group, a failure with output, a skipped one, two files, a file that does not load, warnings. */
export function fullRun(): Run {
  const noisy = (path: readonly string[], medianNs: number, relativeError: number): Measurement =>
    ({
      ...measured(path, medianNs, SORT, {
        relativeError,
        intervalNs: { low: medianNs * (1 - relativeError), high: medianNs * (1 + relativeError), confidence: 0.99 },
      }),
      blocks: exampleBlocks([medianNs * 0.9, medianNs, medianNs * 1.1], { waitedShare: 0.2 }),
      warnings: [
        {
          code: 'noisy-machine',
          message: `3 of 3 blocks ran beside a busy process, and the interval is ± ${relativeError * 100} %: run again when it is quiet, or use --time 20.`,
          timeSeconds: 20,
        },
        {
          code: 'gc-heavy',
          message: 'Garbage collection took 31 % of the time: allocate less, and compare heap per iteration beside time.',
        },
      ],
    }) as Measurement;
  const threw = {
    message: 'x is not a function',
    stack: 'TypeError: x is not a function\n    at sort (src/sort.ts:12:5)\n    at src/sort.bench.ts:4:7',
    location: { file: 'src/sort.ts', line: 12, column: 5 },
  };
  return exampleRun(
    [
      measured(['sort', 'quick sort'], 1234),
      noisy(['sort', 'merge sort of 解析木 with a name that is longer than what a terminal gives it'], 2345, 0.12),
      noisy(['sort', 'radix sort'], 1240, 0.08),
      failed(['sort', 'broken'], threw, { output: 'starting\n\u001b[31mred\u001b[0m\n' }),
      { state: 'skipped', reason: 'todo', benchmark: exampleBenchmark(['later']), warnings: [], output: '' },
      measured(['parse'], 2.3e6, 'src/parse.bench.ts', { intervalNs: null, relativeError: null, heapBytesPerIteration: null }),
    ],
    {
      loaders: {
        [SORT]: { loader: 'native', reason: 'no Vite config' },
        'src/parse.bench.ts': { loader: 'vite', reason: 'aliases in vite.config.ts' },
      },
      fileFailures: [
        {
          file: 'src/gone.bench.ts',
          failure: {
            kind: 'load',
            message: "Cannot find module './gone.ts'",
            stack: '',
            location: { file: 'src/gone.bench.ts', line: 1, column: 8 },
          },
          output: '',
        },
      ],
    },
  );
}

/** Earlier results of `fullRun`: one slower than now, one about the same, one of another environment. */
export function fullEarlier(): Record<string, EarlierResult> {
  const earlier = (medianNs: number, halfWidth: number, environmentId = 'env-1'): EarlierResult => ({
    runId: 'r0',
    startedAtMs: 0,
    revision: { commit: null, branch: null, dirtyHash: null },
    environmentId,
    presetName: 'standard',
    loader: 'native',
    medianNs,
    interval: { low: medianNs - halfWidth, high: medianNs + halfWidth },
  });
  const [quick, merge, radix] = fullRun().measurements.map((measurement) => measurement.benchmark.id);
  return { [quick!]: earlier(1500, 10), [merge!]: earlier(2340, 30), [radix!]: earlier(1200, 10, 'env-2') };
}

/** Names and messages as an attacker would write them. */
export const hostileTexts: readonly string[] = [
  '\u001b[2J\u001b]0;title\u0007\u009b31m',
  '\u202egnp.exe\u2066',
  '<img src=x onerror=alert(1)>',
  '| a | b |\n| - | - |\r\n# heading',
  '`code` ``two`` \\` \\|',
  '@everyone #1 [link](javascript:alert(1)) ![i](http://x.y/z.png) www.evil.example',
  '=HYPERLINK("http://evil.example","x")',
  '\t@SUM(1)',
  '"quoted", comma',
  '__proto__',
  '👩‍👩‍👧'.repeat(40),
  'x'.repeat(10_000),
  '\ud800 lone',
  '',
];

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** Fields of a JSON Schema that nobody explained. */
export function undescribedFields(schema: object): string[] {
  const undescribed: string[] = [];
  const visit = (node: SchemaNode, name: string) => {
    for (const [key, child] of Object.entries(node.properties ?? {})) {
      if (child.description === undefined) undescribed.push(`${name}.${key}`);
      visit(child, `${name}.${key}`);
    }
    if (node.items) visit(node.items, `${name}[]`);
    for (const child of node.anyOf ?? []) visit(child, name);
  };
  visit(schema, '');
  return undescribed;
}
