import type { RowGroup, TableRow } from './rows.ts';

export interface Sort<K extends string> {
  readonly key: K;
  readonly descending: boolean;
}

/** What a column sorts by; null goes last in both directions. */
export type SortValues<R, K extends string> = Readonly<Record<K, (row: R) => number | string | null>>;

export interface Arrangement<R, K extends string> {
  readonly filter: string;
  /** Null keeps the order of the source. */
  readonly sort: Sort<K> | null;
  /** False sorts over all groups: one list. */
  readonly grouped: boolean;
  readonly values: SortValues<R, K>;
  /** Sorted by these, files and groups stand in the order of their first rows, not in that of the source. */
  readonly leading?: ReadonlySet<K>;
}

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** What the table shows of the groups. Sorted inside groups, or, ungrouped, as one group without a path. */
export function arrange<R extends TableRow, K extends string>(
  groups: readonly RowGroup<R>[],
  { filter, sort, grouped, values, leading }: Arrangement<R, K>,
): readonly RowGroup<R>[] {
  const words = wordsOf(filter);
  const keep = (row: R) => words.every((word) => row.searchText.includes(word));
  const kept = words.length === 0 ? groups : groups.map((group) => ({ ...group, rows: group.rows.filter(keep) }));
  const shown = kept.filter((group) => group.rows.length > 0);
  if (shown.length === 0) return [];
  const joined = grouped ? shown : [{ key: '', file: '', path: [], rows: shown.flatMap((group) => group.rows) }];
  if (sort === null) return joined;
  const compare = compareRows(values[sort.key], sort.descending);
  const sorted = joined.map((group) => ({ ...group, rows: group.rows.toSorted(compare) }));
  return leading?.has(sort.key) ? byFirstRow(sorted, compare) : sorted;
}

function compareRows<R>(value: (row: R) => number | string | null, descending: boolean): (a: R, b: R) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (typeof x === 'string' || typeof y === 'string' ? names.compare(String(x), String(y)) : x - y);
  };
}

/** The groups of a file stay together. */
function byFirstRow<R>(groups: readonly RowGroup<R>[], compare: (a: R, b: R) => number): readonly RowGroup<R>[] {
  const first = (a: RowGroup<R>, b: RowGroup<R>) => compare(a.rows[0]!, b.rows[0]!);
  const files = new Map<string, RowGroup<R>[]>();
  for (const group of groups) {
    const own = files.get(group.file);
    if (own) own.push(group);
    else files.set(group.file, [group]);
  }
  return [...files.values()]
    .map((own) => own.toSorted(first))
    .toSorted((a, b) => first(a[0]!, b[0]!))
    .flat();
}

/** Files that could not be loaded and that the filter lets through. */
export function arrangeFailures<F extends { readonly file: string }>(failures: readonly F[], filter: string): readonly F[] {
  const words = wordsOf(filter);
  return failures.filter((failure) => words.every((word) => failure.file.toLowerCase().includes(word)));
}

const wordsOf = (filter: string): readonly string[] => filter.toLowerCase().split(/\s+/).filter(Boolean);
