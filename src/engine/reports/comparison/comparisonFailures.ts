import type { ComparisonRun } from '../../../model/comparison.ts';
import { inSourceOrder } from '../../../model/sourceOrder.ts';
import type { FailureNote } from '../failureNotes.ts';
import { whereText } from '../wording.ts';
import { failureOnText } from './outcomes.ts';

/** Everything that failed on either side, files first. That only one side has a benchmark is no failure. */
export function comparisonFailures({ fileFailures, comparisons }: ComparisonRun): readonly FailureNote[] {
  const files = fileFailures.map(({ file, side, failure, output }) => ({
    subject: file,
    title: failureOnText(side, failure),
    where: whereText(failure, null),
    failure,
    output,
  }));
  const benchmarks = inSourceOrder(comparisons).flatMap((comparison): FailureNote[] => {
    if (comparison.state !== 'failed' || comparison.failure.kind === 'vanished') return [];
    const { benchmark, side, failure } = comparison;
    return [{ subject: benchmark.id, title: failureOnText(side, failure), where: whereText(failure, benchmark), failure, output: '' }];
  });
  return [...files, ...benchmarks];
}
