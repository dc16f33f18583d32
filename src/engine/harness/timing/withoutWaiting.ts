import type { TimedPhase } from './phase.ts';
import type { Stopwatch } from './stopwatch.ts';

type Samples = Pick<TimedPhase, 'samplesNs' | 'sampleAtMs'>;

/**
 * Waiting beyond this many times the time of the batch itself makes a batch worthless. Where it was subtracted, what is left
 * of a batch that mostly waited is mostly the error of the subtraction (down to nothing at all: the account and the timer
 * are not read in the same instant). Where it is only known, it is still in the sample.
 */
const MOST_WAITING = { 'run-delay': 1, 'processor-time': 0.02 } as const;

/**
 * The samples of batches that had their core, in order of time; where that is less than half of them, the half that
 * waited least. `iterations` is the size of a batch.
 */
export function withoutWaiting(
  phase: Samples & Pick<TimedPhase, 'waitedNs'>,
  iterations: number,
  waiting: Exclude<Stopwatch['waiting'], 'unknown'>,
): Samples {
  const ratios = phase.samplesNs.map((sampleNs, index) => phase.waitedNs[index]! / (sampleNs * iterations || Number.MIN_VALUE));
  const middle = ratios.toSorted((a, b) => a - b)[Math.ceil(ratios.length / 2) - 1] ?? 0;
  const limit = Math.max(MOST_WAITING[waiting], middle);
  const keep = (_: number, index: number) => ratios[index]! <= limit;
  return { samplesNs: phase.samplesNs.filter(keep), sampleAtMs: phase.sampleAtMs.filter(keep) };
}
