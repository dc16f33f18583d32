import { describe, expect, it } from 'vitest';
import type { PairedBlock } from '../../model/comparison.ts';
import { exampleBenchmark, exampleBlock } from '../../model/example.fixture.ts';
import { seededRandom } from '../stats/index.ts';
import { addPairedBlock, estimateOf, isDone, look, newPairState, remainingMs, reopen, type PairState } from './pairState.ts';
import { comparePlan } from './plan.ts';
import type { Sides } from './sides.ts';

const plan = comparePlan(10_000);

/** Which folders and loaders they come from does not matter here. */
const sides = {} as Sides;

const blockOf = (index: number, ratio: number): PairedBlock => ({
  index,
  baseline: exampleBlock({ index, samplesNs: [1000, 1000, 1000] }),
  candidate: exampleBlock({ index, samplesNs: [1000 * ratio, 1000 * ratio, 1000 * ratio] }),
});

function measured(name: string, ratio: number, { blocks = 6, noise = 0.002, seed = 1, blockMs = 700 } = {}): PairState {
  const { normal } = seededRandom(seed);
  const state = newPairState(exampleBenchmark([name]), sides, { margin: 0.02, design: 'one-process', earlier: undefined });
  for (let index = 0; index < blocks; index++) addPairedBlock(state, blockOf(index, ratio * Math.exp(noise * normal())));
  state.spentMs = blocks * blockMs;
  return state;
}

describe('a benchmark in a comparison', () => {
  it('is done with a verdict, which it can have at a look only', () => {
    const five = measured('a', 1.3, { blocks: 5 });
    look(five, plan);
    expect(isDone(five, plan)).toBe(false);
    addPairedBlock(five, blockOf(5, 1.3));
    look(five, plan);
    expect(isDone(five, plan)).toBe(true);
    expect(estimateOf(five, plan, true)).toMatchObject({ verdict: 'slower' });
    expect(remainingMs(five, plan)).toBe(0);

    const seven = measured('a', 1.3, { blocks: 7 });
    look(seven, plan);
    expect(seven.settled).toBe(false);
  });

  it('goes on where the verdict is clear, and by how much is not', () => {
    const wide = measured('a', 1 / 30, { noise: 0.3 });
    look(wide, plan);
    const { verdict, interval } = estimateOf(wide, plan, false)!;
    expect(verdict).toBe('faster');
    expect(interval!.high / interval!.low).toBeGreaterThan(2);
    expect(isDone(wide, plan)).toBe(false);
    wide.spentMs = plan.budgetMs;
    expect(isDone(wide, plan)).toBe(true);
  });

  it('is done when its time is spent, and gets twice as much where it has too few blocks for a verdict', () => {
    expect(isDone(measured('a', 1, { blocks: 8, blockMs: 1250 }), plan)).toBe(true);
    expect(isDone(measured('a', 1, { blocks: 8, blockMs: 1000 }), plan)).toBe(false);
    expect(isDone(measured('a', 1, { blocks: 3, blockMs: 4000 }), plan)).toBe(false);
    expect(isDone(measured('a', 1, { blocks: 4, blockMs: 5000 }), plan)).toBe(true);
  });

  it('is done when it failed', () => {
    const failed = measured('a', 1, { blocks: 1 });
    failed.failure = { side: 'candidate', failure: { kind: 'threw', message: 'no', stack: '' } };
    expect(isDone(failed, plan)).toBe(true);
  });

  it('has no estimate of what took no time', () => {
    const state = newPairState(exampleBenchmark(['nothing']), sides, { margin: 0.02, design: 'one-process', earlier: undefined });
    addPairedBlock(state, { index: 0, baseline: exampleBlock({ samplesNs: [0, 0] }), candidate: exampleBlock({ samplesNs: [0, 0] }) });
    expect(estimateOf(state, plan, true)).toBeNull();
  });

  it('counts earlier blocks, and its time and blocks without them', () => {
    const { blocks } = measured('a', 1.01, { blocks: 12 });
    const state = newPairState(exampleBenchmark(['a']), sides, {
      margin: 0.02,
      design: 'one-process',
      earlier: { design: 'one-process', blocks, open: true },
    });
    expect(isDone(state, plan)).toBe(false);
    expect(estimateOf(state, plan, true)!.ratio).toBeCloseTo(1.01, 2);
    const closed = newPairState(exampleBenchmark(['a']), sides, {
      margin: 0.02,
      design: 'one-process',
      earlier: { design: 'one-process', blocks, open: false },
    });
    expect(isDone(closed, plan)).toBe(true);
  });
});

describe('reopen', () => {
  it('opens what does not stand among many, while there is time', async () => {
    // Alone it is slower; as one of twenty it is what luck makes of one in a hundred.
    const close = measured('close', 1.03, { noise: 0.003, seed: 1 });
    look(close, plan);
    expect(close.settled).toBe(true);
    expect(await reopen([close], plan)).toEqual([]);
    const others = Array.from({ length: 40 }, (_, index) => measured(`same ${index}`, 1, { seed: index + 10 }));
    for (const other of others) look(other, plan);
    expect(await reopen([close, ...others], plan)).toEqual([close]);
    expect(close.settled).toBe(false);

    close.spentMs = plan.budgetMs;
    close.settled = true;
    expect(await reopen([close, ...others], plan)).toEqual([]);
  });
});
