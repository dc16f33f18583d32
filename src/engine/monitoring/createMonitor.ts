import os from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import { Emitter } from '../../base/emitter.ts';
import { messageOf, UserError } from '../../base/errors.ts';
import { DisposableStore, toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Log } from '../../base/log.ts';
import type { Config } from '../../model/config.ts';
import type { Metric, MinuteOfMetric, PointsChoice, SeriesMark, ThinnedPoint, Tick } from '../../model/metric.ts';
import type { WatchedProgram } from '../../model/watchedProgram.ts';
import { createClockWatch } from './clockWatch.ts';
import { createCollecting, type CollectorPart } from './collecting.ts';
import { createMarkList, type MarkHistory } from './markList.ts';
import type { Monitor, MonitorNeed } from './monitor.ts';
import { createProgramList, programMark } from './programList.ts';
import { createSeriesMemory } from './seriesMemory.ts';
import { createThinning } from './thinning.ts';

const LEAST_EVERY_MS = 250;
const USUAL_EVERY_MS = 1000;
const MOST_RECORDED_NAMES = 1000;
const RECORDED_NAME = /^[\w.-]{1,100}$/u;
/** Clocks of other processes differ by less. */
const MOST_AHEAD_MS = 60_000;
/** Minutes of metrics that are written at once: some milliseconds. */
const BATCH = 400;
const STORE_EVERY_MS = 60_000;
const PRUNE_EVERY_MS = 3_600_000;
/** What starts others by the hundred would leave no room for other marks: so many of programs in so long. */
const MOST_PROGRAM_MARKS = 20;
const PROGRAM_MARKS_MS = 600_000;
/** Rows that are read at once: some milliseconds. */
const PAGE = 2000;

/** Where minutes and hours are kept. None of it throws because of the disk or the file. */
export interface MetricHistory extends MarkHistory {
  /** Adds to what is stored of these minutes and their hours; false where that cannot be done now. `creating`: also a store. */
  addMinutes(minutes: readonly MinuteOfMetric[], creating: boolean): boolean;
  /** Oldest first. */
  metricPoints(metric: string, choice: PointsChoice): readonly ThinnedPoint[];
  /** Removes what is too old. */
  pruneMetrics(retention: Pick<Config['monitoring'], 'minutesMaxAgeDays' | 'hoursMaxAgeDays'>): Promise<void>;
}

/** A monitor, and what collectors and those who watch programs plug into it. */
export interface PluggableMonitor extends Monitor {
  /** What reads metrics; it is made when somebody needs them, and disposed of when nobody does. */
  addCollector(part: CollectorPart): Disposable;
  /** Shows a program, or how it is now. Those that have ended are forgotten when many others have ended after them. */
  showProgram(program: WatchedProgram): void;
  /** Goes by the settings as they are now. */
  readSettings(): Promise<void>;
}

export interface MonitorOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Null: nothing is kept for longer than this process. */
  readonly history: MetricHistory | null;
  /** Asked for with the first need after none. */
  readonly settings: () => Promise<Config['monitoring']>;
  /** The time since the machine started, asleep or not. */
  readonly uptimeMs?: () => number;
}

