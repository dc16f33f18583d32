import { createLatencies } from '../../base/latencies.ts';
import type { CallsReport, WatchReport } from '../../protocol/watching.ts';

/** Several reports, in order of time, as one of all their time. What is a level is as at the end. */
export function mergeReports(reports: readonly [WatchReport, ...WatchReport[]]): WatchReport {
  const last = reports.at(-1)!;
  if (reports.length === 1) return last;
  const elapsedMs = sum(reports.map((each) => each.elapsedMs));
  const loops = reports.map(({ loop }) => loop);
  const gcs = reports.map(({ gc }) => gc);
  const threads = reports.map(({ mainThread }) => mainThread).filter((each) => each !== null);
  const delays = threads.map(({ runDelayMs }) => runDelayMs).filter((each) => each !== null);
  const waits = reports.map(({ threadPoolWaitMs }) => threadPoolWaitMs).filter((each) => each !== null);
  return {
    ...last,
    elapsedMs,
    ownMs: sum(reports.map(({ ownMs }) => ownMs)),
    loop: {
      idleMs: sum(loops.map(({ idleMs }) => idleMs)),
      blockedMs: sum(loops.map(({ blockedMs }) => blockedMs)),
      longestMs: Math.max(...loops.map(({ longestMs }) => longestMs)),
      // Of the whole it can only be said what it is at the most.
      p50Ms: sum(reports.map((each) => each.loop.p50Ms * each.elapsedMs)) / elapsedMs,
      p99Ms: Math.max(...loops.map(({ p99Ms }) => p99Ms)),
    },
    gc: {
      minor: sum(gcs.map(({ minor }) => minor)),
      major: sum(gcs.map(({ major }) => major)),
      totalMs: sum(gcs.map(({ totalMs }) => totalMs)),
      longestMs: Math.max(...gcs.map(({ longestMs }) => longestMs)),
    },
    mainThread:
      threads.length < reports.length
        ? null
        : { cpuMs: sum(threads.map(({ cpuMs }) => cpuMs)), runDelayMs: delays.length < reports.length ? null : sum(delays) },
    threadPoolWaitMs: waits.length === 0 ? null : Math.max(...waits),
    workers: { count: last.workers.count, busiest: sum(reports.map((each) => each.workers.busiest * each.elapsedMs)) / elapsedMs },
    server: mergeCalls(reports.map(({ server }) => server)),
    client: mergeCalls(reports.map(({ client }) => client)),
    database: mergeCalls(reports.map(({ database }) => database)),
    custom: mergeCustom(reports.map(({ custom }) => custom)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function mergeCalls(all: readonly (CallsReport | null)[]): CallsReport | null {
  const calls = all.filter((each) => each !== null);
  const last = calls.at(-1);
  if (!last) return null;
  const latencies = createLatencies();
  for (const each of calls) latencies.add(each.latencies);
  return {
    ...last,
    ended: sum(calls.map(({ ended }) => ended)),
    errors: sum(calls.map(({ errors }) => errors)),
    latencies: latencies.counts(),
  };
}

function mergeCustom(all: readonly WatchReport['custom'][]): WatchReport['custom'] {
  const merged = new Map<string, WatchReport['custom'][string]>();
  for (const [name, timing] of all.flatMap((each) => Object.entries(each))) {
    const before = merged.get(name);
    const counts = [before?.latencies ?? null, timing.latencies].filter((each) => each !== null);
    const latencies = createLatencies();
    for (const each of counts) latencies.add(each);
    merged.set(name, { count: (before?.count ?? 0) + timing.count, latencies: counts.length === 0 ? null : latencies.counts() });
  }
  return Object.fromEntries(merged);
}
