import { describe, expect, it } from 'vitest';
import { createLatencies } from '../../base/latencies.ts';
import type { CallsReport, WatchReport } from '../../protocol/watching.ts';
import { mergeReports } from './mergeReports.ts';
import { describeMetric } from './programMetric.ts';
import { valuesOf } from './valuesOf.ts';

function calls(times: readonly number[], rest: Partial<CallsReport> = {}): CallsReport {
  const latencies = createLatencies();
  for (const ms of times) latencies.record(ms);
  return { ended: times.length, errors: 0, active: 0, queued: 0, latencies: latencies.counts(), ...rest };
}

const report = (rest: Partial<WatchReport> = {}): WatchReport => ({
  kind: 'report',
  atMs: 1000,
  elapsedMs: 1000,
  ownMs: 2,
  loop: { idleMs: 600, blockedMs: 100, longestMs: 40, p50Ms: 1, p99Ms: 20 },
  gc: { minor: 10, major: 1, totalMs: 50, longestMs: 5 },
  heap: { used: 10, total: 20, limit: 100, external: 3, arrayBuffers: 2, spaces: { old_space: 7 } },
  mainThread: { cpuMs: 350, runDelayMs: 50 },
  handles: { Timeout: 2, TCPSocketWrap: 3 },
  requests: 4,
  fsRequests: 1,
  threadPoolWaitMs: 0.5,
  workers: { count: 0, busiest: 0 },
  server: null,
  client: null,
  database: null,
  custom: {},
  ...rest,
});

describe('valuesOf', () => {
  it('has each value by its unit', () => {
    const values = valuesOf(
      report({
        elapsedMs: 2000,
        server: calls([10, 10, 10, 200], { errors: 1, active: 3 }),
        client: calls([], { active: 2, queued: 1 }),
        custom: { parse: { count: 4, latencies: calls([5]).latencies }, mark: { count: 1, latencies: null } },
      }),
    );
    expect(Object.fromEntries(values)).toMatchObject({
      'eventLoop.utilization': 0.7,
      'eventLoop.blocked': 0.05,
      'gc.share': 0.025,
      'gc.minor': 5,
      'mainThread.cpu': 0.175,
      'watching.share': 0.001,
      'mainThread.runDelay': 0.025,
      handles: 5,
      'handles.TCPSocketWrap': 3,
      'http.server.rate': 2,
      'http.server.errors': 0.5,
      'http.server.active': 3,
      'http.client.queued': 1,
      'custom.parse.rate': 2,
      'custom.mark.rate': 0.5,
    });
    expect(values.get('http.server.p50')! / 10).toBeCloseTo(1, 1);
    expect(values.get('http.server.p99')! / 200).toBeCloseTo(1, 1);
    // Nothing ended, so nothing took a time.
    expect(values.has('http.client.p50')).toBe(false);
    expect(values.has('database.rate')).toBe(false);
    for (const name of values.keys()) expect(describeMetric(name), name).not.toBeNull();
  });

  it('knows no words for what it never says', () => {
    for (const name of ['cpu', 'http.server', 'http.server.p75', 'custom.parse', '__proto__', 'constructor']) {
      expect(describeMetric(name)).toBeNull();
    }
  });
});

describe('mergeReports', () => {
  it('is the sum of what happened, the most of what is longest, and the end of what is a level', () => {
    const merged = mergeReports([
      report({ server: calls([10, 20]), custom: { parse: { count: 2, latencies: calls([1, 2]).latencies } } }),
      report({
        elapsedMs: 3000,
        ownMs: 3,
        loop: { idleMs: 300, blockedMs: 2000, longestMs: 700, p50Ms: 5, p99Ms: 600 },
        gc: { minor: 1, major: 0, totalMs: 1, longestMs: 1 },
        heap: { ...report().heap, used: 99 },
        server: calls([400], { active: 7 }),
        custom: { parse: { count: 1, latencies: null } },
        threadPoolWaitMs: null,
      }),
    ]);
    expect(merged).toMatchObject({
      elapsedMs: 4000,
      ownMs: 5,
      loop: { idleMs: 900, blockedMs: 2100, longestMs: 700, p50Ms: 4, p99Ms: 600 },
      gc: { minor: 11, major: 1, totalMs: 51, longestMs: 5 },
      heap: { used: 99 },
      mainThread: { cpuMs: 700, runDelayMs: 100 },
      threadPoolWaitMs: 0.5,
      server: { ended: 3, active: 7 },
    });
    expect(merged.server!.latencies).toEqual(calls([10, 20, 400]).latencies);
    expect(merged.custom['parse']).toEqual({ count: 3, latencies: calls([1, 2]).latencies });
  });

  it('does not say what one of the reports did not', () => {
    expect(mergeReports([report(), report({ mainThread: null })]).mainThread).toBeNull();
    expect(mergeReports([report(), report({ mainThread: { cpuMs: 1, runDelayMs: null } })]).mainThread).toEqual({
      cpuMs: 351,
      runDelayMs: null,
    });
  });
});
