import type { TimedPhase } from './phase.ts';
import type { Stopwatch } from './stopwatch.ts';

/**
 * Waiting beyond this many times the time of the batch itself makes a batch worthless. Where it was subtracted, what is left
 * of a batch that mostly waited is mostly the error of the subtraction (down to nothing at all: the account and the timer
 * are not read in the same instant). Where it is only known, it is still in the sample.
 */
const MOST_WAITING = { 'run-delay': 1, 'processor-time': 0.02 } as const;

/** How long each batch waited for a core, in multiples of what makes it worthless. `iterations` is the size of a batch. */
export function waitingOf(
  { samplesNs, waitedNs }: Pick<TimedPhase, 'samplesNs' | 'waitedNs'>,
  iterations: number,
  waiting: Exclude<Stopwatch['waiting'], 'unknown'>,
): number[] {
  return samplesNs.map((sampleNs, index) => waitedNs[index]! / (sampleNs * iterations || Number.MIN_VALUE) / MOST_WAITING[waiting]);
}

/** The places of batches that had their core; where that is less than half of them, of the half that waited least. */
export function placesWithoutWaiting(waiting: readonly number[]): number[] {
  const middle = waiting.toSorted((a, b) => a - b)[Math.ceil(waiting.length / 2) - 1] ?? 0;
  const limit = Math.max(1, middle);
  return [...waiting.keys()].filter((index) => waiting[index]! <= limit);
}

/** Of the size of a worthless wait: after it the caches are cold, and its subtraction is off. */
const NEXT_TO_NOTHING = 0.05;
/** With fewer pairs their median is not worth much. */
const FEWEST_CLEAN = 8;

/**
 * The places of pairs in which neither batch waited to speak of, where there are enough of them; else of those that had their core.
 * `waiting` is that of the worse side of each pair.
 */
export function cleanPlaces(waiting: readonly number[]): number[] {
  const clean = [...waiting.keys()].filter((index) => waiting[index]! <= NEXT_TO_NOTHING);
  return clean.length >= FEWEST_CLEAN ? clean : placesWithoutWaiting(waiting);
}
