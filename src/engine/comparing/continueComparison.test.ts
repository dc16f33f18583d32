import { describe, expect, it } from 'vitest';
import { exampleComparisonRun, exampleCompared } from '../../model/comparison.fixture.ts';
import type { ComparisonRun } from '../../model/comparison.ts';
import { exampleBenchmark } from '../../model/example.fixture.ts';
import { continueComparison } from './continueComparison.ts';

const sort = exampleBenchmark(['sort']);
const parse = exampleBenchmark(['parse']);
const write = exampleBenchmark(['write']);
const before = exampleComparisonRun([
  exampleCompared(sort, { verdict: 'inconclusive' }),
  exampleCompared(parse, { verdict: 'same' }),
  { state: 'skipped', benchmark: write, reason: 'skip', warnings: [] },
]);

const again = (changes: Partial<Parameters<typeof continueComparison>[1]> = {}, earlier: ComparisonRun = before) => {
  const { baseline, candidate, environment, benches } = before;
  return continueComparison(earlier, {
    baseline,
    candidate,
    environment,
    benches,
    selections: undefined,
    nameFilter: undefined,
    ...changes,
  });
};

const open = ({ earlier }: ReturnType<typeof continueComparison>) => [...earlier].filter(([, { open }]) => open).map(([id]) => id);

describe('continueComparison', () => {
  it('measures on what is inconclusive, and judges the others with it', () => {
    const continued = again();
    expect(open(continued)).toEqual([sort.id]);
    expect([...continued.earlier.keys()]).toEqual([sort.id, parse.id]);
    expect(continued.selections).toEqual([
      { file: sort.file, path: ['sort'] },
      { file: parse.file, path: ['parse'] },
    ]);
    expect(continued.earlier.get(sort.id)!.blocks).toHaveLength(9);
    expect(continued.others).toMatchObject([{ state: 'skipped', benchmark: { id: write.id } }]);
  });

  it('measures on what is asked for', () => {
    expect(open(again({ selections: [{ file: parse.file, path: ['parse'] }] }))).toEqual([parse.id]);
    expect(open(again({ nameFilter: 'PARSE' }))).toEqual([parse.id]);
    expect(open(again({ selections: [{ file: parse.file }] }))).toEqual([sort.id, parse.id]);
  });

  it('takes up nothing that was not measured in turns', () => {
    const apart = exampleComparisonRun([exampleCompared(sort, { verdict: 'inconclusive' }, { design: 'separate-runs' })]);
    expect(again({}, apart)).toEqual({ selections: [], earlier: new Map(), others: [] });
  });

  it.each([
    [{ candidate: { ...before.candidate, dirtyHash: 'd2' } }, /^Files on disk have changed/],
    [{ candidate: { ...before.candidate, commit: 'f00' } }, /^The candidate has changed/],
    [{ baseline: { ...before.baseline, commit: 'f00' } }, /^The baseline has changed/],
    [{ environment: { ...before.environment, id: 'env-2' } }, /another environment/],
    [{ benches: 'own' as const }, /other bench files/],
  ])('refuses to mix in what is not the same: %j', (changes, message) => {
    expect(() => again(changes)).toThrow(message);
  });
});
