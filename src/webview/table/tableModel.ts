import { computed, type ReadonlySignal } from '@preact/signals';
import type { Kept } from '../persisted.ts';
import { arrange, type Sort, type SortValues } from './arrange.ts';
import type { RowGroup, TableRow } from './rows.ts';

/** What a table shows, and how it is arranged. */
export interface TableModel<R extends TableRow, K extends string> {
  readonly groups: ReadonlySignal<readonly RowGroup<R>[]>;
  readonly arranged: ReadonlySignal<readonly RowGroup<R>[]>;
  readonly sort: ReadonlySignal<Sort<K | 'name'> | null>;
  /** Benchmarks that are checked and in the table. */
  readonly checked: ReadonlySignal<ReadonlySet<string>>;
  /** The benchmark whose detail is open, if the table has it, with its group. */
  readonly open: ReadonlySignal<{ readonly row: R; readonly group: RowGroup<R> } | null>;
  toggleSort(key: K | 'name'): void;
}

export interface TableOptions<R extends TableRow, K extends string> {
  readonly groups: ReadonlySignal<readonly RowGroup<R>[]>;
  readonly kept: ReadonlySignal<Kept>;
  readonly values: SortValues<R, K | 'name'>;
  readonly sortOf: (kept: Kept) => Sort<K | 'name'> | null;
  readonly keepSort: (sort: Sort<K | 'name'> | null) => void;
  /** Columns that begin with the largest. */
  readonly descendingFirst: ReadonlySet<K | 'name'>;
  /** Sorted by these, files and groups follow their first rows. */
  readonly leading?: ReadonlySet<K | 'name'>;
}

export function createTableModel<R extends TableRow, K extends string>(options: TableOptions<R, K>): TableModel<R, K> {
  const { groups, kept, values, descendingFirst, leading } = options;
  // One signal for each part, so that what has not changed is not arranged anew.
  const filter = computed(() => kept.value.filter);
  const grouped = computed(() => kept.value.grouped);
  const sort = computed(() => options.sortOf(kept.value));
  const checkedIds = computed(() => kept.value.checkedIds);
  const openId = computed(() => kept.value.openId);
  return {
    groups,
    arranged: computed(() =>
      arrange(groups.value, { filter: filter.value, sort: sort.value, grouped: grouped.value, values, ...(leading && { leading }) }),
    ),
    sort,
    checked: computed(() => {
      const known = new Set(groups.value.flatMap((group) => group.rows.map((row) => row.id)));
      return new Set(checkedIds.value.filter((id) => known.has(id)));
    }),
    open: computed(() => {
      const id = openId.value;
      if (id === null) return null;
      for (const group of groups.value) {
        const row = group.rows.find((candidate) => candidate.id === id);
        if (row) return { row, group };
      }
      return null;
    }),
    toggleSort(key) {
      const first = descendingFirst.has(key);
      const current = sort.peek();
      if (current?.key !== key) options.keepSort({ key, descending: first });
      else options.keepSort(current.descending === first ? { key, descending: !first } : null);
    },
  };
}
