import { describe, expect, it } from 'vitest';
import type { AlertCondition } from '../../model/alert.ts';
import { seededRandom } from '../stats/index.ts';
import { BEGAN_MS, benchOf, exampleRule, type Bench } from './desk.fixture.ts';

const MINUTE_MS = 60_000;

const noise = (seed: number) => seededRandom(seed).normal;

const watch = (condition: AlertCondition, options?: Parameters<typeof benchOf>[1]) => benchOf({ rules: [exampleRule(condition)] }, options);
const texts = ({ desk }: Bench) => desk.active().flatMap(({ state, text }) => (state === 'firing' ? [text] : []));

describe('a trend', () => {
  const condition: AlertCondition = {
    kind: 'trend',
    metric: 'program.heap.used',
    reaches: 1e9,
    withinMs: 120 * MINUTE_MS,
    lookBackMs: 30 * MINUTE_MS,
  };

  it('says when a limit will be reached, with an interval that has the truth in it', () => {
    const bench = watch(condition);
    const draw = noise(1);
    // 100 kB a second: from 100 MB, the limit is reached after 9,000 s.
    for (let second = 0; second < 2400; second += 1) bench.tick({ 'program.heap.used': 1e8 + 1e5 * second + 5e6 * draw() });
    expect(texts(bench)).toHaveLength(1);
    const [, hours, low, high] =
      /will reach 1\.00 GB in ([\d.]+) h \(([\d.]+) h to ([\d.]+) h\); it is \d+ MB\.$/.exec(texts(bench)[0]!) ?? [];
    const firedAtS = (bench.desk.active()[0]!.firedAtMs! - BEGAN_MS) / 1000;
    const trueHours = (9000 - firedAtS) / 3600;
    expect(Number(hours)).toBeCloseTo(trueHours, 0);
    expect(trueHours).toBeGreaterThan(Number(low) - 0.1);
    expect(trueHours).toBeLessThan(Number(high) + 0.1);
  });

  it('is silent about what rises too slowly, falls, or stays', () => {
    for (const [seed, slope] of [-1e5, 0, 1e4].entries()) {
      const bench = watch(condition);
      const draw = noise(seed);
      for (let second = 0; second < 2400; second += 1) bench.tick({ 'program.heap.used': 5e8 + slope * second + 5e6 * draw() });
      expect(bench.changes).toEqual([]);
    }
  });

  it('ends when what rose has stopped', () => {
    const bench = watch({ ...condition, lookBackMs: 10 * MINUTE_MS });
    for (let second = 0; second < 900; second += 1) bench.tick({ 'program.heap.used': 1e8 + 2e5 * second });
    expect(texts(bench)).toHaveLength(1);
    for (let second = 0; second < 1200; second += 1) bench.tick({ 'program.heap.used': 1e8 });
    expect(texts(bench)).toEqual([]);
    expect(bench.told.at(-1)).toBe('editor: Resolved: The rule');
  });

  it('begins with what was collected before it was watched', () => {
    const count = 1800;
    const atMs = Float64Array.from({ length: count }, (_, index) => BEGAN_MS - (count - index) * 1000);
    const values = atMs.map((_, index) => 1e8 + 1e5 * index);
    const bench = watch(condition, { past: (metric) => ({ metric, atMs, values }) });
    for (let second = 0; second < 120; second += 1) bench.tick({ 'program.heap.used': 1e8 + 1e5 * (count + second) });
    expect(texts(bench)).toHaveLength(1);
  });
});

describe('an anomaly', () => {
  const condition: AlertCondition = { kind: 'anomaly', metric: 'machine.cpu', score: 6, lookBackMs: 30 * MINUTE_MS, forMs: 30_000 };

  it('is what was never so before, and over when it is usual again', () => {
    const bench = watch(condition);
    const draw = noise(2);
    for (let second = 0; second < 1800; second += 1) bench.tick({ 'machine.cpu': 0.2 + 0.02 * draw() });
    expect(bench.changes).toEqual([]);
    for (let second = 0; second < 90; second += 1) bench.tick({ 'machine.cpu': 0.6 + 0.02 * draw() });
    expect(texts(bench)[0]).toMatch(/^CPU has been unlike itself for 30 s: [56]\d % ?.*usually, over 30 min; [\d.]+ deviations\.$/);
    for (let second = 0; second < 90; second += 1) bench.tick({ 'machine.cpu': 0.2 + 0.02 * draw() });
    expect(texts(bench)).toEqual([]);
  });

  it('is not seen in four hours of noise, nor in what is always zero', () => {
    const draw = noise(3);
    const noisy = watch(condition);
    const still = watch(condition);
    for (let second = 0; second < 4 * 3600; second += 1) {
      noisy.tick({ 'machine.cpu': 0.2 + 0.02 * draw() });
      still.tick({ 'machine.cpu': second % 500 === 0 ? 1 : 0 });
    }
    expect([noisy.told, still.told]).toEqual([[], []]);
  });
});

