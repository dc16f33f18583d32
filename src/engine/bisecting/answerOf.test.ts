import { describe, expect, it } from 'vitest';
import { exampleCompared } from '../../model/comparison.fixture.ts';
import type { Comparison } from '../../model/comparison.ts';
import { exampleBenchmark } from '../../model/example.fixture.ts';
import type { Failure } from '../../model/measurement.ts';
import { answerOf } from './answerOf.ts';

const benchmark = exampleBenchmark(['a']);
const compared = exampleCompared(benchmark);
const failure = (kind: Failure['kind']): Failure => ({ kind, message: 'it broke\nin two', stack: '', location: null });
const failedOn = (side: 'baseline' | 'candidate', kind: Failure['kind']): Comparison => ({
  state: 'failed',
  benchmark,
  warnings: [],
  side,
  failure: failure(kind),
});
const answer = (...comparisons: readonly Comparison[]) => answerOf({ comparisons, fileFailures: [] }, benchmark.id);

describe('answerOf', () => {
  it('is the log of the ratio, with what the blocks say of its error', () => {
    if (compared.state !== 'compared') throw new Error('no comparison');
    const estimate = { ...compared.estimate, ratio: 1.2, noise: 0.03 };
    const blocks = compared.blocks.slice(0, 1);
    expect(answer({ ...compared, estimate, blocks })).toEqual({ kind: 'value', logTime: Math.log(1.2), logError: 0.03 });
    expect(answer({ ...compared, estimate: { ...estimate, noise: null }, blocks })).toEqual({ kind: 'value', logTime: Math.log(1.2) });
  });

  it('tells a timeout from a commit that is broken', () => {
    expect(answer(failedOn('candidate', 'timeout'))).toEqual({ kind: 'timeout' });
    expect(answer(failedOn('candidate', 'threw'))).toEqual({ kind: 'broken', message: 'it broke' });
    expect(answer()).toEqual({ kind: 'broken', message: 'it is not declared' });
    const fileFailures = [{ file: benchmark.file, side: 'candidate', failure: failure('load'), output: '' } as const];
    expect(answerOf({ comparisons: [], fileFailures }, benchmark.id)).toEqual({ kind: 'broken', message: 'it broke' });
  });

  it('blames no commit for what fails at the good end, or is not to run', () => {
    expect(() => answer(failedOn('baseline', 'threw'))).toThrow(/failed at the good end .*: it broke/);
    expect(() => answer({ state: 'skipped', benchmark, warnings: [], reason: 'todo' })).toThrow(/is marked todo, so it cannot be searched/);
  });
});
