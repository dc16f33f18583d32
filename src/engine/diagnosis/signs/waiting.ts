import { formatBytes, formatDuration, formatPercent } from '../../../base/units.ts';
import type { Reading } from '../reading.ts';
import { agreement, evidence, sign, surety, type SignOf } from '../sign.ts';
import { ownBlockMs } from './eventLoop.ts';
import { otherThreads } from './processor.ts';

const ms = (value: number): string => formatDuration(value * 1e6);

const POOL_WAIT_MS = 15;
const OF_DELAY = 3;
const POOL_WINDOWS = 0.5;
/** From here on threads wait for cores: the probe too, as long as the longest delay of the loop. */
const HELD = 0.1;
const LOOP_IDLE = 0.5;
const POOL_COMPUTES = 0.5;

export const threadPool: SignOf = (reading) => {
  const utilization = reading.mean('program.eventLoop.utilization');
  if (utilization === null || utilization >= LOOP_IDLE) return null;
  const share = reading.share(({ values }) => {
    const waited = values.get('program.threadPool.wait') ?? 0;
    const isHeld = (values.get('program.mainThread.runDelay') ?? 0) >= HELD;
    const held = isHeld ? (values.get('program.eventLoop.delay.max') ?? 0) : 0;
    return waited >= POOL_WAIT_MS && waited > Math.max(held, OF_DELAY * (values.get('program.eventLoop.delay.p50') ?? 0));
  });
  if (share < POOL_WINDOWS) return null;
  const waited = reading.median('program.threadPool.wait')!;
  const cpu = otherThreads(reading);
  const kind = cpu >= POOL_COMPUTES ? 'computing' : 'blocked';
  return sign({
    class: 'threadpool-saturated',
    kind,
    confidence: Math.min(agreement(share, reading.windows.length), surety(waited, POOL_WAIT_MS)),
    impact: Math.min(1, share),
    summary:
      kind === 'computing'
        ? "All threads of Node's thread pool compute: files, DNS, crypto and zlib wait for one another."
        : "All threads of Node's thread pool wait for something slow: files, DNS, crypto and zlib wait for one another.",
    evidence: [
      evidence(`The smallest piece of work waited ${ms(waited)} for a thread of the pool`, 'program.threadPool.wait', waited, POOL_WAIT_MS),
      evidence(
        `It was so ${formatPercent(share)} of the time, with a loop that was busy ${formatPercent(utilization)}`,
        'program.eventLoop.utilization',
        utilization,
        LOOP_IDLE,
      ),
      evidence(`Threads beside the main one used ${cpu.toFixed(2)} cores`, 'program.cpu', cpu, POOL_COMPUTES),
    ],
  });
};

const FILES_PENDING = 3;
const LOOP_NOT_BUSY = 0.6;
const DISK_BYTES = 100_000;
const IO_PRESSURE = 0.05;
const DISK_BUSY = 0.3;

export const disk: SignOf = (reading) => {
  const pending = reading.mean('program.requests.fs');
  const utilization = reading.mean('program.eventLoop.utilization') ?? 1;
  if (pending === null || pending < FILES_PENDING || utilization >= LOOP_NOT_BUSY) return null;
  const read = reading.mean('program.io.read');
  const written = reading.mean('program.io.write');
  const pressure = reading.mean('machine.io.pressure');
  const busy = reading.mean('machine.disk.busy');
  const isTold = read !== null || written !== null;
  const bytes = (read ?? 0) + (written ?? 0);
  // Pipes, and what is in the cache, have requests as well, and no disk; how busy that is, others may have made it.
  if (isTold && bytes < DISK_BYTES) return null;
  return sign({
    class: 'io-disk',
    confidence: (isTold ? 1 : 0.7) * surety(pending, FILES_PENDING / 1.3),
    impact: 1 - utilization,
    summary: 'The program waits for files: the disk does not keep up with what is asked of it.',
    evidence: [
      evidence(`${pending.toFixed(1)} requests for files were under way at a time`, 'program.requests.fs', pending, FILES_PENDING),
      evidence(
        `The event loop was busy ${formatPercent(utilization)} of the time`,
        'program.eventLoop.utilization',
        utilization,
        LOOP_NOT_BUSY,
      ),
      ...(bytes > 0
        ? [
            evidence(
              `It read ${formatBytes(read ?? 0)} and wrote ${formatBytes(written ?? 0)} a second`,
              'program.io.write',
              bytes,
              DISK_BYTES,
            ),
          ]
        : []),
      ...(busy === null
        ? []
        : [evidence(`The busiest disk had something to do ${formatPercent(busy)} of the time`, 'machine.disk.busy', busy, DISK_BUSY)]),
      ...(pressure === null
        ? []
        : [evidence(`Some task waited for a disk ${formatPercent(pressure)} of the time`, 'machine.io.pressure', pressure, IO_PRESSURE)]),
    ],
  });
};

const QUEUED = 2;
const IN_FLIGHT = 10;
const INBOUND_MS = 100;

