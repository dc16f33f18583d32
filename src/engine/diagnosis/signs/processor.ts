import { formatPercent } from '../../../base/units.ts';
import type { Reading } from '../reading.ts';
import { agreement, evidence, sign, surety, type SignOf } from '../sign.ts';

const WAITS = 0.25;
const WAITS_TO_RUNS = 1.2;
const THROTTLED = 0.25;

const isHeldBack = (delay: number, cpu: number): boolean => delay >= WAITS && delay > WAITS_TO_RUNS * cpu;

/** Others have the cores: the thread was ready to run, and did not. */
export const contention: SignOf = (reading) => {
  const delay = reading.mean('program.mainThread.runDelay');
  const cpu = reading.mean('program.mainThread.cpu') ?? 0;
  if (delay === null) return null;
  const throttled = reading.mean('machine.cpu.throttled') ?? 0;
  const isThrottled = throttled >= THROTTLED && delay >= WAITS / 2;
  if (!isHeldBack(delay, cpu) && !isThrottled) return null;
  const used = reading.mean('program.cpu') ?? cpu;
  const others = Math.max(0, (reading.mean('machine.cpu') ?? 1) * reading.cores - used);
  // Its own threads and processes are no others.
  if (!isThrottled && used - cpu > others) return null;
  const pressure = reading.mean('machine.cpu.pressure');
  return sign({
    class: 'cpu-contention',
    kind: isThrottled ? 'quota' : 'others',
    confidence: isThrottled ? surety(throttled, THROTTLED) : surety(delay / Math.max(cpu * WAITS_TO_RUNS, WAITS), 0.8),
    impact: delay,
    summary: isThrottled
      ? 'The quota of processor time is used up: the program stands still for a part of each period.'
      : 'Other processes have the cores: the program is ready to run, and waits.',
    evidence: [
      evidence(`The main thread waited for a core ${formatPercent(delay)} of the time`, 'program.mainThread.runDelay', delay, WAITS),
      evidence(`It ran ${formatPercent(cpu)} of the time`, 'program.mainThread.cpu', cpu),
      ...(pressure === null
        ? []
        : [
            evidence(`Some task of the machine waited for a core ${formatPercent(pressure)} of the time`, 'machine.cpu.pressure', pressure),
          ]),
      ...(isThrottled
        ? [evidence(`The quota was used up in ${formatPercent(throttled)} of the periods`, 'machine.cpu.throttled', throttled, THROTTLED)]
        : []),
    ],
  });
};

const BUSY = 0.9;
const RUNS = 0.8;
const HALF_OF_WINDOWS = 0.5;
/** Where others have the cores, work piles up for a while in a program that has time. */
const MOST_WINDOWS = 0.8;

/** One thread cannot do more. */
export const cpuBound: SignOf = (reading) => {
  const share = reading.share((window) => {
    const cpu = window.values.get('program.mainThread.cpu');
    if (cpu === undefined) return false;
    const delay = window.values.get('program.mainThread.runDelay') ?? 0;
    const utilization = window.isSilent || !reading.isWithin ? 1 : (window.values.get('program.eventLoop.utilization') ?? 0);
    // While it waits for a core a loop counts as busy, with however little.
    return utilization - delay >= BUSY * (1 - delay) && cpu + delay >= RUNS * utilization;
  });
  const utilization = reading.mean('program.eventLoop.utilization');
  const cpu = reading.mean('program.mainThread.cpu');
  const delay = reading.mean('program.mainThread.runDelay') ?? 0;
  const serves = reading.windows.some(({ values }) => values.has('program.http.server.rate'));
  // Requests come as often however long each waits for a core: with one of its own it might have time.
  if (serves && cpu !== null && isHeldBack(delay, cpu)) return null;
  if (cpu === null || share < (delay >= WAITS ? MOST_WINDOWS : HALF_OF_WINDOWS)) return null;
  return sign({
    class: 'cpu-bound',
    confidence: agreement(share, reading.windows.length),
    impact: Math.min(1, cpu + delay),
    summary: 'The main thread computes all the time: only less work for it, or work on other threads, makes the program faster.',
    evidence: [
      ...(utilization === null
        ? []
        : [
            evidence(
              `The event loop was busy ${formatPercent(utilization)} of the time`,
              'program.eventLoop.utilization',
              utilization,
              BUSY,
            ),
          ]),
      evidence(
        `The main thread ran ${formatPercent(cpu)} of the time${delay >= 0.02 ? `, and waited for a core another ${formatPercent(delay)}` : ''}`,
        'program.mainThread.cpu',
        cpu,
      ),
    ],
  });
};

