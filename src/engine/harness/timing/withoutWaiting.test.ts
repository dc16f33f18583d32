import { describe, expect, it } from 'vitest';
import { withoutWaiting } from './withoutWaiting.ts';

const phase = (samples: readonly (readonly [sampleNs: number, waitedNs: number])[]) => ({
  samplesNs: samples.map(([sampleNs]) => sampleNs),
  sampleAtMs: samples.map((_, index) => index),
  waitedNs: samples.map(([, waitedNs]) => waitedNs),
});

describe('withoutWaiting', () => {
  it('leaves out what a wait left next to nothing of', () => {
    const timed = phase([
      [10, 0],
      [11, 400],
      [0, 5000],
      [4, 4000],
      [12, 1200],
    ]);
    expect(withoutWaiting(timed, 100, 'run-delay')).toEqual({ samplesNs: [10, 11, 12], sampleAtMs: [0, 1, 4] });
  });

  it('is stricter where the wait is still in the sample', () => {
    const timed = phase([
      [10, 0],
      [11, 400],
      [10, 10],
    ]);
    expect(withoutWaiting(timed, 100, 'processor-time').samplesNs).toEqual([10, 10]);
  });

  it('keeps the half that waited least when all of them waited much', () => {
    const timed = phase([
      [0, 9000],
      [10, 3000],
      [0, 8000],
      [10, 2000],
    ]);
    expect(withoutWaiting(timed, 100, 'run-delay').samplesNs).toEqual([10, 10]);
  });

  it('keeps everything when nothing waited, and nothing of nothing', () => {
    expect(withoutWaiting(phase([[10, 0]]), 100, 'run-delay').samplesNs).toEqual([10]);
    expect(withoutWaiting(phase([]), 100, 'run-delay').samplesNs).toEqual([]);
  });
});
