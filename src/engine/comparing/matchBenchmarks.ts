import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Comparison, Side } from '../../model/comparison.ts';
import type { Failure } from '../../model/measurement.ts';
import type { Selection } from '../../model/run.ts';
import { ownLocation, targetsOf, undeclared, type CollectedFile } from '../benchmarks/index.ts';
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
  if (!known && failures.length > 0) return { pairs: [], aside: [], fileFailures: failures };
  if (!known) return absent(file, wanted);

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
  aside.push(...gone.map((benchmark) => failed(benchmark, 'candidate')));
  // Asked for by its path, and declared on no side; one that could not be loaded may well do so.
  for (const path of targetsOf([...(candidate ?? []), ...(baseline ?? [])], file, wanted).vanished) {
    const benchmark = undeclared(file, path, known[0]?.api);
    const unloaded = failures[0]?.side;
    aside.push(unloaded ? failed(benchmark, unloaded) : onNoSide(benchmark, `Neither revision's ${file} declares`));
  }
  // Where nothing else tells of the side that could not be loaded.
  return { pairs, aside, fileFailures: known.length === 0 && aside.length === 0 ? failures : [] };
}

/** Of a file that neither revision has. */
function absent(file: string, wanted: Wanted): Matched {
  const { vanished } = targetsOf([], file, wanted);
  if (vanished.length > 0) {
    const aside = vanished.map((path) => onNoSide(undeclared(file, path), `Neither revision has ${file}, which should declare`));
    return { pairs: [], aside, fileFailures: [] };
  }
  const failure: Failure = { kind: 'load', message: `Neither revision has ${file}.`, stack: '', location: null };
  return { pairs: [], aside: [], fileFailures: [{ file, side: 'candidate', failure, output: '' }] };
}

function onNoSide(benchmark: CollectedBenchmark, beginning: string): Comparison {
  const message = `${beginning} '${benchmark.path.join(' > ')}'.`;
  const failure: Failure = { kind: 'vanished', message, stack: '', location: null };
  return { state: 'failed', benchmark, side: 'candidate', warnings: [], failure };
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