const CROWDED = 0.8;
const OF_PROGRAM = 0.7;
const LEFT = 0.2;

/** Everybody waits for a core. */
const isCrowded = (reading: Reading): boolean => (reading.mean('machine.cpu.pressure') ?? 0) >= CROWDED;

/** The least processor time that counts: where nobody has much it is less, but then has to be most of what the program has. */
const leastCpu = (reading: Reading, cpu: number, usual: number): number =>
  isCrowded(reading) && cpu >= OF_PROGRAM * (reading.mean('program.cpu') ?? Infinity) ? usual * LEFT : usual;

const OTHER_THREADS = 0.35;
const WORKER_BUSY = 0.5;
/** Waiting for a core is no rest either. */
const CROWDED_WORKER_BUSY = 0.8;
const LOOP_IDLE = 0.5;

/** Processor time of threads of the program beside its main one. */
export function otherThreads(reading: Reading): number {
  const all = reading.mean('program.cpu') ?? 0;
  return Math.max(0, all - (reading.mean('program.mainThread.cpu') ?? 0) - (reading.mean('program.childrenCpu') ?? 0));
}

export const workerCpu: SignOf = (reading) => {
  const cpu = otherThreads(reading);
  const least = leastCpu(reading, cpu, OTHER_THREADS);
  const busiest = reading.mean('program.workers.utilization.max') ?? 0;
  const utilization = reading.mean('program.eventLoop.utilization');
  const leastBusy = isCrowded(reading) ? CROWDED_WORKER_BUSY : WORKER_BUSY;
  if (utilization === null || utilization >= LOOP_IDLE || cpu < least || busiest < leastBusy) return null;
  return sign({
    class: 'worker-cpu',
    confidence: Math.min(surety(cpu, least), surety(busiest, WORKER_BUSY / 1.5)),
    impact: busiest,
    summary: 'Worker threads do the work; the main thread waits for them.',
    evidence: [
      evidence(
        `The busiest worker thread was busy ${formatPercent(busiest)} of the time`,
        'program.workers.utilization.max',
        busiest,
        leastBusy,
      ),
      evidence(`Threads beside the main one used ${cpu.toFixed(2)} cores`, 'program.cpu', cpu, least),
      evidence(
        `The event loop was busy ${formatPercent(utilization)} of the time`,
        'program.eventLoop.utilization',
        utilization,
        LOOP_IDLE,
      ),
    ],
  });
};

const CHILDREN = 0.3;

export const childCpu: SignOf = (reading) => {
  const children = reading.mean('program.childrenCpu') ?? 0;
  const least = leastCpu(reading, children, CHILDREN);
  if (children < least) return null;
  const own = reading.mean('program.mainThread.cpu') ?? 0;
  // What works beside a program that works more is no bottleneck.
  if (own > children) return null;
  return sign({
    class: 'child-cpu',
    confidence: surety(children, least),
    impact: Math.min(1, children),
    summary: 'Processes that the program started do the work.',
    evidence: [
      evidence(`Its child processes used ${children.toFixed(2)} cores`, 'program.childrenCpu', children, least),
      evidence(`Its own main thread ran ${formatPercent(own)} of the time`, 'program.mainThread.cpu', own),
    ],
  });
};
