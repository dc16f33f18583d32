import { randomUUID } from 'node:crypto';
import { exampleCompared, exampleComparisonRun } from '../../model/comparison.fixture.ts';
import type { ComparisonRun } from '../../model/comparison.ts';
import { benchmarkOf, headerOf, loadFailure, nativeLoader, quietMachine, START_MS } from './run.fixture.ts';

/** A comparison run as the engine makes one, for tests: every kind of comparison and every field that can be null. */
export function wholeComparison(changes: Partial<ComparisonRun> = {}): ComparisonRun {
  const failure = { kind: 'threw', message: 'no\u0000 ü', stack: '', location: null } as const;
  const unsettled = { p: null, adjustedP: null, noise: null, smallestDetectable: null, tests: null, interval: null };
  const comparisons: ComparisonRun['comparisons'] = [
    exampleCompared(benchmarkOf('slow'), {}, { warnings: [{ code: 'two-processes', message: 'Apart.' }], design: 'two-processes' }),
    exampleCompared(benchmarkOf('alike'), { verdict: 'same', ratio: 1.001 }),
    exampleCompared(
      benchmarkOf('open'),
      { ...unsettled, verdict: 'inconclusive', ratio: 1.01, twoModes: 'ratio', toSettle: { blocks: 9, seconds: 4.5 } },
      { blocks: [] },
    ),
    // Took no time on one side.
    exampleCompared(benchmarkOf('nothing'), { ...unsettled, verdict: 'inconclusive', ratio: Infinity, baselineNs: 0, candidateNs: NaN }),
    { state: 'failed', benchmark: benchmarkOf('throws'), side: 'candidate', warnings: [], failure },
    { state: 'failed', benchmark: benchmarkOf('fixed'), side: 'baseline', warnings: [], failure },
    { state: 'failed', benchmark: benchmarkOf('gone'), side: 'candidate', warnings: [], failure: { ...failure, kind: 'vanished' } },
    { state: 'skipped', benchmark: benchmarkOf('later', { mode: 'todo', line: null }), warnings: [], reason: 'todo' },
  ];
  return exampleComparisonRun(comparisons, {
    id: randomUUID(),
    startedAtMs: START_MS,
    source: 'cli',
    environment: headerOf().environment,
    machine: quietMachine,
    loaders: { 'src/sort.bench.ts': nativeLoader },
    fileFailures: [
      { ...loadFailure, side: 'baseline' },
      { ...loadFailure, file: 'src/other.bench.ts', side: 'candidate' },
    ],
    notes: ['The dependencies of HEAD~1 were installed.'],
    ...changes,
  });
}
