import { describe, expect, it } from 'vitest';
import { exampleBlock } from '../../model/example.fixture.ts';
import type { SideReport } from '../../protocol/harness.ts';
import { toPairedBlock } from './pairBlock.ts';

const ROUNDS = 20;

/** Batches of 100 iterations of 1,000 ns. */
function side(changes: Partial<SideReport> & { readonly bytes?: number | null; readonly samplesNs?: readonly number[] } = {}): SideReport {
  const { bytes = 0, samplesNs = Array.from({ length: ROUNDS }, () => 1000), ...rest } = changes;
  const { index: _index, ...report } = exampleBlock({
    samplesNs,
    sampleAtMs: samplesNs.map((_, at) => at),
    iterationsPerSample: 100,
    heapBytesPerIteration: bytes,
  });
  return { report, waiting: samplesNs.map(() => 0), collectingNs: samplesNs.map(() => 0), ...rest };
}

const fill = (value: number, at: Readonly<Record<number, number>> = {}) => Array.from({ length: ROUNDS }, (_, index) => at[index] ?? value);

describe('toPairedBlock', () => {
  it('keeps pairs in which neither side waited', () => {
    const baseline = side({ waiting: fill(0, { 3: 0.2 }) });
    const candidate = side({ waiting: fill(0, { 5: 7 }) });
    const { baseline: before, candidate: after } = toPairedBlock(4, { baseline, candidate }, 'one-process');
    const kept = [...Array(ROUNDS).keys()].filter((at) => at !== 3 && at !== 5);
    expect(before.sampleAtMs).toEqual(kept);
    expect(after.sampleAtMs).toEqual(kept);
    expect([before.index, after.index]).toEqual([4, 4]);
  });

  it('charges collection to who allocates, whoever has the turn in which it happens', () => {
    // All of it fell into the turns of the baseline, which allocates a quarter.
    const collectingNs = fill(0, { 2: 60_000, 9: 20_000 });
    const samplesNs = fill(1000, { 2: 1600, 9: 1200 });
    const baseline = side({ bytes: 100, samplesNs, collectingNs });
    const candidate = side({ bytes: 300 });
    const { baseline: before, candidate: after } = toPairedBlock(0, { baseline, candidate }, 'one-process');
    const iterations = ROUNDS * 100;
    expect(before.samplesNs).toEqual(fill(1000 + (80_000 / iterations) * 0.25));
    expect(after.samplesNs).toEqual(fill(1000 + (80_000 / iterations) * 0.75));
  });

  it('leaves processes of their own what they collect, and sides of which nothing is known what fell into their turns', () => {
    const collecting = { samplesNs: fill(1000, { 2: 1600 }), collectingNs: fill(0, { 2: 60_000 }) };
    for (const [design, bytes] of [['two-processes', 100] as const, ['one-process', null] as const]) {
      const pair = toPairedBlock(0, { baseline: side({ bytes, ...collecting }), candidate: side({ bytes }) }, design);
      expect(pair.baseline.samplesNs).toEqual(fill(1030));
      expect(pair.candidate.samplesNs).toEqual(fill(1000));
    }
  });

  it('does without an account of waiting, and cuts what has no counterpart', () => {
    const pair = toPairedBlock(
      0,
      { baseline: side({ waiting: null }), candidate: side({ samplesNs: [1, 2], waiting: null }) },
      'one-process',
    );
    expect(pair.baseline.samplesNs).toEqual([1000, 1000]);
    expect(pair.candidate.samplesNs).toEqual([1, 2]);
  });
});
