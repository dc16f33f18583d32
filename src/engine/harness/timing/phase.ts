import { nowMs, type Stopwatch } from './stopwatch.ts';

/**
 * One stretch of a block: warm-up, timed part, heap probe. Whoever runs the batches asks for the size of the next one
 * and reports its start and its end; sizes and the end of the phase are decided here, so that our loops and a loop
 * inside the bench file itself (mitata's iterators) are driven alike.
 */
export interface Phase {
  /** Iterations of the next batch; 0 ends the phase. */
  next(): number;
  start(): void;
  /** `ownNs`: what the batch itself says that it took, instead of the stopwatch. */
  stop(ownNs?: number): void;
}

/** Iterations of a batch, shared by the phases of a block: the warm-up finds it, the timed part keeps it. */
export interface BatchSize {
  iterations: number;
  /** At the most: prepared inputs take memory. */
  limit: number;
  /** Always a multiple of this, the number of concurrent calls. */
  readonly step: number;
}

export function setBatchSize(size: BatchSize, iterations: number): void {
  const steps = Math.floor(Math.min(iterations, size.limit) / size.step);
  size.iterations = Math.max(1, steps) * size.step;
}

/** What counts as the time of the last stretch: without the wait for a core where the scheduler tells it. */
export function correctedNs(stopwatch: Stopwatch): number {
  return stopwatch.waiting === 'run-delay' ? Math.max(0, stopwatch.wallNs - stopwatch.waitedNs!) : stopwatch.wallNs;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Windows that have to agree, and how well: (highest - lowest) / lowest of their medians. */
const AGREEING_WINDOWS = 3;
const AGREEMENT = 0.02;
/** Closer than this, a direction is only rounding. */
const SAME = 0.005;
const WINDOW_BATCHES = 8;

function areSteady(medians: readonly number[]): boolean {
  if (medians.length < AGREEING_WINDOWS + 1) return false;
  const last = medians.slice(-AGREEING_WINDOWS);
  const lowest = Math.min(...last);
  const spread = (Math.max(...last) - lowest) / Math.max(lowest, Number.MIN_VALUE);
  if (spread <= SAME) return true;
  const falling = last.every((value, index) => index === 0 || value < last[index - 1]!);
  const rising = last.every((value, index) => index === 0 || value > last[index - 1]!);
  return spread <= AGREEMENT && !falling && !rising;
}

export interface WarmupPhase extends Phase {
  readonly end: 'steady' | 'spent';
  readonly elapsedMs: number;
  /** Time of an iteration as it was last seen, ns. */
  readonly iterationNs: number;
}

/**
 * Grows the batch until it lasts about `targetNs`, then runs until the medians of the last windows agree and have no
 * direction, or `limitMs` is spent.
 */
export function createWarmup(options: {
  readonly stopwatch: Stopwatch;
  readonly size: BatchSize;
  readonly targetNs: number;
  /** When it all began, the first calls included. */
  readonly beganMs: number;
  readonly limitMs: number;
  readonly minIterations: number;
  /** The end, whatever the number of iterations. */
  readonly mostMs: number;
}): WarmupPhase {
  const { stopwatch, size, targetNs, beganMs, limitMs, minIterations, mostMs } = options;
  let window: number[] = [];
  let windowBatches = WINDOW_BATCHES;
  const medians: number[] = [];
  let calibrated = false;
  let steady = false;
  let iterations = 0;
  let elapsedMs = 0;
  let lastNs = 0;

  function calibrate(batchNs: number): void {
    if (batchNs >= targetNs / 2 || size.iterations >= size.limit) {
      calibrated = true;
      // Long calls would fill a window of eight only after the whole warm-up.
      windowBatches = Math.max(2, Math.min(WINDOW_BATCHES, Math.floor((limitMs * 1e6) / 12 / Math.max(batchNs, 1))));
      return;
    }
    setBatchSize(size, Math.ceil(size.iterations * Math.min(10, Math.max(2, targetNs / Math.max(batchNs, 1)))));
  }

  return {
    next() {
      elapsedMs = nowMs() - beganMs;
      const over = (iterations >= minIterations && (steady || elapsedMs >= limitMs)) || elapsedMs >= mostMs;
      return over ? 0 : size.iterations;
    },
    start: stopwatch.start,
    stop(ownNs) {
      stopwatch.stop();
      const batchNs = ownNs ?? correctedNs(stopwatch);
      iterations += size.iterations;
      lastNs = batchNs / size.iterations;
      if (!calibrated) return calibrate(batchNs);
      window.push(batchNs / size.iterations);
      if (window.length < windowBatches) return;
      const iterationNs = median(window);
      medians.push(iterationNs);
      window = [];
      steady = areSteady(medians);
      // Optimized code is faster than what the batch was calibrated with.
      const batches = (iterationNs * size.iterations) / targetNs;
      if (batches < 0.7 || (batches > 1.5 && size.iterations > size.step))
        setBatchSize(size, Math.ceil(targetNs / Math.max(iterationNs, 1e-3)));
    },
    get end() {
      return steady ? 'steady' : 'spent';
    },
    get elapsedMs() {
      return elapsedMs;
    },
    get iterationNs() {
      return medians.at(-1) ?? lastNs;
    },
  };
}

const MOST_SAMPLES = 20_000;

export interface TimedPhase extends Phase {
  readonly samplesNs: number[];
  readonly sampleAtMs: number[];
  /** Waiting in each sample, ns; empty where it cannot be known. */
  readonly waitedNs: number[];
  readonly wallNs: number;
  /** Of that, waiting; 0 where it cannot be known. */
  readonly allWaitedNs: number;
  /** When each batch ran, on the time line of `performance.now()`. */
  readonly stretches: { startMs: number; endMs: number }[];
}

export function createTimedPhase(options: {
  readonly stopwatch: Stopwatch;
  readonly size: BatchSize;
  readonly durationMs: number;
  readonly minIterations: number;
  /** The end, whatever was reached: preparing inputs is not timed and may take far longer than what is. */
  readonly mostMs: number;
}): TimedPhase {
  const { stopwatch, size, durationMs, minIterations, mostMs } = options;
  const samplesNs: number[] = [];
  const sampleAtMs: number[] = [];
  const waitedNs: number[] = [];
  let wallNs = 0;
  let allWaitedNs = 0;
  const stretches: TimedPhase['stretches'] = [];
  let beganMs = 0;
  let startMs = 0;

  return {
    samplesNs,
    sampleAtMs,
    waitedNs,
    stretches,
    next() {
      const measured = samplesNs.length;
      if (measured === 0) beganMs = nowMs();
      const timeIsUp = wallNs >= durationMs * 1e6 && measured * size.iterations >= minIterations;
      const tookTooLong = nowMs() - beganMs >= mostMs;
      return measured > 0 && (timeIsUp || tookTooLong || measured >= MOST_SAMPLES) ? 0 : size.iterations;
    },
    start() {
      startMs = nowMs();
      stopwatch.start();
    },
    stop(ownNs) {
      stopwatch.stop();
      const endMs = nowMs();
      stretches.push({ startMs, endMs });
      wallNs += stopwatch.wallNs;
      samplesNs.push((ownNs ?? correctedNs(stopwatch)) / size.iterations);
      sampleAtMs.push(endMs - stretches[0]!.startMs);
      if (stopwatch.waitedNs === null) return;
      waitedNs.push(stopwatch.waitedNs);
      allWaitedNs += stopwatch.waitedNs;
    },
    get wallNs() {
      return wallNs;
    },
    get allWaitedNs() {
      return allWaitedNs;
    },
  };
}
