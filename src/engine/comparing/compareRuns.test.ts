import { describe, expect, it } from 'vitest';
import { exampleBenchmark, exampleBlocks, exampleMeasured, exampleRun } from '../../model/example.fixture.ts';
import type { EarlierResult, Run } from '../../model/run.ts';
import { seededRandom, TYPICAL_BETWEEN_RUNS } from '../stats/index.ts';
import { betweenRuns, compareRuns, type StoredRuns } from './compareRuns.ts';

const sort = exampleBenchmark(['sort']);
const parse = exampleBenchmark(['parse']);

/** Twelve blocks with a noise of half a per cent. */
function runOf(medians: Readonly<Record<string, number>>, changes: Partial<Run> = {}, seed = 1): Run {
  const { normal } = seededRandom(seed);
  const measurements = Object.entries(medians).map(([name, medianNs]) => {
    const blocks = exampleBlocks(Array.from({ length: 12 }, () => medianNs * Math.exp(0.005 * normal())));
    return exampleMeasured(exampleBenchmark([name]), { medianNs }, { blocks });
  });
  return exampleRun(measurements, changes);
}

const request = (changes: Partial<StoredRuns>): StoredRuns => ({
  baseline: runOf({ sort: 1000 }),
  candidate: runOf({ sort: 1000 }, {}, 2),
  force: false,
  isWanted: () => true,
  marginOf: () => 0.02,
  historyOf: () => [],
  ...changes,
});

const verdicts = (changes: Partial<StoredRuns>) =>
  compareRuns(request(changes)).comparisons.map((one) => [
    one.benchmark.path[0],
    one.state === 'compared' ? one.estimate.verdict : one.state,
  ]);

describe('compareRuns', () => {
  it('finds what is far slower, and does not take a few per cent for a change: runs of the same code differ', () => {
    expect(verdicts({ candidate: runOf({ sort: 1300 }, {}, 2) })).toEqual([['sort', 'slower']]);
    expect(verdicts({ candidate: runOf({ sort: 700 }, {}, 2) })).toEqual([['sort', 'faster']]);
    expect(verdicts({ candidate: runOf({ sort: 1040 }, {}, 2) })).toEqual([['sort', 'inconclusive']]);
  });

  it('says that the two were not made together, and what is in one of them only', () => {
    const { comparisons } = compareRuns(
      request({ baseline: runOf({ sort: 1000, gone: 5 }), candidate: runOf({ sort: 1000, parse: 7 }, {}, 2) }),
    );
    expect(comparisons).toMatchObject([
      { state: 'compared', design: 'separate-runs', benchmark: { id: sort.id } },
      { state: 'failed', side: 'baseline', benchmark: { id: parse.id }, failure: { kind: 'vanished' } },
      { state: 'failed', side: 'candidate', failure: { kind: 'vanished' } },
    ]);
  });

  it('refuses other environments unless forced, and marks them then', () => {
    const { environment } = exampleRun([]);
    const candidate = runOf({ sort: 1300 }, { environment: { ...environment, id: 'env-2', nodeVersion: 'v24.0.0' } }, 2);
    expect(() => compareRuns(request({ candidate }))).toThrow(/different environments.*--force/s);
    expect(compareRuns(request({ candidate, force: true }))).toMatchObject({ baselineEnvironment: { id: 'env-1' } });
  });

  it('compares only what is wanted', () => {
    const both = { sort: 1000, parse: 5 };
    const changes = { baseline: runOf(both), candidate: runOf(both, {}, 2), isWanted: ({ id }: { id: string }) => id === parse.id };
    expect(compareRuns(request(changes)).comparisons.map(({ benchmark }) => benchmark.id)).toEqual([parse.id]);
  });
});

describe('betweenRuns', () => {
  const result = (commit: string, medianNs: number, changes: Partial<EarlierResult> = {}): EarlierResult => ({
    runId: 'r',
    startedAtMs: 0,
    revision: { commit, branch: 'main', dirtyHash: null },
    environmentId: 'env-1',
    presetName: 'standard',
    loader: 'native',
    medianNs,
    interval: null,
    ...changes,
  });

  it('pools the spread within commits, and not what changed between them', () => {
    // Each commit has two results 2 % apart on the log scale: variance 0.02² / 2, as many degrees of freedom as commits.
    const history = ['a', 'b', 'c', 'd'].flatMap((commit, index) => [
      result(commit, 1000 * 2 ** index),
      result(commit, 1000 * 2 ** index * Math.exp(0.02)),
    ]);
    const { sd, degreesOfFreedom } = betweenRuns(history, 'env-1');
    expect(degreesOfFreedom).toBe(4);
    expect(sd).toBeCloseTo(Math.expm1(0.02 / Math.SQRT2), 10);
  });

  it('goes by what is typical with few repetitions, and leaves out other environments and edits', () => {
    const dirty = { revision: { commit: 'a', branch: null, dirtyHash: 'x' } };
    const history = Array.from({ length: 10 }, (_, index) => result('a', 1000 + index, index % 2 ? dirty : { environmentId: 'env-2' }));
    expect(betweenRuns([...history, result('a', 1), result('a', 2)], 'env-1')).toEqual(TYPICAL_BETWEEN_RUNS);
  });
});
