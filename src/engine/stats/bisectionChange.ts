import type { Interval } from '../../model/measurement.ts';
import { bisectionPosterior, valuesOf, type BisectionEvidence } from './bisection.ts';
import { apartDeviations } from './bisectionForecast.ts';
import type { BisectionBlock } from './bisectionStep.ts';
import { clippedLevel, meanInterval } from './clippedLevel.ts';

/** How large a change is that was found, in the unit of the values. */
export interface BisectionChange {
  readonly difference: number;
  readonly interval: Interval;
  /** What the levels change before and after the block besides, where that is beyond doubt and matters; else null. */
  readonly earlier: number | null;
  readonly later: number | null;
}

/**
 * The level after the block minus that before it, with the t interval of two groups with a common variance. All values on
 * both sides speak for it, unless the levels move elsewhere, too: then only those of the two positions around the block. A
 * movement elsewhere is told where it is 4 standard errors and half the threshold. Null where one side has no values.
 */
export function bisectionChange(evidence: BisectionEvidence, block: BisectionBlock, threshold: number): BisectionChange | null {
  const { noise, clip, degreesOfFreedom } = bisectionPosterior(evidence);
  const level = (isMeant: (position: number) => boolean) =>
    clippedLevel(valuesOf(evidence.runs.filter(({ position }) => isMeant(position))), clip);
  const between = (lower: (position: number) => boolean, upper: (position: number) => boolean) => {
    const [from, to] = [level(lower), level(upper)];
    if (from.count === 0 || to.count === 0) return null;
    return { difference: to.mean - from.mean, standardError: noise * Math.sqrt(1 / from.count + 1 / to.count) };
  };
  const at = (wanted: number) => (position: number) => position === wanted;
  const moved = (from: number, to: number) => {
    const step = from === to ? null : between(at(from), at(to));
    if (step === null || Math.abs(step.difference) < threshold / 2) return null;
    return Math.abs(step.difference) >= apartDeviations(degreesOfFreedom) * step.standardError ? step.difference : null;
  };
  const earlier = moved(0, block.before);
  const later = moved(block.last, evidence.weights.length - 1);
  const alone = earlier === null && later === null;
  const step = alone
    ? between(
        (position) => position < block.first,
        (position) => position >= block.last,
      )
    : between(at(block.before), at(block.last));
  if (step === null) return null;
  const { difference, standardError } = step;
  return { difference, interval: meanInterval(difference, standardError, degreesOfFreedom), earlier, later };
}
