import { describe, expect, it } from 'vitest';
import type { CollectedBenchmark } from '../model/benchmark.ts';
import type { Summary } from '../model/measurement.ts';
import type { EarlierResult } from '../model/run.ts';
import type { PanelMeasurement, PanelRun } from '../protocol/panel.ts';
import { groupResults, sortValues, type Group, type SortKey } from './results.ts';
import { arrange } from './table/arrange.ts';

function measurement(file: string, path: readonly string[], medianNs: number | null): PanelMeasurement {
  const benchmark = { id: [file, ...path].join(' > '), file, path, baseline: false } as unknown as CollectedBenchmark;
  if (medianNs === null) return { state: 'skipped', benchmark, warnings: [], reason: 'skip' };
  const intervalNs = { low: medianNs * 0.99, high: medianNs * 1.01, confidence: 0.99 };
  const summary = { medianNs, intervalNs, opsPerSecond: 1e9 / medianNs, p99Ns: medianNs * 2, heapBytesPerIteration: null, gcMs: 0 };
  return { state: 'measured', benchmark, warnings: [], summary: summary as unknown as Summary };
}

function runOf(measurements: readonly PanelMeasurement[]): PanelRun {
  const loaders = Object.fromEntries(measurements.map(({ benchmark }) => [benchmark.file, { loader: 'native', reason: '' }]));
  return { id: 'r', environment: { id: 'here' }, loaders, measurements } as unknown as PanelRun;
}

const earlier = (medianNs: number, change: Partial<EarlierResult> = {}): EarlierResult => ({
  runId: 'before',
  startedAtMs: 0,
  revision: { commit: null, branch: null, dirtyHash: null },
  environmentId: 'here',
  presetName: 'standard',
  loader: 'native',
  medianNs,
  interval: { low: medianNs * 0.99, high: medianNs * 1.01 },
  ...change,
});

const groups = groupResults(
  runOf([
    measurement('a.bench.ts', ['sort', 'slow'], 300),
    measurement('a.bench.ts', ['sort', 'fast 10'], 100),
    measurement('a.bench.ts', ['sort', 'fast 9'], 200),
    measurement('a.bench.ts', ['sort', 'skipped'], null),
    measurement('b.bench.ts', ['alone'], 150),
  ]),
  {
    'a.bench.ts > sort > slow': earlier(200),
    'a.bench.ts > sort > fast 10': earlier(200),
    'b.bench.ts > alone': earlier(1, { environmentId: 'x' }),
  },
);
const namesOf = (list: readonly Group[]): string[][] => list.map((group) => group.rows.map((row) => row.name));
describe('groupResults', () => {
  it('keeps the order of the run and compares inside a group', () => {
    expect(namesOf(groups)).toEqual([['slow', 'fast 10', 'fast 9', 'skipped'], ['alone']]);
    expect(groups[0]?.rows.map((row) => row.relative?.ratio ?? null)).toEqual([3, 1, 2, null]);
    expect(groups[1]?.rows[0]?.relative).toBeNull();
  });

  it('judges the change of each against its earlier result', () => {
    expect(groups.flatMap((group) => group.rows.map((row) => row.change?.kind ?? null))).toEqual([
      'slower',
      'faster',
      null,
      null,
      'other-environment',
    ]);
  });

  it('takes no earlier result from what every object has', () => {
    const [group] = groupResults(runOf([measurement('constructor', [], 1)]), {});
    expect(group?.rows[0]?.change).toBeNull();
  });
});

describe('sorting a run', () => {
  it('sorts by what each column shows', () => {
    const sortedBy = (key: SortKey, descending = false) =>
      namesOf(arrange(groups, { filter: '', sort: { key, descending }, grouped: true, values: sortValues }));
    expect(sortedBy('median')).toEqual([['fast 10', 'fast 9', 'slow', 'skipped'], ['alone']]);
    expect(sortedBy('median', true)).toEqual([['slow', 'fast 9', 'fast 10', 'skipped'], ['alone']]);
    expect(sortedBy('change')).toEqual([['fast 10', 'slow', 'fast 9', 'skipped'], ['alone']]);
  });
});
