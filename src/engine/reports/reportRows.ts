import { changeAgainst, type Change } from '../../model/change.ts';
import { groupMeasurements, type Relative } from '../../model/groups.ts';
import type { Measurement, Summary } from '../../model/measurement.ts';
import type { EarlierResult, Run } from '../../model/run.ts';
import type { TableGroup } from './tableLayout.ts';
import { stateText } from './wording.ts';

/** Results of an earlier run by benchmark id. */
export type EarlierResults = Readonly<Record<string, EarlierResult>>;

export interface ReportRow {
  /** The last part of the path. */
  readonly name: string;
  readonly isFailed: boolean;
  /** Why there are no numbers; null where there are. */
  readonly inPlaceOfCells: string | null;
  readonly measurement: Measurement;
  readonly summary: Summary | null;
  readonly relative: Relative | null;
  /** Null without an earlier result. */
  readonly change: Change | null;
}

export type ReportGroup = TableGroup<ReportRow>;

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
        isFailed: measurement.state === 'failed',
        inPlaceOfCells: measurement.state === 'measured' || summary ? null : stateText(measurement),
        measurement,
        summary,
        relative,
        change: summary && before && loader ? changeAgainst(before, { summary, environmentId: run.environment.id, loader }) : null,
      };
    }),
  }));
}