describe('a regression', () => {
  const condition: AlertCondition = {
    kind: 'regression',
    metric: 'machine.cpu',
    by: 0.2,
    lookBackMs: 10 * MINUTE_MS,
    baselineMs: 30 * MINUTE_MS,
  };
  const level = (bench: Bench, share: number, seconds: number, draw: () => number) => {
    for (let second = 0; second < seconds; second += 1) bench.tick({ 'machine.cpu': share * (1 + 0.05 * draw()) });
  };

  it('is more than a time before, beyond what both vary by', () => {
    const bench = watch(condition);
    const draw = noise(4);
    level(bench, 0.2, 2400, draw);
    expect(bench.changes).toEqual([]);
    level(bench, 0.3, 700, draw);
    expect(texts(bench)[0]).toMatch(/^CPU is \d\d % more than before: \d\d % over 10 min, \d\d % 30 min before\.$/);
  });

  it('is not what is less, unless it was asked for', () => {
    const [more, less] = [watch(condition), watch({ ...condition, by: -0.2 })];
    for (const bench of [more, less]) {
      level(bench, 0.3, 2400, noise(5));
      level(bench, 0.15, 700, noise(6));
    }
    expect(texts(more)).toEqual([]);
    expect(texts(less)[0]).toContain('less than before');
  });
});

describe('absence', () => {
  it('is told once nothing came for a time, and over with the next value', () => {
    const bench = watch({ kind: 'absence', metric: 'machine.cpu', forMs: 20_000 });
    bench.tick({ 'machine.cpu': 0.1 }, 10);
    bench.tick({}, 19);
    expect(bench.changes).toEqual([]);
    bench.tick({}, 1);
    expect(texts(bench)).toEqual(['No value of CPU came for 20 s.']);
    bench.tick({ 'machine.cpu': 0.1 });
    expect(texts(bench)).toEqual([]);
    expect(bench.told).toEqual(['editor: Warning: The rule', 'editor: Resolved: The rule']);
  });

  it('counts from the beginning where nothing ever came', () => {
    const bench = watch({ kind: 'absence', metric: 'machine.cpu', forMs: 20_000 });
    bench.tick({}, 21);
    expect(texts(bench)).toHaveLength(1);
  });
});

describe('pure noise', () => {
  it('sends few messages: 500 metrics over 200 values, with 3 % of their own and 3 % in common', () => {
    const common = noise(7);
    const own = noise(8);
    const names = Array.from({ length: 500 }, (_, index) => `program.custom.bench-${index}`);
    const runs = Array.from({ length: 200 }, () => {
      const together = common();
      return Object.fromEntries(names.map((name) => [name, 1 + 0.03 * together + 0.03 * own()]));
    });
    const naive = runs.flatMap((values) => Object.values(values).filter((value) => value > 1.05)).length;
    const rules = names.map((metric, index) =>
      exampleRule({ kind: 'threshold', metric, above: 1.05, forMs: 2000, clear: 1.02, clearForMs: 2000 }, { id: `rule-${index}` }),
    );
    // Each value a second after the one before: three in a row hold for two seconds.
    const bench = benchOf({ rules, tellResolved: false, groupWaitMs: 0 });
    for (const values of runs) bench.tick(values);
    const alerts = bench.changes.filter((change) => change.endsWith(' firing')).length;
    expect(naive).toBeGreaterThan(8000);
    expect(alerts).toBeLessThan(naive / 50);
    expect(bench.told.length).toBeLessThan(50);
    const limited = benchOf({ rules, tellResolved: false, groupWaitMs: 10_000, maxPerHour: 6 });
    for (const values of runs) limited.tick(values);
    expect(limited.told.length).toBeLessThanOrEqual(6);
  });
});
