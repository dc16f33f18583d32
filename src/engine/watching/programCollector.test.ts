import { describe, expect, it } from 'vitest';
import { Emitter } from '../../base/emitter.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import type { WatchReport } from '../../protocol/watching.ts';
import { createProgramCollector } from './programCollector.ts';
import type { Programs } from './programs.ts';

const report = (rest: Partial<WatchReport> = {}): WatchReport => ({
  kind: 'report',
  atMs: 1000,
  elapsedMs: 1000,
  ownMs: 1,
  loop: { idleMs: 600, blockedMs: 100, longestMs: 40, p50Ms: 1, p99Ms: 20 },
  gc: { minor: 10, major: 1, totalMs: 50, longestMs: 5 },
  heap: { used: 10, total: 20, limit: 100, external: 3, arrayBuffers: 2, spaces: { old_space: 7 } },
  mainThread: null,
  handles: { Timeout: 2 },
  requests: 0,
  fsRequests: 0,
  threadPoolWaitMs: null,
  workers: { count: 0, busiest: 0 },
  server: null,
  client: null,
  database: null,
  custom: { parse: { count: 1, latencies: null } },
  ...rest,
});

function collecting() {
  const onProgram = new Emitter<WatchedProgram>(() => {});
  const onReport = new Emitter<{ readonly id: string; readonly report: WatchReport }>(() => {});
  const paces: number[] = [];
  const programs: Pick<Programs, 'onProgram' | 'onReport' | 'reportEvery'> = {
    onProgram: onProgram.event,
    onReport: onReport.event,
    reportEvery: (ms) => paces.push(ms),
  };
  const collector = createProgramCollector(programs, (id) => (id === 'first' ? 'program' : `program@${id}`));
  const collect = (atMs: number) => {
    const values = new Map<string, number>();
    void collector.collect((metric, value) => values.set(metric, value), atMs);
    return values;
  };
  return { collector, collect, onProgram, onReport, paces };
}

describe('createProgramCollector', () => {
  it('says nothing while no program does', () => {
    const { collect, collector } = collecting();
    expect(collect(0).size).toBe(0);
    expect(collector.metrics()).toEqual([]);
  });

  it('bridges a report that is late, and leaves a gap where there is none', () => {
    const { collect, onReport } = collecting();
    onReport.fire({ id: 'first', report: report() });
    expect(collect(1000).get('program.eventLoop.utilization')).toBeCloseTo(0.4);
    expect(collect(2000).get('program.eventLoop.utilization')).toBeCloseTo(0.4);
    expect(collect(3000).size).toBe(0);
    for (const longestMs of [500, 30]) onReport.fire({ id: 'first', report: report({ loop: { ...report().loop, longestMs } }) });
    expect(collect(4000).get('program.eventLoop.delay.max')).toBe(500);
  });

  it('tells of the first program all, of others what is the same in each', () => {
    const { collect, collector, onReport, onProgram } = collecting();
    for (const id of ['first', '7']) onReport.fire({ id, report: report() });
    const values = collect(0);
    expect(values.get('program.custom.parse.rate')).toBe(1);
    expect(values.get('program.heap.space.old_space')).toBe(7);
    expect(values.get('program@7.heap.used')).toBe(10);
    expect([...values.keys()].filter((id) => /^program@7\.(?:custom|handles|heap\.space)\./.test(id))).toEqual([]);
    expect(collector.metrics().find(({ id }) => id === 'program@7.heap.used')).toMatchObject({ most: 100, unit: 'bytes', group: 'heap' });
    onProgram.fire({
      ...{ id: '7', pid: 7, title: 'node', by: 'preload', nodeVersion: '24.0.0', startedAtMs: 0 },
      ended: { atMs: 1, exitCode: 0, signal: null },
    });
    expect([...collect(1).keys()].some((id) => id.startsWith('program@'))).toBe(false);
    expect(collector.metrics().some(({ id }) => id.startsWith('program@'))).toBe(false);
  });

  it('has programs report as often as it is asked', () => {
    const { collect, paces } = collecting();
    for (const atMs of [0, 1000, 2001, 2999, 3500, 3999, 4501, 5000, 6000, 6003]) collect(atMs);
    expect(paces).toEqual([1000, 500]);
  });
});
