import { UserError } from '../../base/errors.ts';
import type { BisectAnswer } from '../../model/bisection.ts';
import type { Comparison, Side } from '../../model/comparison.ts';
import type { Failure } from '../../model/measurement.ts';
import type { FolderOutcome } from '../comparing/index.ts';

/**
 * What a comparison of the good end (the baseline) with a commit says of the commit.
 * @throws UserError `bisect-good-failed` where the good end failed, which says nothing of the commit; `not-measured`
 */
export function answerOf({ comparisons, fileFailures }: Pick<FolderOutcome, 'comparisons' | 'fileFailures'>, id: string): BisectAnswer {
  const comparison = comparisons.find(({ benchmark }) => benchmark.id === id);
  if (comparison?.state === 'compared') return valueOf(comparison);
  if (comparison?.state === 'failed') return failed(comparison.side, comparison.failure);
  if (comparison?.state === 'skipped') {
    throw new UserError(
      'not-measured',
      `${id} is marked ${comparison.reason === 'only-elsewhere' ? 'as not to run: others are marked only' : comparison.reason}, so it cannot be searched.`,
    );
  }
  const failure = fileFailures.find(({ side }) => side === 'candidate') ?? fileFailures[0];
  if (failure) return failed(failure.side, failure.failure);
  return { kind: 'broken', message: 'it is not declared' };
}

function valueOf({ estimate, blocks }: Extract<Comparison, { state: 'compared' }>): BisectAnswer {
  const logTime = Math.log(estimate.ratio);
  return estimate.noise === null
    ? { kind: 'value', logTime }
    : { kind: 'value', logTime, logError: estimate.noise / Math.sqrt(blocks.length) };
}

function failed(side: Side, { kind, message }: Failure): BisectAnswer {
  const firstLine = message.split('\n', 1)[0] ?? '';
  if (side === 'baseline') {
    throw new UserError(
      'bisect-good-failed',
      `The benchmark failed at the good end while it was compared: ${firstLine} Search again to go on, or choose another good commit.`,
    );
  }
  return kind === 'timeout' ? { kind: 'timeout' } : { kind: 'broken', message: firstLine };
}