/** Requests wait for connections, or for something of the program that only few may have at a time. */
export const poolSaturated: SignOf = (reading) => {
  const queued = reading.mean('program.http.client.queued') ?? 0;
  const utilization = reading.mean('program.eventLoop.utilization') ?? 1;
  if (queued > QUEUED) {
    const active = reading.mean('program.http.client.active') ?? queued;
    const waits = Math.min(1, queued / Math.max(active, queued));
    return sign({
      class: 'pool-saturated',
      kind: 'connections',
      confidence: surety(queued, QUEUED / 1.2),
      impact: waits,
      summary: 'Requests of the program wait for a free connection: the pool of their agent is too small for them.',
      evidence: [
        evidence(
          `${queued.toFixed(1)} requests waited for a connection at a time, of ${active.toFixed(1)} that were open`,
          'program.http.client.queued',
          queued,
          QUEUED,
        ),
        ...medianEvidence(
          reading.median('program.http.client.p50'),
          'program.http.client.p50',
          'Half of its requests had no answer within',
        ),
      ],
    });
  }
  const active = reading.mean('program.http.server.active') ?? 0;
  const latencyMs = reading.median('program.http.server.p50') ?? 0;
  if (active <= IN_FLIGHT || latencyMs <= INBOUND_MS || utilization >= LOOP_IDLE) return null;
  const rise = reading.rise(({ values }) => values.get('program.http.server.active'));
  const outbound = reading.mean('program.http.client.active') ?? 0;
  const calls = reading.mean('program.database.active') ?? 0;
  // Each of them waits for somebody else.
  if (outbound + calls > active / 2 || rise === null || rise.z <= 2 || rise.perSecond <= 0) return null;
  return sign({
    class: 'pool-saturated',
    kind: 'inside',
    confidence: Math.min(surety(active, IN_FLIGHT / 1.3), surety(latencyMs, INBOUND_MS / 1.3)),
    impact: null,
    summary: 'Requests pile up although the event loop is idle: they wait for a lock, a limit or a pool within the program.',
    evidence: [
      evidence(
        `${active.toFixed(1)} requests were open at a time, and more and more of them`,
        'program.http.server.active',
        active,
        IN_FLIGHT,
      ),
      ...medianEvidence(latencyMs, 'program.http.server.p50', 'Half of them took longer than', INBOUND_MS),
      evidence(
        `The event loop was busy ${formatPercent(utilization)} of the time`,
        'program.eventLoop.utilization',
        utilization,
        LOOP_IDLE,
      ),
    ],
  });
};

const medianEvidence = (value: number | null, metric: string, words: string, limit: number | null = null) =>
  value === null ? [] : [evidence(`${words} ${ms(value)}`, metric, value, limit)];

const CALL_MS = 20;
const SHORT_CALL_MS = 2;
const MOSTLY = 0.5;
const ONE_AT_A_TIME = 1.5;
const CALLS_IN_REQUEST = 3;

const OWN_BLOCK_MS = 50;
const ABOUT = 1.25;

/** Mostly answers were late when the loop was as long held up: what they wait for is the program. */
function isLateByItself(reading: Reading, metric: string): boolean {
  const late = reading.windows.filter(({ values }) => (values.get(metric) ?? 0) >= CALL_MS);
  const own = late.filter((window) => {
    const blockMs = ownBlockMs(window);
    return blockMs >= OWN_BLOCK_MS && window.values.get(metric)! <= ABOUT * blockMs;
  });
  return own.length > late.length / 2;
}

/** Others are waited for, one long, or many one after the other. */
export const externalLatency: SignOf = (reading) => {
  const utilization = reading.mean('program.eventLoop.utilization') ?? 1;
  if (utilization >= LOOP_IDLE) return null;
  const found = (['program.http.client', 'program.database'] as const).flatMap((name) => {
    const latencyMs = reading.median(`${name}.p50`);
    const rate = reading.mean(`${name}.rate`) ?? 0;
    return latencyMs === null || latencyMs < SHORT_CALL_MS ? [] : [{ name, latencyMs, rate, inFlight: (rate * latencyMs) / 1000 }];
  });
  const [most] = found.toSorted((a, b) => b.inFlight - a.inFlight);
  if (!most) return null;
  const { name, latencyMs, rate, inFlight } = most;
  const served = reading.mean('program.http.server.rate') ?? 0;
  const servedMs = reading.median('program.http.server.p50');
  const open = served > 0 && servedMs !== null ? Math.max((served * servedMs) / 1000, 1e-9) : 1;
  // Of the time that requests take, or the program runs, what is spent waiting.
  const waits = Math.min(1, inFlight / open);
  const perRequest = served > 0 ? rate / served : Infinity;
  const isSerial = inFlight / open <= ONE_AT_A_TIME && perRequest >= CALLS_IN_REQUEST;
  if (waits < MOSTLY || (latencyMs < CALL_MS && !isSerial)) return null;
  // Its own blocks make answers late.
  if (isLateByItself(reading, `${name}.p50`)) return null;
  // A server whose requests are short and that waits for nobody long is well.
  if (served > 0 && (servedMs ?? 0) < CALL_MS * CALLS_IN_REQUEST) return null;
  const kind = isSerial ? 'serial' : 'slow';
  return sign({
    class: 'external-latency',
    kind,
    confidence: Math.min(surety(waits, MOSTLY / 1.2), isSerial ? 0.9 : surety(latencyMs, CALL_MS / 1.3)),
    impact: waits,
    summary:
      kind === 'serial'
        ? 'The program waits for others, with one call after the other: they could be under way at the same time.'
        : 'The program waits for the answers of others.',
    evidence: [
      evidence(`Half of its calls had no answer within ${ms(latencyMs)}`, `${name}.p50`, latencyMs, CALL_MS),
      evidence(
        `It waited ${formatPercent(waits)} of the time, and ${inFlight.toFixed(1)} calls were under way at a time`,
        `${name}.rate`,
        inFlight,
        MOSTLY,
      ),
      ...(served > 0 && isSerial
        ? [evidence(`${perRequest.toFixed(1)} calls for each request, one after the other`, `${name}.rate`, perRequest, CALLS_IN_REQUEST)]
        : []),
    ],
  });
};
