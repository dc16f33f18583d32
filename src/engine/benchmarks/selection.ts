import { benchmarkId, type CollectedBenchmark } from '../../model/benchmark.ts';
import type { Measurement } from '../../model/measurement.ts';
import type { Selection } from '../../model/run.ts';

/** A selection says which benchmarks of a file are meant; none at all means every one. */
function isInside(benchmark: CollectedBenchmark, { path, range }: Selection): boolean {
  if (path && !path.every((name, index) => benchmark.path[index] === name)) return false;
  if (!range) return true;
  const { line } = benchmark;
  return line !== null && line >= range.startLine && line <= range.endLine;
}

const isWhole = ({ path, range }: Selection) => path === undefined && range === undefined;

export function isSelected(benchmark: CollectedBenchmark, selections: readonly Selection[], nameFilter: string | undefined): boolean {
  if (nameFilter !== undefined && !benchmark.id.toLowerCase().includes(nameFilter.toLowerCase())) return false;
  return selections.some((selection) => selection.file === benchmark.file && isInside(benchmark, selection));
}

/** True when the user pointed at this very benchmark: then `only` elsewhere in the file does not keep it from running. */
export function isNamed(benchmark: CollectedBenchmark, selections: readonly Selection[]): boolean {
  return selections.some(
    (selection) => selection.file === benchmark.file && selection.path?.length === benchmark.path.length && isInside(benchmark, selection),
  );
}

/** Selections that no benchmark of the file answers to: it changed since they were made. */
export function unmatched(benchmarks: readonly CollectedBenchmark[], selections: readonly Selection[]): readonly Selection[] {
  return selections.filter((selection) => !isWhole(selection) && !benchmarks.some((benchmark) => isInside(benchmark, selection)));
}

export type SkipReason = Extract<Measurement, { state: 'skipped' }>['reason'];

/** What is to be run of the benchmarks that a file declares, and what is a result without running. */
export interface Targets {
  readonly run: readonly CollectedBenchmark[];
  readonly skipped: readonly { readonly benchmark: CollectedBenchmark; readonly reason: SkipReason }[];
  /** Paths that were asked for, and that the file does not declare any more. */
  readonly vanished: readonly (readonly string[])[];
}

export function targetsOf(
  benchmarks: readonly CollectedBenchmark[],
  file: string,
  { selections, nameFilter }: { readonly selections: readonly Selection[]; readonly nameFilter?: string | undefined },
): Targets {
  const own = selections.filter((selection) => selection.file === file);
  const onlyIsUsed = benchmarks.some(({ mode }) => mode === 'only');
  const reasonOf = (benchmark: CollectedBenchmark): SkipReason | null => {
    const { mode } = benchmark;
    if (mode === 'skip' || mode === 'todo') return mode;
    return mode === 'run' && onlyIsUsed && !isNamed(benchmark, own) ? 'only-elsewhere' : null;
  };
  const selected = benchmarks.filter((benchmark) => isSelected(benchmark, own, nameFilter));
  return {
    run: selected.filter((benchmark) => reasonOf(benchmark) === null),
    skipped: selected.flatMap((benchmark) => {
      const reason = reasonOf(benchmark);
      return reason === null ? [] : [{ benchmark, reason }];
    }),
    vanished: nameFilter === undefined ? unmatched(benchmarks, own).flatMap(({ path }) => (path ? [path] : [])) : [],
  };
}

/** What stands for a benchmark that was asked for and that its file does not declare. */
export function undeclared(file: string, path: readonly string[], api: CollectedBenchmark['api'] = 'laptime'): CollectedBenchmark {
  return {
    id: benchmarkId(file, path),
    file,
    path,
    api,
    mode: 'run',
    line: null,
    column: null,
    parameters: null,
    budget: null,
    baseline: false,
  };
}
