import * as v from 'valibot';
import { areLatencyCounts } from '../../base/latencies.ts';
import type { FromProgram } from '../../protocol/watching.ts';

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const whole = v.pipe(amount, v.integer());
const text = v.pipe(v.string(), v.maxLength(100_000));
const name = v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/));
const amounts = v.pipe(
  v.record(name, amount),
  v.check((all) => Object.keys(all).length <= 100),
);
const latencies = v.pipe(
  v.object({ mostMs: amount, buckets: v.array(whole) }),
  v.check((counts) => areLatencyCounts(counts)),
);
const calls = v.nullable(v.object({ ended: whole, errors: whole, active: whole, queued: whole, latencies }));

const hello = v.object({
  kind: v.literal('hello'),
  version: whole,
  token: text,
  pid: v.pipe(whole, v.minValue(1)),
  parentPid: whole,
  nodeVersion: v.pipe(text, v.maxLength(50)),
  args: v.pipe(v.array(text), v.maxLength(10_000)),
  cwd: text,
  startedAtMs: amount,
});

const report = v.object({
  kind: v.literal('report'),
  atMs: amount,
  elapsedMs: v.pipe(amount, v.minValue(Number.MIN_VALUE)),
  ownMs: amount,
  loop: v.object({ idleMs: amount, blockedMs: amount, longestMs: amount, p50Ms: amount, p99Ms: amount }),
  gc: v.object({ minor: whole, major: whole, totalMs: amount, longestMs: amount }),
  heap: v.object({ used: amount, total: amount, limit: amount, external: amount, arrayBuffers: amount, spaces: amounts }),
  mainThread: v.nullable(v.object({ cpuMs: amount, runDelayMs: v.nullable(amount) })),
  handles: amounts,
  requests: whole,
  fsRequests: whole,
  threadPoolWaitMs: v.nullable(amount),
  workers: v.object({ count: whole, busiest: v.pipe(amount, v.maxValue(1)) }),
  server: calls,
  client: calls,
  database: calls,
  custom: v.pipe(
    v.record(name, v.object({ count: whole, latencies: v.nullable(latencies) })),
    v.check((all) => Object.keys(all).length <= 100),
  ),
});

const sample = v.object({
  kind: v.literal('sample'),
  id: whole,
  sample: v.nullable(
    v.object({
      frames: v.pipe(v.array(v.object({ functionName: text, url: text, line: whole, column: whole })), v.maxLength(100)),
      share: v.pipe(amount, v.maxValue(1.001)),
      blocks: whole,
      longestMs: amount,
    }),
  ),
  problem: v.nullable(text),
});

const message = v.variant('kind', [hello, report, sample, v.object({ kind: v.literal('exit'), code: v.pipe(v.number(), v.integer()) })]);

/** A line that a program wrote; null for what is none of ours. */
export function readMessage(line: string): FromProgram | null {
  try {
    const read = v.safeParse(message, JSON.parse(line));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
