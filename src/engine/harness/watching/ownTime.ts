import { performance } from 'node:perf_hooks';

/** What watching takes of the time of the main thread, as far as it is code of ours. */
export interface OwnTime {
  /** Times work that is done now and then. */
  time<Result>(work: () => Result): Result;
  /** Times one in so many of what is done for each call of the program, which is over sooner than it takes to time it. */
  sample<Message>(listener: (message: Message) => void): (message: Message) => void;
  /** Since it was read before. */
  readMs(): number;
}

const ONE_IN = 64;
const KEPT = 31;

export function createOwnTime(): OwnTime {
  const cpuMs = createCpuClock();
  let spentMs = 0;
  let count = 0;
  let sampledCount = 0;
  let timed = 0;
  const costsMs = new Float64Array(KEPT);
  return {
    time(work) {
      const beganMs = cpuMs();
      try {
        return work();
      } finally {
        spentMs += cpuMs() - beganMs;
      }
    },
    sample: (listener) => (message) => {
      count += 1;
      if (count % ONE_IN !== 0) {
        listener(message);
        return;
      }
      const beganMs = performance.now();
      listener(message);
      costsMs[timed++ % KEPT] = performance.now() - beganMs;
    },
    readMs() {
      // The median: while one of them was timed, others may have had the core.
      const known = costsMs.slice(0, Math.min(timed, KEPT)).toSorted();
      const eachMs = known[known.length >> 1] ?? 0;
      const readMs = spentMs + (count - sampledCount) * eachMs;
      spentMs = 0;
      sampledCount = count;
      return readMs;
    },
  };
}

/** Of this thread where Node tells it (since 23.9); otherwise time by the clock, which others may have had. */
function createCpuClock(): () => number {
  const usage = (process as { threadCpuUsage?: () => { user: number; system: number } }).threadCpuUsage?.bind(process);
  if (!usage) return performance.now.bind(performance);
  return () => {
    // Linux counts the time of a thread that runs only with its next tick, each 4 ms, unless the times of its process are asked for.
    process.cpuUsage();
    const { user, system } = usage();
    return (user + system) / 1e3;
  };
}
