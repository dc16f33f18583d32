import { describe, expect, it } from 'vitest';
import { exampleCompared } from './comparison.fixture.ts';
import { exampleBenchmark } from './example.fixture.ts';
import { countOutcomes } from './outcomes.ts';

describe('countOutcomes', () => {
  it('blames the candidate only for what it has and cannot run', () => {
    const failed = (side: 'baseline' | 'candidate', kind: 'threw' | 'vanished' | 'load') => ({
      state: 'failed' as const,
      side,
      failure: { kind },
    });
    const counts = countOutcomes({
      comparisons: [
        exampleCompared(exampleBenchmark(['a']), { verdict: 'slower' }),
        exampleCompared(exampleBenchmark(['b']), { verdict: 'same' }),
        failed('candidate', 'threw'),
        failed('candidate', 'vanished'),
        failed('baseline', 'threw'),
        failed('baseline', 'vanished'),
        { state: 'skipped' },
      ],
      fileFailures: [failed('candidate', 'load'), failed('baseline', 'load')],
    });
    expect(counts).toEqual({ slower: 1, faster: 0, same: 1, inconclusive: 0, failed: 2, 'not comparable': 4, skipped: 1 });
  });
});
