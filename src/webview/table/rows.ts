import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Side } from '../../model/comparison.ts';
import type { SourceGroup } from '../../model/groups.ts';
import type { Failure, MeasurementWarning } from '../../model/measurement.ts';

/** One benchmark as a table shows it, whatever the table says about it. */
export interface TableRow {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly groupKey: string;
  /** The names of the groups around it. */
  readonly groupPath: readonly string[];
  readonly benchmark: CollectedBenchmark;
  readonly state: 'measured' | 'compared' | 'failed' | 'skipped';
  readonly warnings: readonly MeasurementWarning[];
  /** Told in a line of its own. */
  readonly failure: ShownFailure | null;
  /** Lower-case text that the filter searches. */
  readonly searchText: string;
}

export interface ShownFailure {
  readonly failure: Failure;
  /** Of a comparison: where it failed. */
  readonly side?: Side;
}

/** The benchmarks of one file with the same groups around them: what stands side by side. */
export interface RowGroup<R> {
  readonly key: string;
  readonly file: string;
  readonly path: readonly string[];
  readonly rows: readonly R[];
}

/** What every row has by its benchmark and its place. */
export type PlacedRow = Omit<TableRow, 'state' | 'warnings' | 'failure'>;

/** Makes rows of all that is in groups. */
export function toRowGroups<M, R>(
  groups: readonly SourceGroup<M>[],
  benchmarkOf: (member: M) => CollectedBenchmark,
  toRow: (member: M, placed: PlacedRow) => R,
): readonly RowGroup<R>[] {
  return groups.map(({ file, path, members }) => {
    const key = JSON.stringify([file, ...path]);
    const rows = members.map((member) => {
      const benchmark = benchmarkOf(member);
      const { id, path: names } = benchmark;
      const searchText = [file, ...names].join('\n').toLowerCase();
      return toRow(member, { id, name: names.at(-1) ?? id, file, groupKey: key, groupPath: path, benchmark, searchText });
    });
    return { key, file, path, rows };
  });
}
