import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Comparison, Side } from '../../model/comparison.ts';
import type { Failure } from '../../model/measurement.ts';
import type { Selection } from '../../model/run.ts';
import { ownLocation, targetsOf, type CollectedFile } from '../benchmarks/index.ts';
import { SIDES } from './sides.ts';

export interface FileSides {
  readonly file: string;
  /** Null where the revision has no such file. */
  readonly baseline: CollectedFile | null;
  readonly candidate: CollectedFile | null;
}

export interface Matched {
  /** Declared on both sides, and to be measured. */
  readonly pairs: readonly CollectedBenchmark[];
  /** What is a result at once: skipped, or missing on a side. */
  readonly aside: readonly Comparison[];
  readonly fileFailures: readonly { readonly file: string; readonly side: Side; readonly failure: Failure; readonly output: string }[];
}

interface Wanted {
  readonly selections: readonly Selection[];
  readonly nameFilter?: string | undefined;
}

/** Brings together what both revisions declare in one bench file. The candidate says what is skipped. */
export function matchBenchmarks({ file, ...sides }: FileSides, wanted: Wanted): Matched {
  const declared = (side: Side) => {
    const collected = sides[side];
    return collected?.state === 'collected' ? collected.benchmarks : null;
  };
  const [baseline, candidate] = SIDES.map(declared);
  const failures = SIDES.flatMap((side) => {
    const collected = sides[side];
    return collected?.state === 'failed' ? [{ side, ...collected.failure }] : [];
  });
  // With no benchmark known at all, the file is what failed; otherwise each of its benchmarks did, on that side.
  const known = candidate ?? baseline;
  if (!known) return { pairs: [], aside: [], fileFailures: failures };

  const targets = targetsOf(known, file, wanted);
  const onBoth = new Set(baseline?.map(({ id }) => id));
  const aside: Comparison[] = targets.skipped.map((skipped) => ({ state: 'skipped', warnings: [], ...skipped }));
  const failed = (benchmark: CollectedBenchmark, side: Side): Comparison => ({
    state: 'failed',
    benchmark,
    side,
    warnings: [],
    failure: failures.find((failure) => failure.side === side)?.failure ?? missing(benchmark, side),
  });
  const pairs: CollectedBenchmark[] = [];
  for (const benchmark of targets.run) {
    if (!candidate) aside.push(failed(benchmark, 'candidate'));
    else if (!onBoth.has(benchmark.id)) aside.push(failed(benchmark, 'baseline'));
    else pairs.push(benchmark);
  }
  const inCandidate = new Set(candidate?.map(({ id }) => id));
  const gone = candidate && baseline ? targetsOf(baseline, file, wanted).run.filter(({ id }) => !inCandidate.has(id)) : [];
  return { pairs, aside: [...aside, ...gone.map((benchmark) => failed(benchmark, 'candidate'))], fileFailures: [] };
}

function missing(benchmark: CollectedBenchmark, side: Side): Failure {
  const message = `${benchmark.file} of the ${side} does not declare '${benchmark.path.join(' > ')}'.`;
  return {
    kind: 'vanished',
    message,
    stack: '',
    location: side === 'candidate' ? { file: benchmark.file, line: 1, column: 1 } : ownLocation(benchmark),
  };
}
