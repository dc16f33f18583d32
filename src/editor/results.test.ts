import { describe, expect, it } from 'vitest';
import { exampleCompared, exampleComparisonRun, exampleRevision } from '../model/comparison.fixture.ts';
import { exampleBenchmark } from '../model/example.fixture.ts';
import type { Folder } from './folders.ts';
import { Results } from './results.ts';

const benchmark = exampleBenchmark(['sort']);
const { id } = benchmark;
/** A folder whose editor has no store. */
const folder = { engineIfMade: { historyProblem: () => 'no node:sqlite' } } as unknown as Folder;

const fail = (error: unknown): never => {
  throw error;
};
const comparison = (startedAtMs: number, changes: Parameters<typeof exampleComparisonRun>[1] = {}) =>
  exampleComparisonRun([exampleCompared(benchmark)], { id: `c${startedAtMs}`, startedAtMs, ...changes });

describe('Results without a store', () => {
  it('remember what comparisons of this session said, newest first', () => {
    const results = new Results(fail);
    let changes = 0;
    results.onDidChange(() => (changes += 1));
    results.addComparison(folder, comparison(1));
    results.addComparison(folder, comparison(2));
    expect(results.comparisons(folder, id, 5).map(({ runId }) => runId)).toEqual(['c2', 'c1']);
    expect(results.comparisons(folder, id, 1)).toMatchObject([{ verdict: 'slower', ratio: 1.031, baseline: { name: 'HEAD~1' } }]);
    expect(results.comparisons(folder, 'another', 5)).toEqual([]);
    expect(changes).toBe(2);
  });
});

describe('the verdict on what is on disk', () => {
  it('is the newest, however many commits were compared with each other since', () => {
    const results = new Results(fail);
    results.addComparison(folder, comparison(1));
    results.addComparison(folder, comparison(2, { candidate: exampleRevision({ name: 'v1.0' }) }));
    expect(results.verdict(folder, id)?.runId).toBe('c1');
    expect(results.verdict(folder, 'another')).toBeNull();
  });

  it('gives way to a newer run', () => {
    const folderWith = (measuredAtMs: number, comparedAtMs: number) =>
      ({
        engineIfMade: {
          historyProblem: () => null,
          history: () => [{ startedAtMs: measuredAtMs }],
          comparisonHistory: () => [{ startedAtMs: comparedAtMs, candidate: { name: 'work tree' } }],
        },
      }) as unknown as Folder;
    const results = new Results(fail);
    expect(results.verdict(folderWith(5, 4), id)).toBeNull();
    expect(results.verdict(folderWith(4, 5), id)).toMatchObject({ startedAtMs: 5 });
  });
});
