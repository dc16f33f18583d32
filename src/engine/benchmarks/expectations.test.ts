import { describe, expect, it } from 'vitest';
import { benchmarkId } from '../../model/benchmark.ts';
import type { Summary } from '../../model/measurement.ts';
import type { Expectation } from '../../protocol/harness.ts';
import { judgeExpectation } from './expectations.ts';

const file = 'a.bench.ts';
const side = (name: string) => ({ kind: 'benchmark', path: [name], ordinal: 1 }) as const;

function summaries(times: Record<string, readonly [low: number, median: number, high: number] | number>) {
  const byId = new Map(
    Object.entries(times).map(([name, time]) => {
      const [low, medianNs, high] = typeof time === 'number' ? [null, time, null] : time;
      const intervalNs = low === null || high === null ? null : { low, high, confidence: 0.99 };
      return [benchmarkId(file, [name]), { medianNs, intervalNs } as Summary];
    }),
  );
  return (id: string) => byId.get(id);
}

const faster: Expectation = { relation: 'faster', negated: false, actual: side('a'), expected: side('b'), delta: 0, stack: '' };
const slower: Expectation = { ...faster, relation: 'slower' };

describe('judgeExpectation', () => {
  it('holds when the medians are on the right side', () => {
    const of = summaries({ a: [90, 100, 110], b: [180, 200, 220] });
    expect(judgeExpectation(faster, file, of).kind).toBe('holds');
    expect(judgeExpectation({ ...slower, actual: side('b'), expected: side('a') }, file, of).kind).toBe('holds');
  });

  it('is broken only when the intervals leave no doubt', () => {
    const clear = judgeExpectation(faster, file, summaries({ a: [300, 310, 320], b: [180, 200, 220] }));
    expect(clear).toEqual({
      kind: 'broken',
      message: "'a' was expected to be faster than 'b': 310 ns (300 to 320 ns) against 200 ns (180 to 220 ns).",
    });
    expect(judgeExpectation(faster, file, summaries({ a: [150, 210, 320], b: [180, 200, 220] })).kind).toBe('unclear');
    expect(judgeExpectation(faster, file, summaries({ a: 310, b: 200 })).kind).toBe('unclear');
  });

  it('asks for the difference that delta names, in the sense of vitest', () => {
    // 80 is below 100, but not below 100 * (1 - 0.5).
    const of = summaries({ a: [79, 80, 81], b: [99, 100, 101] });
    expect(judgeExpectation({ ...faster, delta: 0.1 }, file, of).kind).toBe('holds');
    expect(judgeExpectation({ ...faster, delta: 0.5 }, file, of).kind).toBe('broken');
    // 100 is above 80 * (1 + 0.2), but not above 80 * (1 + 0.5).
    const other = { ...slower, actual: side('b'), expected: side('a') };
    expect(judgeExpectation({ ...other, delta: 0.2 }, file, of).kind).toBe('holds');
    expect(judgeExpectation({ ...other, delta: 0.5 }, file, of).kind).toBe('broken');
  });

  it('turns round with not', () => {
    const of = summaries({ a: [90, 100, 110], b: [180, 200, 220] });
    expect(judgeExpectation({ ...faster, negated: true }, file, of).kind).toBe('broken');
    expect(judgeExpectation({ ...slower, negated: true }, file, of).kind).toBe('holds');
    const overlapping = summaries({ a: [90, 100, 210], b: [95, 200, 220] });
    expect(judgeExpectation({ ...faster, negated: true }, file, overlapping).kind).toBe('unclear');
  });

  it('compares with a stored result, and leaves alone what was not measured', () => {
    const of = summaries({ a: [90, 100, 110] });
    const stored = { kind: 'stored', name: 'last week', meanNs: 50 } as const;
    expect(judgeExpectation({ ...faster, expected: stored }, file, of).kind).toBe('broken');
    expect(judgeExpectation(faster, file, of).kind).toBe('not-judged');
  });
});
