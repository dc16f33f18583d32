import { describe, expect, it } from 'vitest';
import { cleanPlaces, placesWithoutWaiting, waitingOf } from './withoutWaiting.ts';

const phase = (samples: readonly (readonly [sampleNs: number, waitedNs: number])[]) => ({
  samplesNs: samples.map(([sampleNs]) => sampleNs),
  waitedNs: samples.map(([, waitedNs]) => waitedNs),
});
const places = (samples: readonly (readonly [number, number])[], waiting: 'run-delay' | 'processor-time') =>
  placesWithoutWaiting(waitingOf(phase(samples), 100, waiting));

describe('placesWithoutWaiting', () => {
  it('leaves out what a wait left next to nothing of', () => {
    const samples = [
      [10, 0],
      [11, 400],
      [0, 5000],
      [4, 4000],
      [12, 1200],
    ] as const;
    expect(places(samples, 'run-delay')).toEqual([0, 1, 4]);
  });

  it('is stricter where the wait is still in the sample', () => {
    const samples = [
      [10, 0],
      [11, 400],
      [10, 10],
    ] as const;
    expect(places(samples, 'processor-time')).toEqual([0, 2]);
  });

  it('keeps the half that waited least when all of them waited much', () => {
    const samples = [
      [0, 9000],
      [10, 3000],
      [0, 8000],
      [10, 2000],
    ] as const;
    expect(places(samples, 'run-delay')).toEqual([1, 3]);
  });

  it('keeps everything when nothing waited, and nothing of nothing', () => {
    expect(places([[10, 0]], 'run-delay')).toEqual([0]);
    expect(places([], 'run-delay')).toEqual([]);
  });
});

describe('cleanPlaces', () => {
  it('takes only what did not wait at all, where that is enough', () => {
    expect(cleanPlaces([0, 0.5, 0.01, 0, 0, 0, 0.9, 0, 0, 0, 3])).toEqual([0, 2, 3, 4, 5, 7, 8, 9]);
  });

  it('takes what waited little where nearly all did', () => {
    expect(cleanPlaces([0, 0.5, 0.9, 3, 0.2])).toEqual([0, 1, 2, 4]);
    expect(cleanPlaces([])).toEqual([]);
  });
});
