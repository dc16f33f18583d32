import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { findChanges } from './findChanges.ts';
import { noise, noiseKinds, stationarySeries } from './plantedSeries.fixture.ts';
import { nile } from './referenceSeries.fixture.ts';

/** Around 100 with 1 % of normal noise; `change` is the relative departure at an index. */
const series = (length: number, change: (index: number) => number, seed = 1) =>
  noise('normal', length, seededRandom(seed)).map((value, index) => 100 * (1 + 0.01 * value) * (1 + change(index)));

const ramp = (index: number, start: number, end: number) => Math.min(1, Math.max(0, (index - start) / (end - start)));

describe('findChanges', () => {
  it('tells of the Nile what is known of it: a quarter less from 1899 on', () => {
    const { scale, changePoints, level, spikes, varianceChanges, suspects, twoModes } = findChanges(nile);
    expect(changePoints).toHaveLength(1);
    expect(changePoints[0]).toMatchObject({ kind: 'step', index: 28, direction: 'down', before: 1130, after: 842.5 });
    expect(changePoints[0]!.size).toBeCloseTo(842.5 / 1130, 12);
    expect(changePoints[0]!.confidence).toBeGreaterThan(0.999);
    expect({ scale, level, spikes, varianceChanges, suspects, twoModes }).toEqual({
      scale: 'ratio',
      level: 842.5,
      spikes: [],
      varianceChanges: [],
      suspects: [],
      twoModes: null,
    });
  });

  it('tells a step by its ratio, and by its difference where values are not positive', () => {
    const up = findChanges(series(100, (index) => (index < 60 ? 0 : 0.1)));
    expect(up.changePoints).toMatchObject([{ kind: 'step', index: 60, direction: 'up', size: expect.closeTo(1.1, 1) as number }]);
    expect(up.noise).toBeGreaterThan(0.006);
    expect(up.noise).toBeLessThan(0.015);
    const down = findChanges(series(100, (index) => (index < 60 ? 0 : -0.1)).map((value) => value - 100));
    expect(down).toMatchObject({ scale: 'difference', changePoints: [{ index: 60, direction: 'down' }] });
    expect(down.changePoints[0]!.size).toBeCloseTo(-10, -0.5);
  });

  it('tells a drift from steps', () => {
    const { changePoints } = findChanges(series(160, (index) => 0.1 * ramp(index, 50, 90)));
    expect(changePoints).toMatchObject([{ kind: 'drift', direction: 'up', size: expect.closeTo(1.1, 1) as number }]);
    const [first, last] = changePoints[0]!.range;
    expect(Math.abs(first - 51)).toBeLessThan(10);
    expect(Math.abs(last - 89)).toBeLessThan(10);
    const stairs = findChanges(series(160, (index) => (index < 50 ? 0 : index < 100 ? 0.05 : 0.1)));
    expect(stairs.changePoints.map(({ kind, index }) => [kind, 50 * Math.round(index / 50)])).toEqual([
      ['step', 50],
      ['step', 100],
    ]);
    // However steep, and without any noise.
    const line = Array.from({ length: 100 }, (_, index) => 50 + index);
    for (const values of [series(120, (index) => 0.3 * ramp(index, 30, 90)), line]) {
      expect(findChanges(values).changePoints).toMatchObject([{ kind: 'drift', direction: 'up' }]);
    }
  });

  it('takes one real step in fifty for a drift at most', () => {
    const kinds = Array.from({ length: 100 }, (_, seed) => findChanges(series(120, (index) => (index < 70 ? 0 : 0.05), seed)).changePoints);
    expect(kinds.filter((points) => points.some(({ kind }) => kind !== 'step')).length).toBeLessThanOrEqual(2);
    expect(kinds.filter((points) => points.length === 1).length).toBeGreaterThan(95);
  });

  it('tells where a trend turns', () => {
    const { changePoints } = findChanges(series(170, (index) => 0.15 * (ramp(index, 40, 85) - ramp(index, 85, 130)), 4));
    expect(changePoints.map(({ kind, direction }) => `${kind} ${direction}`)).toEqual(['drift up', 'reversal down']);
    expect(Math.abs(changePoints[1]!.index - 85)).toBeLessThan(6);
  });

  it('tells a spike of one or two values, which is no change of the level', () => {
    const { changePoints, spikes } = findChanges(series(100, (index) => (index === 30 ? 0.5 : index === 60 || index === 61 ? -0.4 : 0)));
    expect(changePoints).toEqual([]);
    expect(spikes.map(({ kind, index, range, direction }) => ({ kind, index, range, direction }))).toEqual([
      { kind: 'spike', index: 30, range: [30, 30], direction: 'up' },
      { kind: 'spike', index: 60, range: [60, 61], direction: 'down' },
    ]);
    expect(spikes[0]!.size).toBeCloseTo(1.5, 1);
  });

  it('blames no commit for being the first: what it is apart from may be the change', () => {
    const { changePoints, spikes } = findChanges([610, 1200, 1150, 1160]);
    expect({ changePoints, spikes }).toEqual({ changePoints: [], spikes: [] });
  });

  it('does not take the slow runs of a series that has them for spikes', () => {
    const random = seededRandom(6);
    const values = Array.from({ length: 200 }, () => 100 + random.normal() + (random.uniform() < 0.1 ? Math.exp(4 * random.uniform()) : 0));
    expect(findChanges(values).spikes).toEqual([]);
  });

  it('tells another spread around the same level', () => {
    const random = seededRandom(7);
    const { changePoints, varianceChanges } = findChanges(
      Array.from({ length: 160 }, (_, index) => 100 + (index < 90 ? 1 : 4) * random.normal()),
    );
    expect(changePoints).toEqual([]);
    expect(varianceChanges).toMatchObject([{ kind: 'variance', direction: 'up' }]);
    expect(Math.abs(varianceChanges[0]!.index - 90)).toBeLessThan(8);
    expect(varianceChanges[0]!.size).toBeGreaterThan(2.5);
    expect(varianceChanges[0]!.size).toBeLessThan(6);
  });

  it('recognises two modes, and holds back what they would look like', () => {
    const random = seededRandom(8);
    const values = Array.from({ length: 120 }, (_, index) => 100 + random.normal() + (index > 116 || random.uniform() < 0.35 ? 20 : 0));
    const { twoModes, suspects, spikes, changePoints } = findChanges(values);
    expect(twoModes).toMatchObject({ lower: expect.closeTo(100, -0.5) as number, upper: expect.closeTo(120, -0.5) as number });
    expect(twoModes!.upperShare).toBeCloseTo(0.38, 1);
    expect({ suspects, spikes, changePoints }).toEqual({ suspects: [], spikes: [], changePoints: [] });
    // One switch is a step.
    const step = findChanges(values.map((_, index) => 100 + random.normal() + (index < 60 ? 0 : 20)));
    expect(step).toMatchObject({ twoModes: null, changePoints: [{ index: 60 }] });
  });

  it('suspects newest values that are too few for a change', () => {
    const { changePoints, suspects } = findChanges(series(80, (index) => (index < 77 ? 0 : 0.06)));
    expect(changePoints).toEqual([]);
    expect(suspects.map(({ index }) => index)).toEqual([77, 78, 79]);
    expect(Math.min(...suspects.map(({ score }) => score))).toBeGreaterThan(3);
    // Without noise three would be a change already.
    expect(findChanges([...Array.from({ length: 20 }, () => 5), 4, 4])).toMatchObject({
      changePoints: [],
      suspects: [
        { index: 20, score: -1000 },
        { index: 21, score: -1000 },
      ],
    });
  });

  it('starts the noise anew after a step, and sees as small a change as that allows', () => {
    const random = seededRandom(9);
    const values = Array.from({ length: 120 }, (_, index) => (index < 60 ? 100 + 5 * random.normal() : 300 + random.normal()));
    const { noise: spread, smallestDetectable, level } = findChanges(values);
    expect(spread).toBeLessThan(0.006);
    expect(level).toBeCloseTo(300, -0.5);
    expect(smallestDetectable! / spread).toBeGreaterThan(1.5);
    expect(smallestDetectable! / spread).toBeLessThan(4);
    expect(findChanges(values, { noiseFloor: 0.05 })).toMatchObject({ noise: 0.05, changePoints: [{ index: 60 }] });
    // So few values cannot show a step, however large it is.
    expect(findChanges(values.slice(0, 4)).smallestDetectable).toBeNull();
  });

  it.each(['normal', 'permuted history'] as const)('shows what it calls detectable in four of five series: %s', (kind) => {
    let [judged, shown] = [0, 0];
    for (let seed = 0; seed < 100; seed += 1) {
      const values = noise(kind, 130, seededRandom(seed)).map((value) => 100 * Math.exp(0.02 * value));
      const { changePoints, smallestDetectable } = findChanges(values.slice(0, 120));
      if (changePoints.length > 0 || smallestDetectable === null) continue;
      judged += 1;
      const stepped = values.map((value, index) => (index < 120 ? value : value * (1 + smallestDetectable)));
      if (findChanges(stepped).changePoints.some(({ index }) => Math.abs(index - 120) <= 2)) shown += 1;
    }
    expect(judged).toBeGreaterThan(90);
    expect(shown / judged).toBeGreaterThan(0.8);
  });

  it('keeps quiet about the shape of series without a change', () => {
    const rounds = 400;
    const counts = { spikes: 0, suspects: 0, twoModes: 0, variance: 0 };
    for (let seed = 0; seed < rounds; seed += 1) {
      const kind = noiseKinds[seed % 8]!;
      const { spikes, suspects, twoModes, varianceChanges } = findChanges(stationarySeries(kind, 3000 + seed));
      if (spikes.length > 0) counts.spikes += 1;
      if (suspects.length > 0) counts.suspects += 1;
      if (twoModes && kind !== 'two modes') counts.twoModes += 1;
      if (varianceChanges.length > 0 && kind !== 'changing spread') counts.variance += 1;
    }
    expect(counts.spikes / rounds).toBeLessThanOrEqual(0.01);
    expect(counts.suspects / rounds).toBeLessThanOrEqual(0.04);
    expect(counts.twoModes / rounds).toBeLessThanOrEqual(0.01);
    expect(counts.variance / rounds).toBeLessThanOrEqual(0.01);
  });

  it('takes a hundred thousand values, one, and no NaN', () => {
    const random = seededRandom(10);
    const { changePoints } = findChanges(Array.from({ length: 100_000 }, (_, index) => 50 + random.normal() + (index < 70_000 ? 0 : 2)));
    expect(changePoints).toMatchObject([{ kind: 'step' }]);
    expect(findChanges([3])).toMatchObject({ changePoints: [], level: 3, noise: 0, smallestDetectable: null });
    expect(() => findChanges([])).toThrow(RangeError);
    expect(() => findChanges([1, Number.NaN])).toThrow(RangeError);
  });
});
