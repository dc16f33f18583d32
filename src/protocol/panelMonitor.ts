import type { Alert } from '../model/alert.ts';
import type { Diagnosis } from '../model/finding.ts';
import type { Metric, MetricSeries, SeriesMark, ThinnedPoint } from '../model/metric.ts';
import type { WatchedProgram } from '../model/watchedProgram.ts';

/** How far back the charts of the monitor go, at the most. */
export type MonitorRange = 'minutes' | 'hour' | 'day' | 'month';

export interface MonitorRangeParts {
  readonly durationMs: number;
  /** What is shown where less was collected: wide enough for a line. */
  readonly leastMs: number;
  readonly by: 'value' | 'minute' | 'hour';
}

/** Values as they were collected, after what is stored of the minutes before; or what is stored of each minute or hour. */
export const monitorRanges: Readonly<Record<MonitorRange, MonitorRangeParts>> = {
  minutes: { durationMs: 5 * 60_000, leastMs: 60_000, by: 'value' },
  hour: { durationMs: 3_600_000, leastMs: 5 * 60_000, by: 'value' },
  day: { durationMs: 86_400_000, leastMs: 3_600_000, by: 'minute' },
  month: { durationMs: 30 * 86_400_000, leastMs: 86_400_000, by: 'hour' },
};

export interface PanelProgram extends WatchedProgram {
  /** What the ids of its metrics begin with, without the dot. */
  readonly prefix: string;
}

export interface PanelDiagnosis extends Diagnosis {
  /** The title of what was looked at. */
  readonly program: string;
}

export interface PanelFolder {
  readonly id: string;
  readonly name: string;
}

/** All that the monitor shows besides values: always the whole truth of the moment. */
export interface PanelMonitor {
  /** The name of the machine. */
  readonly machine: string;
  /** The workspace folder whose programs and alerts these are. */
  readonly folder: PanelFolder;
  /** Those that there are, in their order. */
  readonly folders: readonly PanelFolder[];
  readonly metrics: readonly Metric[];
  readonly programs: readonly PanelProgram[];
  /** Of the last 30 days, as far as they are known. */
  readonly marks: readonly SeriesMark[];
  /** Pending, firing and acknowledged ones, the gravest first. */
  readonly alerts: readonly Alert[];
  /** The last one of this session; null before. */
  readonly diagnosis: PanelDiagnosis | null;
}

export interface PanelSeriesRequest {
  readonly range: MonitorRange;
  /** Values from here on are enough; null for all of the range. Of minutes and hours there always are all. */
  readonly sinceMs: number | null;
}

/** Values of one metric in order of time, all lists equally long. */
export interface PanelMetricSeries extends MetricSeries {
  /**
   * Of each minute or hour the least and the most, where `values` are means; null of values as they were collected. Where values follow on
   * minutes of before, NaN for each of them.
   */
  readonly least: Float64Array | null;
  readonly most: Float64Array | null;
}

/** All that there is from one time up to another: what the page had of this time before, it forgets. */
export interface PanelSeriesBatch {
  readonly range: MonitorRange;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly series: readonly PanelMetricSeries[];
}

export type MonitorForm = 'csv' | 'json';

/** What of the series is saved in a file: what the page shows. */
export interface MonitorExport {
  readonly form: MonitorForm;
  readonly range: MonitorRange;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly metrics: readonly string[];
}

/** What the monitor's page asks of the host. */
export interface PanelMonitorApi {
  /** Shows the monitor; with `besideShown` of the folder whose run or comparison is shown. */
  showMonitor(besideShown: boolean): void;
  /** Shows the programs and alerts of another folder, by its id. */
  chooseMonitorFolder(id: string): void;
  /** Null where no folder is open. */
  monitor(): PanelMonitor | null;
  monitorSeries(request: PanelSeriesRequest, signal: AbortSignal): PanelSeriesBatch;
  /** Asks which program, and watches it. */
  watchProgram(): void;
  /** Says what is slow in a program; in the first one unless given. */
  diagnose(programId: string | null): void;
  /** A place that the diagnosis names; lines count from 1. */
  openEvidence(file: string, line: number): void;
  acknowledgeAlert(id: string): void;
  resolveAlert(id: string): void;
  /** Asks for a place, and writes the values there. */
  exportMonitor(choice: MonitorExport): void;
  /** Asks for a place, and writes the picture there. */
  saveMonitorPicture(png: Uint8Array): void;
}

/** What the host tells the monitor's page, while it is shown. */
export interface PanelMonitorViewApi {
  /** At most ten times a second. */
  monitorChanged(monitor: PanelMonitor | null): void;
  /** There are other values to ask for. */
  monitorTick(): void;
}

export const seriesOfStored = (metric: string, points: readonly ThinnedPoint[]): PanelMetricSeries => ({
  metric,
  atMs: Float64Array.from(points, ({ atMs }) => atMs),
  values: Float64Array.from(points, ({ mean }) => mean),
  least: Float64Array.from(points, ({ min }) => min),
  most: Float64Array.from(points, ({ max }) => max),
});

/** Values as they were collected, after the minutes that are stored of before them. */
export function afterStored(minutes: readonly ThinnedPoint[], { metric, atMs, values }: MetricSeries): PanelMetricSeries {
  if (minutes.length === 0) return { metric, atMs, values, least: null, most: null };
  const join = (valueOf: (minute: ThinnedPoint) => number, rest: Float64Array) => {
    const joined = new Float64Array(minutes.length + rest.length);
    joined.set(minutes.map(valueOf));
    joined.set(rest, minutes.length);
    return joined;
  };
  const none = new Float64Array(values.length).fill(NaN);
  return {
    metric,
    atMs: join((minute) => minute.atMs, atMs),
    values: join(({ mean }) => mean, values),
    least: join(({ min }) => min, none),
    most: join(({ max }) => max, none),
  };
}