export function createMonitor(options: MonitorOptions): PluggableMonitor {
  const { clock, log, history, uptimeMs = () => os.uptime() * 1000 } = options;
  const owned = new DisposableStore();
  const emitter = <T>() => owned.add(new Emitter<T>((error) => log.error(error instanceof Error ? error : String(error))));
  const ticks = emitter<Tick>();
  const metricsChanged = emitter<readonly Metric[]>();
  const marked = emitter<SeriesMark>();
  const programsChanged = emitter<readonly WatchedProgram[]>();

  const memory = createSeriesMemory();
  const programs = createProgramList();
  const thinning = createThinning();
  const marks = createMarkList(clock, history);
  const collectings = new Set<ReturnType<typeof createCollecting>>();
  const needs = new Set<MonitorNeed>();
  /** In the order of the collectors, and there in theirs. */
  let known: ReadonlyMap<string, Metric> = new Map();
  /** What was reported since the last tick, and what others recorded. */
  let reported = new Map<string, number>();
  let recorded = new Map<string, number>();
  const recordedNames = new Set<string>();

  let settings: Config['monitoring'] | undefined;
  let timer: NodeJS.Timeout | undefined;
  let clocks: ReturnType<typeof createClockWatch> | undefined;
  /** What the first tick needs is loaded. */
  let hasBegun = false;
  let dueMs = 0;
  let latest: Tick | null = null;
  let storedAtMs = -Infinity;
  let retryStoreAtMs = -Infinity;
  let prunedAtMs = -Infinity;
  let isDisposed = false;

  const usualMs = () => settings?.everyMs ?? USUAL_EVERY_MS;
  const everyMs = () =>
    needs.size === 0 ? usualMs() : Math.max(Math.min(...[...needs].map((need) => need.everyMs ?? usualMs())), LEAST_EVERY_MS);
  const isNeeded = (subject: Metric['subject']) => [...needs].some(({ subjects }) => subjects === undefined || subjects.includes(subject));

  /** After needs, or what there is to collect, have changed. */
  function adapt(): void {
    const nowMs = clock.monotonicMs();
    for (const each of collectings) if (!isNeeded(each.subject)) each.sleep();
    clearTimeout(timer);
    timer = undefined;
    if (needs.size === 0) {
      clocks = undefined;
      hasBegun = false;
      return store(true);
    }
    if (hasBegun) return schedule(Math.min(dueMs, nowMs + everyMs()));
    if (clocks !== undefined) return;
    clocks = createClockWatch(clock, uptimeMs);
    void begin(clocks);
  }

  /** The first tick comes as soon as all that is loaded for it is there. */
  async function begin(own: typeof clocks): Promise<void> {
    await readSettings();
    await Promise.all(wake());
    if (clocks !== own || isDisposed) return;
    clocks = createClockWatch(clock, uptimeMs);
    hasBegun = true;
    schedule(clock.monotonicMs());
  }

  async function readSettings(): Promise<void> {
    settings = await options.settings().catch((error: unknown) => {
      log.warn(`monitoring: the settings cannot be read: ${messageOf(error)}`);
      return settings;
    });
    if (settings !== undefined) memory.setPoints(settings.points);
  }

  const wake = () => [...collectings].flatMap((each) => (isNeeded(each.subject) ? (each.wake(clock.monotonicMs()) ?? []) : []));

  function schedule(atMs: number): void {
    // A need that comes while the first one is made ready has planned one already.
    clearTimeout(timer);
    dueMs = atMs;
    timer = setTimeout(tick, Math.max(dueMs - clock.monotonicMs(), 0));
  }

  function tick(): void {
    const nowMs = clock.monotonicMs();
    // Without drift: a tick that is late does not make the next one late.
    const every = everyMs();
    schedule(dueMs + every > nowMs ? dueMs + every : nowMs + every - ((nowMs - dueMs) % every));
    const readAtMs = noteGaps(every);
    const atMs = Math.max(readAtMs, latest === null ? -Infinity : latest.atMs + 1);
    void wake();
    for (const each of collectings) if (isNeeded(each.subject)) each.collect(report, atMs, nowMs);
    const values = reported;
    reported = new Map();
    for (const [metric, value] of values) remember(metric, atMs, value);
    for (const [metric, value] of recorded) values.set(metric, value);
    recorded = new Map();
    latest = { atMs, values };
    noteMetrics();
    ticks.fire(latest);
    store(false);
  }

  function report(metric: string, value: number): void {
    if (Number.isFinite(value)) reported.set(metric, value);
  }

  function remember(metric: string, atMs: number, value: number): void {
    memory.push(metric, atMs, value);
    if (history !== null) thinning.add(metric, atMs, value);
  }

  /** Returns what the wall clock tells. */
  function noteGaps(every: number): number {
    const lastMs = latest?.atMs;
    const { atMs, gap, setByMs } = clocks!.passed(Math.max(every, LEAST_EVERY_MS));
    if (setByMs !== 0 && lastMs !== undefined) {
      log.info(`monitoring: the clock was set by ${Math.round(setByMs)} ms`);
      thinning.finish(Infinity);
      memory.shift(setByMs);
      marks.shift(setByMs);
      latest = { ...latest!, atMs: lastMs + setByMs };
    }
    if (gap !== null && latest !== null) {
      const title = gap === 'asleep' ? 'The machine was asleep' : 'Nothing was collected: the machine or this process stood still';
      addMark({ kind: 'sleep', title, atMs: latest.atMs, untilMs: atMs });
    }
    return atMs;
  }

  function noteMetrics(): void {
    const news = [...collectings].map((each) => each.news());
    if (news.every((each) => each === null)) return;
    const now = [...collectings].flatMap((each) => each.known());
    setKnown([...now, ...[...known.values()].filter(({ id }) => !now.some((metric) => metric.id === id))]);
  }

  function setKnown(metrics: readonly Metric[]): void {
    known = new Map(metrics.map((metric) => [metric.id, metric]));
    metricsChanged.fire([...known.values()]);
  }

  function addMark(mark: Omit<SeriesMark, 'id'>): SeriesMark {
    const added = marks.add(mark);
    marked.fire(added);
    return added;
  }

  /** Writes minutes that are over; all there is at the end. What cannot be written waits. */
  function store(isEnd: boolean): void {
    if (history === null) return;
    const nowMs = clock.monotonicMs();
    if (isEnd || nowMs - storedAtMs >= STORE_EVERY_MS) {
      // With the first tick nothing is over yet.
      if (!isEnd) storedAtMs = nowMs;
      thinning.finish(isEnd ? Infinity : clock.nowMs());
    } else if (thinning.waiting === 0 || nowMs < retryStoreAtMs) return;
    do {
      const batch = thinning.ready(BATCH);
      if (batch.length === 0) break;
      // Who looks for less than a minute leaves nothing behind where there was nothing.
      if (!history.addMinutes(batch, !isEnd)) {
        retryStoreAtMs = nowMs + STORE_EVERY_MS;
        break;
      }
      thinning.remove(batch.length);
    } while (isEnd);
    marks.save();
    if (thinning.hasLost()) log.warn('monitoring: minutes of metrics were lost, because they could not be stored for a long time');
    if (isEnd || settings === undefined || nowMs - prunedAtMs < PRUNE_EVERY_MS) return;
    prunedAtMs = nowMs;
    history.pruneMetrics(settings).catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  }

  return {
    onTick: ticks.event,
    onMetrics: metricsChanged.event,
    onMark: marked.event,
    onPrograms: programsChanged.event,
    need(need) {
      if (isDisposed) return toDisposable(() => {});
      const lease = { ...need };
      needs.add(lease);
      adapt();
      return toDisposable(() => {
        if (needs.delete(lease)) adapt();
      });
    },
    metrics: () => [...known.values()],
    latest: () => latest,
    everyMs,
    series: (metric, fromMs = -Infinity) => memory.series(metric, fromMs),
    marks: (fromMs = -Infinity) => marks.own(fromMs),
    allMarks: (fromMs = -Infinity) => marks.all(fromMs),
    async stored(metric, fromMs, untilMs, by, signal) {
      signal.throwIfAborted();
      if (history === null) return [];
      // What is not written yet belongs to it.
      store(true);
      const all: ThinnedPoint[] = [];
      for (let nextMs = fromMs; ;) {
        const page = history.metricPoints(metric, { fromMs: nextMs, untilMs, by, limit: PAGE });
        all.push(...page);
        if (page.length < PAGE) return all;
        nextMs = page.at(-1)!.atMs + 1;
        await setImmediate();
        signal.throwIfAborted();
      }
    },
    record(name, value, unit, atMs = clock.nowMs()) {
      refuseRecord(name, value, atMs, clock.nowMs());
      const id = `program.custom.${name}`;
      if (!recordedNames.has(id)) {
        if (recordedNames.size >= MOST_RECORDED_NAMES) {
          throw new UserError(
            'too-many-metrics',
            `'${name}' is not recorded: there are ${MOST_RECORDED_NAMES} recorded metrics already. Use fewer names, without ids or times in them.`,
          );
        }
        recordedNames.add(id);
      }
      if (known.get(id)?.unit !== unit) {
        const description = `Recorded as ${name}.`;
        const metric: Metric = { id, subject: 'program', group: 'custom', title: name, description, unit, most: null };
        setKnown([...[...known.values()].filter((each) => each.id !== id), metric]);
      }
      remember(id, atMs, value);
      recorded.set(id, value);
    },
    mark: addMark,
    endMark(id) {
      const ended = marks.end(id);
      if (ended !== null) marked.fire(ended);
    },
    programs: () => programs.all(),
    addCollector(part) {
      const added = createCollecting(part, log);
      collectings.add(added);
      if (needs.size > 0 && isNeeded(part.subject)) void added.wake(clock.monotonicMs());
      return toDisposable(() => {
        added.sleep();
        collectings.delete(added);
      });
    },
    showProgram(program) {
      const before = programs.all().find(({ id }) => id === program.id);
      const nowMs = clock.nowMs();
      const mark = programMark(program, before, nowMs);
      const isLately = ({ kind, atMs }: SeriesMark) => kind === 'program' && atMs > nowMs - PROGRAM_MARKS_MS;
      if (mark !== null && marks.own(-Infinity).filter(isLately).length < MOST_PROGRAM_MARKS) addMark(mark);
      const forgotten = programs.show(program);
      for (const prefix of forgotten) memory.forget(prefix);
      if (forgotten.length > 0) {
        setKnown([...known.values()].filter(({ id }) => !forgotten.some((prefix) => id.startsWith(`${prefix}.`))));
      }
      programsChanged.fire(programs.all());
    },
    prefixOf: (id) => programs.prefixOf(id),
    async readSettings() {
      await readSettings();
      if (!isDisposed) adapt();
    },
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      needs.clear();
      adapt();
      collectings.clear();
      owned.dispose();
    },
  };
}

function refuseRecord(name: string, value: number, atMs: number, nowMs: number): void {
  if (!RECORDED_NAME.test(name)) {
    throw new UserError(
      'bad-metric',
      `'${name.length > 100 ? `${name.slice(0, 100)}…` : name}' is not a name for a metric: use letters, digits, dots, dashes and underscores, at most 100.`,
    );
  }
  if (!Number.isFinite(value)) throw new UserError('bad-value', `${value} is not a value for '${name}': it has to be a finite number.`);
  if (!Number.isFinite(atMs) || atMs > nowMs + MOST_AHEAD_MS) {
    throw new UserError('bad-time', `The time of '${name}' is not one that has been: it is in milliseconds since 1970-01-01 UTC.`);
  }
}
