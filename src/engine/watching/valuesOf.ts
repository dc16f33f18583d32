import { createLatencies } from '../../base/latencies.ts';
import type { CallsReport, WatchReport } from '../../protocol/watching.ts';

/** What a report says, by the names of metrics without `program.` in front of them. */
export function valuesOf(report: WatchReport): ReadonlyMap<string, number> {
  const { elapsedMs, loop, gc, heap, mainThread, handles, workers } = report;
  const values = new Map<string, number>();
  const share = (ms: number) => Math.min(ms / elapsedMs, 1);
  const rate = (count: number) => (count / elapsedMs) * 1000;
  values.set('eventLoop.utilization', 1 - share(loop.idleMs));
  values.set('eventLoop.delay.max', loop.longestMs);
  values.set('eventLoop.delay.p50', loop.p50Ms);
  values.set('eventLoop.delay.p99', loop.p99Ms);
  values.set('eventLoop.blocked', share(loop.blockedMs));
  values.set('gc.share', share(gc.totalMs));
  values.set('gc.minor', rate(gc.minor));
  values.set('gc.major', rate(gc.major));
  values.set('gc.pause.max', gc.longestMs);
  for (const key of ['used', 'total', 'limit', 'external', 'arrayBuffers'] as const) values.set(`heap.${key}`, heap[key]);
  for (const [name, bytes] of Object.entries(heap.spaces)) values.set(`heap.space.${name}`, bytes);
  if (mainThread) {
    values.set('mainThread.cpu', mainThread.cpuMs / elapsedMs);
    if (mainThread.runDelayMs !== null) values.set('mainThread.runDelay', share(mainThread.runDelayMs));
  }
  values.set(
    'handles',
    Object.values(handles).reduce((sum, count) => sum + count, 0),
  );
  for (const [kind, count] of Object.entries(handles)) values.set(`handles.${kind}`, count);
  values.set('watching.share', share(report.ownMs));
  values.set('requests', report.requests);
  values.set('requests.fs', report.fsRequests);
  if (report.threadPoolWaitMs !== null) values.set('threadPool.wait', report.threadPoolWaitMs);
  values.set('workers', workers.count);
  values.set('workers.utilization.max', workers.busiest);
  setCalls(values, 'http.server', report.server, rate);
  setCalls(values, 'http.client', report.client, rate);
  if (report.client) values.set('http.client.queued', report.client.queued);
  setCalls(values, 'database', report.database, rate);
  for (const [name, { count, latencies }] of Object.entries(report.custom)) {
    values.set(`custom.${name}.rate`, rate(count));
    if (latencies === null) continue;
    const times = createLatencies();
    times.add(latencies);
    values.set(`custom.${name}.p50`, times.quantileMs(0.5));
    values.set(`custom.${name}.p99`, times.quantileMs(0.99));
    values.set(`custom.${name}.max`, times.mostMs);
  }
  return values;
}

function setCalls(values: Map<string, number>, name: string, calls: CallsReport | null, rate: (count: number) => number): void {
  if (calls === null) return;
  values.set(`${name}.rate`, rate(calls.ended));
  values.set(`${name}.errors`, rate(calls.errors));
  values.set(`${name}.active`, calls.active);
  // Of none there is no time; what was before is no news.
  if (calls.ended === 0) return;
  const times = createLatencies();
  times.add(calls.latencies);
  values.set(`${name}.p50`, times.quantileMs(0.5));
  values.set(`${name}.p99`, times.quantileMs(0.99));
}
