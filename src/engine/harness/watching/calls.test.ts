import { describe, expect, it } from 'vitest';
import { createLatencies } from '../../../base/latencies.ts';
import type { CallsReport } from '../../../protocol/watching.ts';
import { createCalls } from './calls.ts';

/** Calls of which `perSecond` are made; of every ten one fails, and takes 50 ms, the others take 1 to 9 ms in turn. */
function playSecond(calls: ReturnType<typeof createCalls>, clock: { nowMs: number }, perSecond: number): CallsReport {
  const startMs = clock.nowMs;
  const ends = Array.from({ length: perSecond }, (_, at) => {
    const beginMs = startMs + (at / perSecond) * 900;
    return { call: { at }, beginMs, endMs: beginMs + (at % 10 === 0 ? 50 : at % 10), isError: at % 10 === 0 };
  });
  const events = ends.flatMap((one) => [
    { atMs: one.beginMs, act: () => calls.beginOneOfMany(one.call) },
    { atMs: one.endMs, act: () => calls.endOneOfMany(one.call, one.isError) },
  ]);
  for (const { atMs, act } of events.toSorted((a, b) => a.atMs - b.atMs)) {
    clock.nowMs = atMs;
    act();
  }
  clock.nowMs = startMs + 1000;
  return calls.read(0)!;
}

function quantile({ latencies }: CallsReport, share: number): number {
  const times = createLatencies();
  times.add(latencies);
  return times.quantileMs(share);
}

const timed = ({ latencies: { buckets } }: CallsReport) => buckets.reduce((sum, value, at) => sum + (at % 2 === 1 ? value : 0), 0);

describe('calls', () => {
  it('are all timed where there are some hundreds a second', () => {
    const clock = { nowMs: 0 };
    const calls = createCalls(() => clock.nowMs);
    for (let second = 0; second < 3; second++) {
      const report = playSecond(calls, clock, 800);
      expect(report).toMatchObject({ ended: 800, errors: 80, active: 0 });
      expect(timed(report)).toBe(800);
      expect(quantile(report, 0.5)).toBeCloseTo(5, 0);
    }
  });

  it('are all counted where there are tens of thousands a second, and as many as a thousand stand for their times', () => {
    const clock = { nowMs: 0 };
    const calls = createCalls(() => clock.nowMs);
    playSecond(calls, clock, 40_000);
    const report = playSecond(calls, clock, 40_000);
    expect(report).toMatchObject({ ended: 40_000, errors: 4000, active: 0 });
    // Each stands for forty; how many those are differs a little.
    expect(timed(report) / 40_000).toBeGreaterThan(0.85);
    expect(timed(report) / 40_000).toBeLessThan(1.15);
    expect(quantile(report, 0.5)).toBeGreaterThan(4);
    expect(quantile(report, 0.5)).toBeLessThan(6);
    // One in ten takes 50 ms: which of them are timed must not go by turns.
    expect(quantile(report, 0.8)).toBeLessThan(10);
    expect(quantile(report, 0.95)).toBeCloseTo(50, -1);
  });

  it('tell about how many are under way, and forget those that have gone', () => {
    const clock = { nowMs: 0 };
    const calls = createCalls(() => clock.nowMs);
    playSecond(calls, clock, 20_000);
    const open = Array.from({ length: 5000 }, (_, at) => ({ at }));
    for (const call of open) {
      // As many a second as before: of those that come at one moment only a few would stand for all.
      clock.nowMs += 0.05;
      calls.beginOneOfMany(call);
    }
    clock.nowMs += 750;
    const { active } = calls.read(0)!;
    expect(active / 5000).toBeGreaterThan(0.8);
    expect(active / 5000).toBeLessThan(1.2);
    for (const call of open) calls.drop(call);
    expect(calls.read(0)).toMatchObject({ active: 0, ended: 0 });
  });

  it('end once where their library may tell it twice, and only where they have begun', () => {
    const calls = createCalls(() => 0);
    const call = {};
    calls.begin(call);
    calls.end(call, false, 3);
    calls.end(call, true);
    calls.end({}, true);
    expect(calls.read(0)).toMatchObject({ ended: 1, errors: 0, active: 0 });
  });
});
