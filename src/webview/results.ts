import { changeAgainst, type Change } from '../model/change.ts';
import { groupMeasurements, type Relative } from '../model/groups.ts';
import type { Summary } from '../model/measurement.ts';
import type { EarlierResult, FileFailure } from '../model/run.ts';
import type { PanelMeasurement, PanelRun } from '../protocol/panel.ts';

/** One benchmark of the run as the table shows it. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly groupKey: string;
  /** The names of the groups around it. */
  readonly groupPath: readonly string[];
  readonly measurement: PanelMeasurement;
  readonly summary: Summary | null;
  readonly change: Change | null;
  readonly relative: Relative | null;
  /** Lower-case text that the filter searches. */
  readonly searchText: string;
}

/** The benchmarks of one file with the same groups around them: what stands side by side. */
export interface Group {
  readonly key: string;
  readonly file: string;
  readonly path: readonly string[];
  readonly rows: readonly Row[];
}

const keyOf = (file: string, path: readonly string[]): string => JSON.stringify([file, ...path]);

export function groupResults(run: PanelRun, earlier: Readonly<Record<string, EarlierResult>>): readonly Group[] {
  return groupMeasurements(run.measurements).map(({ file, path, members }) => {
    const key = keyOf(file, path);
    const loader = run.loaders[file]?.loader;
    const rows = members.map(({ measurement, summary, relative }): Row => {
      const { id, path: names } = measurement.benchmark;
      const before = Object.hasOwn(earlier, id) ? earlier[id] : undefined;
      return {
        id,
        name: names.at(-1) ?? id,
        file,
        groupKey: key,
        groupPath: path,
        measurement,
        summary,
        change: summary && before && loader ? changeAgainst(before, { summary, environmentId: run.environment.id, loader }) : null,
        relative,
        searchText: [file, ...names].join('\n').toLowerCase(),
      };
    });
    return { key, file, path, rows };
  });
}

export type SortKey = 'name' | 'median' | 'change' | 'relative' | 'ops' | 'p99' | 'heap' | 'gc';

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

const changeValue = (change: Change | null): number | null => (change && 'ratio' in change ? change.ratio : null);

/** What a column sorts by; null goes last in both directions. */
export const sortValues: Readonly<Record<SortKey, (row: Row) => number | string | null>> = {
  name: (row) => row.name,
  median: (row) => row.summary?.medianNs ?? null,
  change: (row) => changeValue(row.change),
  relative: (row) => row.relative?.ratio ?? null,
  ops: (row) => row.summary?.opsPerSecond ?? null,
  p99: (row) => row.summary?.p99Ns ?? null,
  heap: (row) => row.summary?.heapBytesPerIteration ?? null,
  gc: (row) => row.summary?.gcMs ?? null,
};

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareRows(sort: Sort): (a: Row, b: Row) => number {
  const value = sortValues[sort.key];
  const sign = sort.descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (typeof x === 'string' || typeof y === 'string' ? names.compare(String(x), String(y)) : x - y);
  };
}

export interface Arrangement {
  readonly filter: string;
  /** Null keeps the order of the source. */
  readonly sort: Sort | null;
  /** False sorts over all groups: one list. */
  readonly grouped: boolean;
}

/** What the table shows of the groups. Sorted inside groups, or, ungrouped, as one group without a path. */
export function arrange(groups: readonly Group[], { filter, sort, grouped }: Arrangement): readonly Group[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const keep = (row: Row) => words.every((word) => row.searchText.includes(word));
  const kept = words.length === 0 ? groups : groups.map((group) => ({ ...group, rows: group.rows.filter(keep) }));
  const shown = kept.filter((group) => group.rows.length > 0);
  if (shown.length === 0) return [];
  const joined = grouped ? shown : [{ key: '', file: '', path: [], rows: shown.flatMap((group) => group.rows) }];
  return sort === null ? joined : joined.map((group) => ({ ...group, rows: group.rows.toSorted(compareRows(sort)) }));
}

/** Files that could not be loaded and that the filter lets through. */
export function arrangeFailures(failures: readonly FileFailure[], filter: string): readonly FileFailure[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return failures.filter((failure) => words.every((word) => failure.file.toLowerCase().includes(word)));
}
