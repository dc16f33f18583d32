import { errorShareAt } from './errorShare.ts';
import { logMargin, widths } from './judge.ts';
import { isLook, trimShareAt } from './looks.ts';
import { normalCdf } from './normal.ts';
import { trimmedCount } from './trimmedMean.ts';
import { normalWinsorizedVariance } from './winsorizedVariance.ts';

/** Chance of a verdict from which on it is worth to go on. */
const PROBABLE = 0.8;

/**
 * How large the standard error of the trimmed mean over `count` normal values is, and its degrees of freedom, in standard
 * deviations of one of them.
 */
export function plannedError(count: number): { standardError: number; degreesOfFreedom: number } {
  const cut = trimmedCount(count, trimShareAt(count));
  const left = count - 2 * cut;
  const squares = (count - 1) * normalWinsorizedVariance(cut / count);
  return { standardError: Math.sqrt(squares / (left * (left - 1))), degreesOfFreedom: left - 1 };
}

export interface Course {
  /** Estimated logarithm of the ratio. */
  readonly logRatio: number;
  /** Standard deviation of a block's log ratio. */
  readonly logNoise: number;
  /** Blocks so far. */
  readonly blocks: number;
  readonly margin: number;
}

/**
 * How many more blocks a verdict will probably take: up to the first look at which, should estimate and noise be the truth, a verdict is
 * reached with 80 % chance. Null when that is not so with `mostBlocks` altogether: an estimate that sits on the margin is neither
 * beyond it nor within, however long one measures. An expectation, and a hopeful one: estimates far out tend to come back. `strictness`
 * (1 or less) multiplies the error that `slower` and `faster` may have.
 */
export function blocksToSettle({ logRatio, logNoise, blocks, margin }: Course, mostBlocks: number, strictness = 1): number | null {
  const limit = logMargin(margin);
  for (let count = blocks + 1; count <= mostBlocks; count += 1) {
    if (!isLook(count)) continue;
    const planned = plannedError(count);
    const standardError = Math.max(planned.standardError * logNoise, Number.EPSILON);
    const share = errorShareAt(count);
    const far = Math.max(limit, widths(planned.degreesOfFreedom, share * strictness).difference * standardError);
    const near = limit - widths(planned.degreesOfFreedom, share).same * standardError;
    const below = (value: number) => normalCdf((value - logRatio) / standardError);
    const different = below(-far) + (1 - below(far));
    const same = near > 0 ? below(near) - below(-near) : 0;
    if (different + same >= PROBABLE) return count - blocks;
  }
  return null;
}
