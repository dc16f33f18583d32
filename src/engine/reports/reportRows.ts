import { changeAgainst, type Change } from '../../model/change.ts';
import { groupMeasurements, type Relative } from '../../model/groups.ts';
import type { Measurement, Summary } from '../../model/measurement.ts';
import type { EarlierResult, Run } from '../../model/run.ts';

/** Results of an earlier run by benchmark id. */
export type EarlierResults = Readonly<Record<string, EarlierResult>>;

export interface ReportRow {
  /** The last part of the path. */
  readonly name: string;
  readonly measurement: Measurement;
  readonly summary: Summary | null;
  readonly relative: Relative | null;
  /** Null without an earlier result. */
  readonly change: Change | null;
}

export interface ReportGroup {
  readonly file: string;
  readonly path: readonly string[];
  readonly rows: readonly ReportRow[];
}

/** What tables show of a run, in its order. */
export function reportGroups(run: Run, earlier: EarlierResults): readonly ReportGroup[] {
  return groupMeasurements(run.measurements).map(({ file, path, members }) => ({
    file,
    path,
    rows: members.map(({ measurement, summary, relative }) => {
      const { id, path: names } = measurement.benchmark;
      const before = Object.hasOwn(earlier, id) ? earlier[id] : undefined;
      const loader = run.loaders[file]?.loader;
      return {
        name: names.at(-1) ?? id,
        measurement,
        summary,
        relative,
        change: summary && before && loader ? changeAgainst(before, { summary, environmentId: run.environment.id, loader }) : null,
      };
    }),
  }));
}

export interface StateCounts {
  readonly measured: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Files that could not be loaded count as failed. */
export function countStates(run: Run): StateCounts {
  const count = (state: Measurement['state']) => run.measurements.filter((measurement) => measurement.state === state).length;
  return { measured: count('measured'), failed: count('failed') + run.fileFailures.length, skipped: count('skipped') };
}
