import { changeAgainst, type Change } from '../model/change.ts';
import type { Summary } from '../model/measurement.ts';
import type { EarlierResult, FileFailure } from '../model/run.ts';
import type { PanelMeasurement, PanelRun } from '../protocol/panel.ts';

/** A median against the reference of its group. `clear` where the intervals exclude each other. */
export interface Relative {
  readonly isReference: boolean;
  /** Median over the reference's: 2 took twice as long. */
  readonly ratio: number;
  readonly clear: boolean;
}

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
  /** A baseline that the file declares, else the fastest; null when nothing was measured or there is only one. */
  readonly reference: Row | null;
}

export const summaryOf = (measurement: PanelMeasurement): Summary | null =>
  measurement.state === 'skipped' ? null : measurement.summary;

const keyOf = (file: string, path: readonly string[]): string => JSON.stringify([file, ...path]);

/** In the order of the run: files as they come, groups as they first appear in their file. */
export function groupResults(run: PanelRun, earlier: Readonly<Record<string, EarlierResult>>): readonly Group[] {
  const byFile = new Map<string, Map<string, PanelMeasurement[]>>();
  for (const measurement of run.measurements) {
    const { file, path } = measurement.benchmark;
    const groups = byFile.get(file) ?? new Map<string, PanelMeasurement[]>();
    byFile.set(file, groups);
    const key = keyOf(file, path.slice(0, -1));
    const members = groups.get(key);
    if (members) members.push(measurement);
    else groups.set(key, [measurement]);
  }
  return [...byFile].flatMap(([file, groups]) => [...groups].map(([key, members]) => toGroup(key, file, members, run, earlier)));
}

function toGroup(
  key: string,
  file: string,
  members: readonly PanelMeasurement[],
  run: PanelRun,
  earlier: Readonly<Record<string, EarlierResult>>,
): Group {
  const measured = members.filter((member) => summaryOf(member) !== null);
  const baseline = measured.find((member) => member.benchmark.baseline);
  const fastest = measured.reduce<PanelMeasurement | undefined>(
    (best, member) => (best === undefined || summaryOf(member)!.medianNs < summaryOf(best)!.medianNs ? member : best),
    undefined,
  );
  const reference = measured.length > 1 ? (baseline ?? fastest) : undefined;
  const path = members[0]!.benchmark.path.slice(0, -1);
  const rows = members.map((member): Row => {
    const { id, path: names } = member.benchmark;
    const summary = summaryOf(member);
    const before = Object.hasOwn(earlier, id) ? earlier[id] : undefined;
    const loader = run.loaders[file]?.loader;
    return {
      id,
      name: names.at(-1) ?? id,
      file,
      groupKey: key,
      groupPath: path,
      measurement: member,
      summary,
      change: summary && before && loader ? changeAgainst(before, { summary, environmentId: run.environment.id, loader }) : null,
      relative: summary && reference ? relativeTo(reference, member) : null,
      searchText: [file, ...names].join('\n').toLowerCase(),
    };
  });
  return { key, file, path, rows, reference: rows.find((row) => row.measurement === reference) ?? null };
}

function relativeTo(reference: PanelMeasurement, member: PanelMeasurement): Relative {
  const [base, own] = [summaryOf(reference)!, summaryOf(member)!];
  const [a, b] = [base.intervalNs, own.intervalNs];
  return {
    isReference: member === reference,
    ratio: own.medianNs / base.medianNs,
    clear: a !== null && b !== null && (b.low > a.high || b.high < a.low),
  };
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
  const joined = grouped ? shown : [{ key: '', file: '', path: [], rows: shown.flatMap((group) => group.rows), reference: null }];
  return sort === null ? joined : joined.map((group) => ({ ...group, rows: group.rows.toSorted(compareRows(sort)) }));
}

/** Files that could not be loaded and that the filter lets through. */
export function arrangeFailures(failures: readonly FileFailure[], filter: string): readonly FileFailure[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return failures.filter((failure) => words.every((word) => failure.file.toLowerCase().includes(word)));
}
