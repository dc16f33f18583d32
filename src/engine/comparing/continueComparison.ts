import { UserError } from '../../base/errors.ts';
import type { Comparison, ComparedRevision, ComparisonRun } from '../../model/comparison.ts';
import type { Environment, Selection } from '../../model/run.ts';
import { isSelected } from '../benchmarks/index.ts';
import type { EarlierBlocks } from './pairState.ts';

export interface Continued {
  readonly selections: readonly Selection[];
  readonly earlier: ReadonlyMap<string, EarlierBlocks>;
  /** What was not compared, and still is not. */
  readonly others: readonly Comparison[];
}

type Compared = Extract<Comparison, { state: 'compared' }>;

/**
 * What of an earlier comparison counts for one that measures on, and which benchmarks get more blocks: those that are asked for,
 * else all that are inconclusive. The others are judged with them again.
 * @throws UserError `cannot-continue` where the two would not measure the same
 */
export function continueComparison(
  before: ComparisonRun,
  now: {
    readonly baseline: ComparedRevision;
    readonly candidate: ComparedRevision;
    readonly environment: Environment;
    readonly benches: ComparisonRun['benches'];
    readonly selections: readonly Selection[] | undefined;
    readonly nameFilter: string | undefined;
  },
): Continued {
  for (const side of ['baseline', 'candidate'] as const) {
    if (before[side].commit === now[side].commit && before[side].dirtyHash === now[side].dirtyHash) continue;
    const what = side === 'candidate' && now.candidate.dirtyHash !== before.candidate.dirtyHash ? 'Files on disk have' : `The ${side} has`;
    throw new UserError('cannot-continue', `${what} changed since that comparison, so it cannot be measured on. Compare anew.`);
  }
  if (before.environment.id !== now.environment.id || before.benches !== now.benches) {
    throw new UserError('cannot-continue', 'That comparison was made in another environment or with other bench files. Compare anew.');
  }
  const compared = before.comparisons.filter(
    (comparison): comparison is Compared & { design: EarlierBlocks['design'] } =>
      comparison.state === 'compared' && comparison.design !== 'separate-runs',
  );
  const { selections, nameFilter } = now;
  const isAsked = ({ benchmark, estimate }: Compared): boolean => {
    if (selections === undefined && nameFilter === undefined) return estimate.verdict === 'inconclusive';
    return isSelected(benchmark, selections ?? [{ file: benchmark.file }], nameFilter);
  };
  return {
    selections: compared.map(({ benchmark }) => ({ file: benchmark.file, path: benchmark.path })),
    earlier: new Map(
      compared.map((comparison) => {
        const { benchmark, design, blocks } = comparison;
        return [benchmark.id, { design, blocks, open: isAsked(comparison) }];
      }),
    ),
    others: before.comparisons.filter(({ state }) => state !== 'compared'),
  };
}
