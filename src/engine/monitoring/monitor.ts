import type { Event } from '../../base/emitter.ts';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Metric, MetricSeries, SeriesMark, ThinnedPoint, Tick } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';

/** What is collected only while somebody needs it. */
export interface MonitorNeed {
  /** The shortest of all needs counts; at least 250. As the configuration says unless given. */
  readonly everyMs?: number;
  /** Everything unless given. */
  readonly subjects?: readonly Metric['subject'][];
}

/**
 * The metrics of the machine and of the programs that are watched. Nothing is read, and no timer runs, while nobody needs it.
 */
export interface Monitor extends Disposable {
  /** Starts or goes on with collecting, until the last need is disposed of. */
  need(need: MonitorNeed): Disposable;
  /** With each collection; in order of time, at most one at a time. */
  readonly onTick: Event<Tick>;
  /** Metrics came or went. */
  readonly onMetrics: Event<readonly Metric[]>;
  readonly onMark: Event<SeriesMark>;
  readonly onPrograms: Event<readonly WatchedProgram[]>;
  /** Those that were seen so far. */
  metrics(): readonly Metric[];
  /** The last one; null before the first. */
  latest(): Tick | null;
  /** How often is collected now, or would be if somebody needed it with no wish of its own, ms. */
  everyMs(): number;
  /** What is in memory: the newest 10,000 points unless set otherwise. Copies, which stay as they are. */
  series(metric: string, fromMs?: number): MetricSeries;
  /** Of this session, in order of time. */
  marks(fromMs?: number): readonly SeriesMark[];
  /** With those that are stored, of earlier sessions and other windows; the newest some hundreds. Of what a session left open the end is its beginning. */
  allMarks(fromMs?: number): readonly SeriesMark[];
  /** What is stored, by the minute or hour, oldest first. */
  stored(metric: string, fromMs: number, untilMs: number, by: 'minute' | 'hour', signal: AbortSignal): Promise<readonly ThinnedPoint[]>;
  /**
   * A value that somebody else measured, under `program.custom.NAME` with the unit; the name has letters, digits, dots, dashes,
   * underscores, at most 100. Throws a `UserError` for another one, or for what is no finite number.
   */
  record(name: string, value: number, unit: Metric['unit'], atMs?: number): void;
  mark(mark: Omit<SeriesMark, 'id'>): SeriesMark;
  /** Ends what goes on. */
  endMark(id: string): void;
  programs(): readonly WatchedProgram[];
  /** What the ids of a program's metrics begin with, without the dot: `program`, or `program@ID` while another one has that. */
  prefixOf(programId: string): string;
}
