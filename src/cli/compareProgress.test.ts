import { describe, expect, it } from 'vitest';
import type { CompareEvent } from '../model/comparison.ts';
import { exampleBenchmark } from '../model/example.fixture.ts';
import { createCompareProgress } from './compareProgress.ts';
import { fakeTerminal, fakeTime, lastLine } from './terminal.fixture.ts';

const { clock } = fakeTime();

const progressed = (name: string, done: number, ratio: number | null): CompareEvent => ({
  kind: 'progress',
  benchmark: exampleBenchmark(['sort', name]),
  blocks: ratio === null ? 1 : 6,
  ratio,
  done,
  total: 2,
  remainingMs: 65_000,
});

describe('the progress of a comparison', () => {
  it('is in a log what is prepared, how long it will take, and a line for each benchmark that is done', () => {
    const { terminal, written } = fakeTerminal({ live: false });
    const progress = createCompareProgress(terminal, clock);
    progress.show({ kind: 'preparing', message: 'Checking out v1\u001b[2J' });
    progress.show(progressed('quick', 0, null));
    progress.show(progressed('merge', 0, 1.2));
    progress.show(progressed('quick', 1, 1.0312));
    progress.show(progressed('merge', 1, 1.2));
    progress.show(progressed('merge', 2, 0.9996));
    progress.cancelling();
    progress.dispose();
    expect(written).toEqual([
      'Checking out v1\\u001b[2J\n',
      'Comparing 2 benchmarks, about 1 min 5 s\n',
      '[1/2] sort > quick  6 blocks  +3.1 %\n',
      '[2/2] sort > merge  6 blocks  -0.04 %\n',
      'Interrupted: ending the benchmark that runs\n',
    ]);
  });

  it.each([
    [null, '1 block'],
    // As everywhere else: no change has no sign, and manifold is no percentage.
    [1, '6 blocks  0 %'],
    [12.34, '6 blocks  12.3x'],
  ])('says of a ratio of %s so far: %s', (ratio, text) => {
    const { terminal, written } = fakeTerminal({ live: true, width: 120 });
    const progress = createCompareProgress(terminal, clock);
    progress.show(progressed('quick', 0, ratio));
    expect(lastLine(written)).toBe(`[1/2]  1 min 5 s left  sort > quick  ${text}`);
    progress.dispose();
  });
});
