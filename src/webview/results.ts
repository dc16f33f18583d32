import { changeAgainst, type Change } from '../model/change.ts';
import { groupMeasurements, type Relative } from '../model/groups.ts';
import type { Summary } from '../model/measurement.ts';
import type { EarlierResult } from '../model/run.ts';
import type { PanelMeasurement, PanelRun } from '../protocol/panel.ts';
import type { SortValues } from './table/arrange.ts';
import { toRowGroups, type RowGroup, type TableRow } from './table/rows.ts';

/** One benchmark of the run as the table shows it. */
export interface Row extends TableRow {
  readonly measurement: PanelMeasurement;
  readonly summary: Summary | null;
  readonly change: Change | null;
  readonly relative: Relative | null;
}

export type Group = RowGroup<Row>;

export function groupResults(run: PanelRun, earlier: Readonly<Record<string, EarlierResult>>): readonly Group[] {
  return toRowGroups(
    groupMeasurements(run.measurements),
    ({ measurement }) => measurement.benchmark,
    ({ measurement, summary, relative }, placed): Row => {
      const { id, file } = placed;
      const before = Object.hasOwn(earlier, id) ? earlier[id] : undefined;
      const loader = run.loaders[file]?.loader;
      return {
        ...placed,
        state: measurement.state,
        warnings: measurement.warnings,
        failure: measurement.state === 'failed' ? { failure: measurement.failure } : null,
        measurement,
        summary,
        change: summary && before && loader ? changeAgainst(before, { summary, environmentId: run.environment.id, loader }) : null,
        relative,
      };
    },
  );
}

export type SortKey = 'name' | 'median' | 'change' | 'relative' | 'ops' | 'p99' | 'heap' | 'gc';

const changeValue = (change: Change | null): number | null => (change && 'ratio' in change ? change.ratio : null);

export const sortValues: SortValues<Row, SortKey> = {
  name: (row) => row.name,
  median: (row) => row.summary?.medianNs ?? null,
  change: (row) => changeValue(row.change),
  relative: (row) => row.relative?.ratio ?? null,
  ops: (row) => row.summary?.opsPerSecond ?? null,
  p99: (row) => row.summary?.p99Ns ?? null,
  heap: (row) => row.summary?.heapBytesPerIteration ?? null,
  gc: (row) => row.summary?.gcMs ?? null,
};
