import { closeSync, openSync, readSync } from 'node:fs';

// Taken at the start: a bench file may replace the global clock by a fake one.
const readClock = performance.now.bind(performance);

/** Monotonic, milliseconds. */
export const nowMs = (): number => readClock();

/** Times a stretch, and how much of it the thread waited for a core. */
export interface Stopwatch {
  /** How waiting is known: from the scheduler's accounts, guessed from the processor time, or not at all. */
  readonly waiting: 'run-delay' | 'processor-time' | 'unknown';
  start(): void;
  stop(): void;
  /** Of the last stretch. */
  readonly wallNs: number;
  /** Of the last stretch; null where it cannot be known. With `processor-time`, sleeping counts as waiting. */
  readonly waitedNs: number | null;
  dispose(): void;
}

/** The second field of `/proc/thread-self/schedstat`: nanoseconds this thread was runnable and had no core. Linux only. */
function openRunDelay(): { read(): number; close(): void } | null {
  try {
    // "thread-self" is resolved now, to the main thread, which is the one that times.
    const fd = openSync('/proc/thread-self/schedstat', 'r');
    const bytes = Buffer.alloc(128);
    const read = () => {
      const length = readSync(fd, bytes, 0, bytes.length, 0);
      let at = bytes.indexOf(32) + 1;
      let delayNs = 0;
      for (; at < length && bytes[at]! >= 48 && bytes[at]! <= 57; at++) delayNs = delayNs * 10 + bytes[at]! - 48;
      return delayNs;
    };
    read();
    return { read, close: () => closeSync(fd) };
  } catch {
    return null;
  }
}

type ThreadCpuUsage = () => { user: number; system: number };

/** Since Node 23.9. */
const threadCpuUsage = (process as { threadCpuUsage?: ThreadCpuUsage }).threadCpuUsage?.bind(process);

export function createStopwatch(): Stopwatch {
  const runDelay = openRunDelay();
  const waiting = runDelay ? 'run-delay' : threadCpuUsage ? 'processor-time' : 'unknown';
  let wallNs = 0;
  let waitedNs: number | null = null;
  let startedMs = 0;
  let delayAtStart = 0;

  const processorNs = () => {
    const usage = threadCpuUsage!();
    return (usage.user + usage.system) * 1000;
  };

  return {
    waiting,
    start() {
      if (runDelay) delayAtStart = runDelay.read();
      else if (threadCpuUsage) delayAtStart = processorNs();
      startedMs = readClock();
    },
    stop() {
      wallNs = (readClock() - startedMs) * 1e6;
      if (runDelay) waitedNs = Math.min(wallNs, runDelay.read() - delayAtStart);
      else if (threadCpuUsage) waitedNs = Math.max(0, wallNs - (processorNs() - delayAtStart));
    },
    get wallNs() {
      return wallNs;
    },
    get waitedNs() {
      return waitedNs;
    },
    dispose() {
      runDelay?.close();
    },
  };
}

/** The smallest step that the clock was seen to make, ns. */
export function measureTimerResolutionNs(): number {
  let smallestMs = Infinity;
  let before = readClock();
  for (let read = 0; read < 2000; read++) {
    const after = readClock();
    if (after > before && after - before < smallestMs) smallestMs = after - before;
    before = after;
  }
  // A clock that did not move in 2,000 reads is as coarse as the time they took: a millisecond at the most.
  return Number.isFinite(smallestMs) ? smallestMs * 1e6 : 1e6;
}
